"""Live sessions: a room for each, with an inbox and one writer."""
