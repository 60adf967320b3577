"""The faces of QuizTerm: the link to a server, and the host's, players' and projector's screens."""
