"""Clients of a running daemon: say a text, stream a recording, record or watch the sessions."""
