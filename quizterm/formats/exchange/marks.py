"""What Moodle's marks, feedback and names hold beyond a quiz, told in the same words from both its formats.

Each is a code and a sentence.
"""

from collections.abc import Sequence

Saying = tuple[str, str]

PENALTIES: Saying = ("penalties_dropped", "Penalties for wrong answers are not kept.")
UNEQUAL_SHARES: Saying = (
    "unequal_shares",
    "The right options earn different shares of the marks; all of them count alike now.",
)
PARTIAL_NUMBERS: Saying = (
    "partial_credit",
    "Numbers that earn a part of the marks are not kept; only the best counts.",
)
SEVERAL_NUMBERS: Saying = (
    "numbers_as_text",
    "Several numbers are right, so the answer is typed as words: only these spellings count.",
)
NO_NUMBER: Saying = ("nothing_right", "No number earns all of the marks; give one that does.")
NO_SPELLING: Saying = (
    "nothing_accepted",
    "No answer to be typed earns all of the marks; say --accept-partial to take those that earn some.",
)
NAME_AS_TEXT: Saying = ("name_as_text", "It has a name and no text, so the name became the text.")

_NAMED = 3
"""How many answers a sentence names."""


def partial_options(count: int) -> Saying:
    """Say that some options earn a part of the marks."""
    some = "an option" if count == 1 else f"{count} options"
    return "partial_credit", f"Partial credit for {some} is dropped; only what earns all is right."


def partial_spellings(texts: Sequence[str]) -> Saying:
    """Say which typed answers earn a part of the marks."""
    named = ", ".join(f"“{text}”" for text in texts[:_NAMED])
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    return (
        "partial_credit",
        f"What earns a part of the marks is not accepted ({named}{more}); --accept-partial takes it.",
    )


def feedback(count: int) -> Saying:
    """Say that there is feedback to answers that are not right."""
    what = "The feedback to a wrong answer is" if count == 1 else f"{count} feedbacks to wrong answers are"
    return "feedback_dropped", f"{what} not kept; a quiz explains the right answer only."


def several_ranges(first: str) -> Saying:
    """Say that only one of several ranges of numbers is kept."""
    return "several_ranges", f"Several ranges are right; only the first is kept, around {first}."


def all_items(shown: int | str, count: int) -> Saying:
    """Say that more items are asked than Moodle does at a time."""
    return "all_items", f"Moodle asks for {shown} of the {count} items at a time; here all are asked."
