"""What moves it: the command line, files, and (with the daemon) sockets."""
