"""What the web server answers to plain requests: pages, the head, the character."""
