"""The bounds that every quiz keeps."""

MAX_QUESTIONS = 500
MIN_OPTIONS = 2
MAX_OPTIONS = 8
MAX_ACCEPTED = 50
MAX_TAGS = 20
MIN_SECONDS = 5
"""The shortest time to answer; 0 stands for no deadline."""
MAX_SECONDS = 3600
MAX_POINTS = 10_000
MAX_READING_SECONDS = 60
