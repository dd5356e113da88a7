"""What travels between Mien and the engines: the rig, motion, and (with the daemon) the messages."""
