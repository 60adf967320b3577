"""What logging in costs, and what it costs those who play meanwhile."""
