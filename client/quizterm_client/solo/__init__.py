"""A quiz without a server: practised alone, or looked at as players will see it."""
