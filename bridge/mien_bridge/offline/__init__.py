"""Work on files without a daemon: a movie of a photo, a file of motion."""
