"""The words of the format: what fields there are, and what a misspelled one was meant to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from quizterm.language import N_

ANY_QUESTION = ("ask", "code", "explain", "seconds", "points", "tags")
KIND_FIELDS = ("options", "answer", "range", "order", "poll", "open", "slide")
"""The fields that tell what kind a question is."""

KNOWN = (
    *ANY_QUESTION,
    *KIND_FIELDS,
    *("pick", "shuffle", "tolerance", "nearness", "unit", "several"),
    *("match_case", "match_accents", "match_spaces", "slips"),
)
"""Every field that a question of some kind may have."""

TOP = (
    *("quizterm", "title", "description", "language"),
    *("scoring", "streak_bonus", "change_answer", "reading", "seconds", "points", "shuffle", "questions"),
)
"""Every field that the top of a file may have."""

LISTS = ("options", "poll", "order", "range", "tags")
"""The fields that take nothing but a list."""

_SYNONYMS = {
    "question": "ask",
    "text": "ask",
    "prompt": "ask",
    "answers": "answer",
    "correct": "answer",
    "choices": "options",
    "explanation": "explain",
    "time": "seconds",
    "timer": "seconds",
    "score": "points",
    "name": "title",
    "items": "order",
    "accuracy": "tolerance",
}
_SIMILAR = 0.75
"""From here on a word is a misspelled other one; below, “image” would be taken for “range”."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields that may stand in one place."""

    names: tuple[str, ...]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """What to say about fields that belong in another place."""

    def guess(self, name: str) -> str | None:
        """Give the field that an unknown one was meant to be."""
        word = name[:_SHOWN].strip().lower()
        if name in self.elsewhere:
            return None
        if _SYNONYMS.get(word) in self.names:
            return _SYNONYMS[word]
        swapped = [known for known in self.names if sorted(known) == sorted(word)]
        return next(iter(swapped or get_close_matches(word, self.names, n=1, cutoff=_SIMILAR)), None)

    def complaint(self, name: str) -> str:
        """Say what is to be done about an unknown field."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        head, colon, _ = name.partition(":")
        if colon and head in self.names:
            return space_after(head)
        guess = self.guess(name)
        shown = name[:_SHOWN].strip()
        if guess:
            return N_("There is no field “{name}”; did you mean “{guess}”?").format(name=shown, guess=guess)
        sentence = N_("There is no field “{name}”; the fields are {names}.")
        return sentence.format(name=shown, names=", ".join(sorted(self.names)))


def space_after(name: str) -> str:
    """Say that a colon and what follows stick together."""
    return N_("Write a space after “{name}:”.").format(name=name)


def _of_a_question(name: str) -> str:
    if name in ("ask", "slide"):
        return N_("“{name}” begins a question: write “- {name}:”, with its dash, under “questions:”.").format(
            name=name
        )
    return N_("“{name}” belongs to a question; indent it to stand below the question's other fields.").format(
        name=name
    )


TOP_WORDS = Vocabulary(TOP, {name: _of_a_question(name) for name in KNOWN if name not in TOP})
QUESTION_WORDS = Vocabulary(
    KNOWN,
    {
        "right": N_("“right:” marks an option; write it in the list under “options:”, indented."),
        **{
            name: N_("“{name}” belongs at the top of the file.").format(name=name)
            for name in TOP
            if name not in KNOWN
        },
    },
)
