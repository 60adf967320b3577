"""The client's side of accounts: asking a server's desk, and staying logged in."""
