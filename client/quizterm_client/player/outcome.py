"""What a closed question brought one player, told to them first and kindly."""

from dataclasses import dataclass, replace
from enum import StrEnum

from quizterm.language import N_, _, ngettext
from quizterm.quiz.answers import Answer, RightOptions
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView, Result, Reveal, You
from quizterm.text import thousands
from quizterm_client.view.options import mark_of
from quizterm_client.view.words import answer_words, answers, key_words, ordinal, seconds


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
        return Outcome(Verdict.SEEN, headline=_("This question does not count."), place=_place(you))
    if you is None or not you.eligible:
        return Outcome(
            Verdict.SEEN, headline=_("You are in from the next question."), kind=_was(item, reveal)
        )
    if you.result is None or you.result.credit is None:
        return _unscored(item, you)
    told = _scored(item, reveal, you, you.result)
    return replace(told, headline=_(LOST)) if lost and told.verdict is Verdict.MISSED else told


LOST = N_("Your answer did not get through in time")


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
        _(_HEADLINES[verdict]).format(time=seconds(result.time)),
        _dotted(_place(you), _streak(result)),
        "" if verdict is Verdict.RIGHT else _was(item, reveal),
    )


_HEADLINES = {
    Verdict.RIGHT: N_("Right, in {time}"),
    Verdict.PARTLY: N_("Partly right, in {time}"),
    Verdict.WRONG: N_("Not this time"),
    Verdict.MISSED: N_("No answer from you"),
    Verdict.SEEN: "",
}


def _unscored(item: QuestionView, you: You) -> Outcome:
    if you.answer is None:
        return Outcome(Verdict.SEEN, headline=_("This is what the others said."))
    words = you_said(item, you.answer)
    return Outcome(Verdict.SEEN, headline=_("Thank you, your answer is in."), place=words)


def you_said(item: QuestionView, answer: Answer) -> str:
    """What a player answered where nothing was right or wrong."""
    return _("You said: {answer}").format(answer=answer_words(item, answer))


def _was(item: QuestionView, reveal: Reveal) -> str:
    if reveal.key is None:
        return ""
    words = key_words(item, reveal.key)
    told = _("The order was: {key}") if item.kind is Kind.ORDER else _("It was {key}")
    return told.format(key=words)


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
    if rose > 0:
        words = _("{place} of {of}, up {n}")
    else:
        words = _("{place} of {of}, down {n}") if rose else _("{place} of {of}")
    return words.format(place=ordinal(you.rank), of=thousands(you.of), n=abs(rose))


def _streak(result: Result) -> str:
    if result.streak <= 1:
        return ""
    words = ngettext("{n} in a row", "{n} in a row", result.streak).format(n=result.streak)
    return f"{words}, +{result.bonus}" if result.bonus else words


def _dotted(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def spread_words(reveal: Reveal) -> str:
    """How the others fared: `23 of 31 had it right.`"""
    tally = reveal.tally
    if reveal.key is None or not tally.eligible:
        return f"{answers(tally.answered)}." if tally.answered else ""
    words = ngettext("{n} of {all} had it right.", "{n} of {all} had it right.", tally.right)
    return words.format(n=thousands(tally.right), all=thousands(tally.eligible))
