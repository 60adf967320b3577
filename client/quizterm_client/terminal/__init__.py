"""What a terminal can do, and how faces are drawn on it."""
