"""How people get in: the command they type, and the code as they say it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invitation:
    """How people get in."""

    join_command: str
    """What they type, exactly: `quizterm join K7Q4MF@10.0.0.5:8765`."""
    address: str
    """Where the server is, as people would write it."""

    @property
    def target(self) -> str:
        """The session as typed: `K7Q4MF@10.0.0.5:8765`, or the code alone on the server's own machine."""
        return self.join_command.split()[-1]


def spoken(code: str) -> str:
    """The code in pairs, as people say it: `K7 Q4 MF`."""
    return " ".join(code[start : start + 2] for start in range(0, len(code), 2))
