"""Answers of the web server to plain requests: pages, the head, the character."""
