"""A short game on every kind of terminal, in every locale, size and number of colours."""
