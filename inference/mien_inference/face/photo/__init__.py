"""Reading of a photo: the face in it, its framing, the person and what is behind."""
