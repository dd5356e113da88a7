"""The line to a daemon: dialled, kept alive, dialled again; which message concerns whom."""
