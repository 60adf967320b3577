"""The short game of every cell: what is asked, who else plays, and how all of it looks there."""

from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from quizterm.quiz.model import Choice, Quiz, Scoring, Settings

LETTERS: Final = "ABCD"
"""Of the options, in their order."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a player reads."""

    questions: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    """For each question."""
    others: tuple[str, ...]
    """The names of the players elsewhere."""


CLEAN: Final = Choice(
    text="Which café serves crêpes à la carte?",
    options=("Zürich", "Málaga", "Ærø", "Besançon"),
    right=(1,),
    seconds=300,
)
MIXED: Final = Choice(
    text="What greets Dvořák, 東京 and שלום at 👋🏽?",
    options=("日本語 ok", "سلام ok", "हिन्दी e\u0301 ok", "🎉🇪🇺👨\u200d👩\u200d👧 ok"),
    right=(3,),
    seconds=300,
)
"""Wide and combining characters, two scripts from right to left, emoji that terminals count differently."""

QUIZ: Final = Quiz(
    title="Käse & Co",
    questions=(CLEAN, MIXED),
    settings=Settings(reading_seconds=0, scoring=Scoring.ACCURACY),
)
PICKS: Final = (1, 0)
"""What the players in the cells answer: they are right first, and then wrong."""

OTHERS: Final = ("山田花子", "مريم שירה", "Nguyễn 🎉")
"""Players elsewhere, who are always right and stand on the podium."""


def _composed(text: str) -> str:
    """As servers give texts out, whatever authors have typed."""
    return normalize("NFC", text)


def name_in(cell: int) -> str:
    """What the player in a cell is called; typed in the terminal's encoding."""
    return f"Zoé {cell}"


_SAID: Final = Words((CLEAN.text, MIXED.text), (CLEAN.options, tuple(map(_composed, MIXED.options))), OTHERS)
_DRAWN: Final = Words(
    (CLEAN.text, "What greets Dvořák, 東京 and שלום at 👋?"),
    (CLEAN.options, ("日本語 ok", "سلام ok", "हिन्दी é ok", "🎉🇪👨 ok")),
    OTHERS,
)
"""Of what takes more cells than it has by the counting of this terminal, the beginning is left."""
_DRAWN_IN_LATIN_1: Final = Words(
    (CLEAN.text, "What greets Dvorák, ???? and ???? at ???"),
    (CLEAN.options, ("?????? ok", "???? ok", "??? é ok", "?????? ok")),
    ("????????", "???? ????", "Nguyen ??"),
)
_DRAWN_IN_ASCII: Final = Words(
    ("Which cafe serves crepes a la carte?", "What greets Dvorak, ???? and ???? at ???"),
    (("Zurich", "Malaga", "Aro", "Besancon"), ("?????? ok", "???? ok", "??? e ok", "?????? ok")),
    ("????????", "???? ????", "Nguyen ??"),
)
_SAID_IN_LATIN_1: Final = Words(
    (CLEAN.text, "What greets Dvorák, ?? and ???? at ???"),
    (CLEAN.options, ("??? ok", "???? ok", "????? é ok", "???????? ok")),
    ("????", "???? ????", "Nguyen ?"),
)
_SAID_IN_ASCII: Final = Words(
    ("Which cafe serves crepes a la carte?", "What greets Dvorak, ?? and ???? at ???"),
    (("Zurich", "Malaga", "Aero", "Besancon"), ("??? ok", "???? ok", "????? e ok", "???????? ok")),
    ("????", "???? ????", "Nguyen ?"),
)


def words_in(encoding: str, *, lines: bool) -> Words:
    """What can be read where only the characters of an encoding can be written.

    Args:
        encoding: Of the terminal.
        lines: Whether the game comes in lines, where nothing has to keep its width.
    """
    drawn = {"utf-8": _DRAWN, "latin-1": _DRAWN_IN_LATIN_1, "ascii": _DRAWN_IN_ASCII}
    said = {"utf-8": _SAID, "latin-1": _SAID_IN_LATIN_1, "ascii": _SAID_IN_ASCII}
    return (said if lines else drawn)[encoding]


def name_as_read(name: str, encoding: str) -> str:
    """A player's own name, where only the characters of an encoding can be written."""
    return name.replace("é", "e") if encoding == "ascii" else name
