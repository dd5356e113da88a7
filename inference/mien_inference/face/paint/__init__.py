"""Pictures of the surface: rasterised skin, the inside of the mouth, the eyes."""
