"""Sound and pictures in files: what people give, and what they get."""
