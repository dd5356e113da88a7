"""Model files: which bytes a feature needs, and where to get them."""
