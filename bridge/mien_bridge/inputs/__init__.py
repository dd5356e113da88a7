"""Inputs of a live session: microphones, other programs' sound, and the queue of what is to be said."""
