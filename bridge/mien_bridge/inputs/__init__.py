"""What a live session hears: microphones, other programs' sound, recordings, texts, voice agents."""
