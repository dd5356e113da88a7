"""The face as a surface: its mesh, and the 52 ways in which it moves."""
