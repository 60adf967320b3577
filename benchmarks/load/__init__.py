"""What a server bears: rooms full of players over real sockets, beside a minimal game as the yardstick."""
