"""A live show: it hears, performs, and hands the face to pages and programs."""
