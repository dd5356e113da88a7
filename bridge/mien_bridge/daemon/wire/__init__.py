"""Whom the daemon talks with, and how: sockets, secrets, who is connected, what is published."""
