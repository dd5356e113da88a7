"""Faces: avatars and pictures, made beside the daemon's own thread."""
