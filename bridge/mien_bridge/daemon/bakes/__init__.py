"""The bake socket: all of a recording's motion, lossless."""
