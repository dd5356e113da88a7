"""The wire between Mien and the engines: the rig, motion, messages and their codec."""
