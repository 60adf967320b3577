"""The command tree: thin. What it runs is imported inside the command that needs it."""
