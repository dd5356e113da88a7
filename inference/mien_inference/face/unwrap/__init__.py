"""The face texture: pictures of a face laid flat, so that each texel stays at its place of the skin."""
