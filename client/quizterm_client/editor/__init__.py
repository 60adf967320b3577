"""The full-screen editor of a quiz file."""
