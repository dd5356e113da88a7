"""Clients of a running daemon: say a text, stream a recording, watch the sessions."""
