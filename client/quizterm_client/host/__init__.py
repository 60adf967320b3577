"""The host's screen."""
