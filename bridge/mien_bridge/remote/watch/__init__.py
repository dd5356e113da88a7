"""Looking on at a running daemon: what flows, how fast, how late, and what is lost."""
