"""The shell around the engine: sockets, rooms, clocks and limits."""
