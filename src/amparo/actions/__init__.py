"""What a person or the clock may ask of a home."""
