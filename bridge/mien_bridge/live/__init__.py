"""A live show: one command that hears, performs, and hands the face to pages and programs."""
