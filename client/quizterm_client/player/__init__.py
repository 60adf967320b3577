"""The player's face: one screen, from the lobby to the podium."""
