"""What Moodle's marks, feedback and names hold beyond a quiz, told in the same words from both its formats.

Each is a code and a sentence.
"""

from collections.abc import Sequence

from quizterm.language import N_

Saying = tuple[str, str]

PENALTIES: Saying = ("penalties_dropped", N_("Penalties for wrong answers are not kept."))
UNEQUAL_SHARES: Saying = (
    "unequal_shares",
    N_("The right options earn different shares of the marks; all of them count alike now."),
)
PARTIAL_NUMBERS: Saying = (
    "partial_credit",
    N_("Numbers that earn a part of the marks are not kept; only the best counts."),
)
SEVERAL_NUMBERS: Saying = (
    "numbers_as_text",
    N_("Several numbers are right, so the answer is typed as words: only these spellings count."),
)
NO_NUMBER: Saying = ("nothing_right", N_("No number earns all of the marks; give one that does."))
NO_SPELLING: Saying = (
    "nothing_accepted",
    N_("No answer to be typed earns all of the marks; say --accept-partial to take those that earn some."),
)
NAME_AS_TEXT: Saying = ("name_as_text", N_("It has a name and no text, so the name became the text."))

_NAMED = 3
"""How many answers a sentence names."""


def partial_options(count: int) -> Saying:
    """Say that some options earn a part of the marks."""
    one = N_("Partial credit for an option is dropped; only what earns all is right.")
    several = N_("Partial credit for {number} options is dropped; only what earns all is right.")
    return "partial_credit", one if count == 1 else several.format(number=count)


def partial_spellings(texts: Sequence[str]) -> Saying:
    """Say which typed answers earn a part of the marks."""
    named = ", ".join(f"“{text}”" for text in texts[:_NAMED])
    sentence = N_("What earns a part of the marks is not accepted ({names}); --accept-partial takes it.")
    if len(texts) > _NAMED:
        sentence = N_(
            "What earns a part of the marks is not accepted ({names} and {more} more); "
            "--accept-partial takes it."
        )
    return "partial_credit", sentence.format(names=named, more=len(texts) - _NAMED)


def feedback(count: int) -> Saying:
    """Say that there is feedback to answers that are not right."""
    one = N_("The feedback to a wrong answer is not kept; a quiz explains the right answer only.")
    several = N_("{number} feedbacks to wrong answers are not kept; a quiz explains the right answer only.")
    return "feedback_dropped", one if count == 1 else several.format(number=count)


def several_ranges(first: str) -> Saying:
    """Say that only one of several ranges of numbers is kept."""
    return "several_ranges", N_("Several ranges are right; only the first is kept, around {first}.").format(
        first=first
    )


def all_items(shown: int | str, count: int) -> Saying:
    """Say that more items are asked than Moodle does at a time."""
    return "all_items", N_(
        "Moodle asks for {shown} of the {number} items at a time; here all are asked."
    ).format(shown=shown, number=count)
