"""Sound and pictures in files."""
