"""What a closed question brought one player, told to them first and kindly."""

from dataclasses import dataclass, replace
from enum import StrEnum

from quizterm.quiz.answers import RightOptions
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView, Result, Reveal, You
from quizterm.text import thousands
from quizterm_client.view.options import mark_of
from quizterm_client.view.words import answer_words, count, key_words, ordinal, seconds


class Verdict(StrEnum):
    """How an answer fared."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    MISSED = "missed"
    """Asked, but no answer came in time."""
    SEEN = "seen"
    """Nothing was right or wrong, or the player was not asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to tell a player at the reveal."""

    verdict: Verdict
    big: str = ""
    """Five rows high: `+867`, or the letter that was right; may be empty."""
    big_colour: str = ""
    """As `#rrggbb` for a letter; empty for the colour of the verdict."""
    headline: str = ""
    place: str = ""
    kind: str = ""
    """What was right, or a kind word."""


def outcome(item: QuestionView, reveal: Reveal, you: You | None, *, lost: bool = False) -> Outcome:
    """Tell a player how a question went for them.

    Args:
        item: What was asked.
        reveal: What was right.
        you: The player's own part.
        lost: Whether their answer did not get through to the server.
    """
    if reveal.voided:
        return Outcome(Verdict.SEEN, headline="This question does not count.", place=_place(you))
    if you is None or not you.eligible:
        return Outcome(Verdict.SEEN, headline="You are in from the next question.", kind=_was(item, reveal))
    if you.result is None or you.result.credit is None:
        return _unscored(item, you)
    told = _scored(item, reveal, you, you.result)
    return replace(told, headline=LOST) if lost and told.verdict is Verdict.MISSED else told


LOST = "Your answer did not get through in time"


def verdict_of(result: Result) -> Verdict:
    """Sort a result that has a credit."""
    if not result.answered:
        return Verdict.MISSED
    if not result.credit:
        return Verdict.WRONG
    return Verdict.RIGHT if result.credit >= 1 else Verdict.PARTLY


def _scored(item: QuestionView, reveal: Reveal, you: You, result: Result) -> Outcome:
    verdict = verdict_of(result)
    won = result.points > 0
    letter, colour = ("", "") if won else _right_letter(item, reveal)
    return Outcome(
        verdict,
        f"+{result.points}" if won else letter,
        colour,
        _HEADLINES[verdict].format(time=seconds(result.time)),
        _dotted(_place(you), _streak(result)),
        "" if verdict is Verdict.RIGHT else _was(item, reveal),
    )


_HEADLINES = {
    Verdict.RIGHT: "Right, in {time}",
    Verdict.PARTLY: "Partly right, in {time}",
    Verdict.WRONG: "Not this time",
    Verdict.MISSED: "No answer from you",
    Verdict.SEEN: "",
}


def _unscored(item: QuestionView, you: You) -> Outcome:
    if you.answer is None:
        return Outcome(Verdict.SEEN, headline="This is what the others said.")
    words = f"You said: {answer_words(item, you.answer)}"
    return Outcome(Verdict.SEEN, headline="Thank you, your answer is in.", place=words)


def _was(item: QuestionView, reveal: Reveal) -> str:
    if reveal.key is None:
        return ""
    words = key_words(item, reveal.key)
    return f"The order was: {words}" if item.kind is Kind.ORDER else f"It was {words}"


def _right_letter(item: QuestionView, reveal: Reveal) -> tuple[str, str]:
    """The letter of the one right option with its colour, or nothing."""
    key = reveal.key
    if item.kind is not Kind.CHOICE or not isinstance(key, RightOptions) or len(key.options) != 1:
        return "", ""
    mark = mark_of(key.options[0])
    return mark.letter, mark.colour


def _place(you: You | None) -> str:
    """`3rd of 31, up 2`."""
    if you is None or you.rank == 0 or you.score <= 0:
        return ""
    rose = you.result.rose if you.result else 0
    moved = f", {'up' if rose > 0 else 'down'} {abs(rose)}" if rose else ""
    return f"{ordinal(you.rank)} of {thousands(you.of)}{moved}"


def _streak(result: Result) -> str:
    words = f"{result.streak} in a row" if result.streak > 1 else ""
    return f"{words}, +{result.bonus}" if words and result.bonus else words


def _dotted(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def spread_words(reveal: Reveal) -> str:
    """How the others fared: `23 of 31 had it right.`"""
    tally = reveal.tally
    if reveal.key is None or not tally.eligible:
        return f"{count(tally.answered, 'answer')}." if tally.answered else ""
    return f"{thousands(tally.right)} of {thousands(tally.eligible)} had it right."
