"""The web server: one port for pages, browsers and voice agents."""
