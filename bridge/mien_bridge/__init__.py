"""The transport of motion: command line, files, daemon, live show, web server."""
