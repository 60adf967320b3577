"""The rules of the game: pure and deterministic; time, names and random orders arrive inside inputs."""
