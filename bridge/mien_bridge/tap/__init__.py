"""Recordings of the wire: a daemon's raw messages to a file, and back as a daemon's."""
