"""The bounds that every quiz keeps."""

from dataclasses import dataclass
from typing import Any

MAX_QUESTIONS = 500
MIN_OPTIONS = 2
MAX_OPTIONS = 8
LETTERS = "ABCDEFGH"
"""What options are called by their places."""
MAX_ACCEPTED = 50
MAX_TAGS = 20
MIN_SECONDS = 5
"""The shortest time to answer; 0 stands for no deadline."""
MAX_SECONDS = 3600
MAX_POINTS = 10_000
MAX_READING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class AtMost:
    """Annotates a list that may have `count` items, for whoever reads it from outside.

    Reading stops at the first item that is one too many or does not fit, so that a long list of nonsense
    costs no more than a short one. pydantic asks annotations for this method by its name.
    """

    count: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return {**handler(source), "max_length": self.count, "fail_fast": True}
