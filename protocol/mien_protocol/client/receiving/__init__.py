"""What streams bring: frames in order, the newest picture, sound, and what was lost."""
