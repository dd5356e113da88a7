"""What travels between Mien and the engines: the rig, motion, and the messages of the wire."""
