"""Inside of a mouth, as solid geometry: teeth, gums, palate, tongue and the inside of the lips."""
