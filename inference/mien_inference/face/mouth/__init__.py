"""What is inside a mouth, as solid geometry: teeth, gums, palate, tongue and the inside of the lips."""
