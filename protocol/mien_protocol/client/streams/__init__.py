"""Received streams: frames in order, the newest picture, sound, and what was lost."""
