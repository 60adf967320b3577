"""What a player's terminal and machine bear: bytes that are written, CPU and memory."""
