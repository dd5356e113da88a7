"""Computation: speech to features, features to motion, a photo and motion to pictures."""
