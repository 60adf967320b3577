"""What each fault costs, measured one after the other."""
