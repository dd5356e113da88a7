"""Recordings of the wire: a daemon's raw messages in a file, and a server that replays them."""
