"""What line mode says of questions, answers and places to everybody: sentences that read well aloud."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from quizterm.language import N_, _, ngettext, pgettext
from quizterm.quiz.answers import (
    Answer,
    Key,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    RightTexts,
)
from quizterm.quiz.model import Kind
from quizterm.snapshot import Millis, QuestionView, Reveal, Stage, Standing, Tally
from quizterm.text import thousands
from quizterm_client.plain.clock import left_words
from quizterm_client.view.options import PICKING, option_texts
from quizterm_client.view.words import ELSEWHERE, answer_words, joined, key_words, one_line, ordinal, tenths

INDENT = "    "
"""Before each line of code, which tells it from what QuizTerm says."""


def flat(text: str) -> str:
    """What somebody wrote, harmless and in one line, however it was laid out."""
    return " ".join(one_line(text).split())


def place_in_quiz(stage: Stage) -> str:
    """`Question 3 of 10.`"""
    return _("Question {n} of {of}.").format(n=stage.question + 1, of=stage.questions)


def question_lines(stage: Stage, *, buttons: bool = False) -> list[str]:
    """What is asked, with everything that can be picked; nothing where nothing is asked.

    Args:
        stage: What is seen.
        buttons: Whether the words are on a wall, so that the numbers are enough.
    """
    item = stage.item
    if item is None:
        return []
    if buttons:
        numbers = ", ".join(str(number) for number, _text in enumerate(option_texts(item), 1))
        options = [_("Options: {numbers}.").format(numbers=numbers)] if numbers else []
        return [" ".join([place_in_quiz(stage), _(ELSEWHERE), *options])]
    return [
        f"{place_in_quiz(stage)} {flat(item.text)}",
        *_code_lines(item),
        *(f"{number}. {flat(text)}" for number, text in enumerate(option_texts(item), 1)),
    ]


def _code_lines(item: QuestionView) -> list[str]:
    if item.code is None:
        return []
    language, lines = item.code.language, item.code.text.rstrip("\n").split("\n")
    if language:
        words = ngettext("Code in {language}, {n} line:", "Code in {language}, {n} lines:", len(lines))
    else:
        words = ngettext("Code, {n} line:", "Code, {n} lines:", len(lines))
    return [words.format(language=language, n=len(lines)), *(f"{INDENT}{line}" for line in lines)]


def left_words_of(seconds: int) -> str:
    """A whole span in words: `20 seconds`."""
    return left_words(Millis(seconds * 1000))


def spoken_time(millis: int) -> str:
    """A span as `4.1 seconds`, from a minute on as `1 minute 5 seconds`."""
    if millis < 60_000:
        return pgettext("with a decimal", "{number} seconds").format(number=tenths(millis / 1000))
    return left_words_of(millis // 1000)


def answer_said(item: QuestionView, answer: Answer) -> str:
    """An answer, for people: `2, SSH`, `option 1, TCP; option 3, UDP`, `128 bits`."""
    if isinstance(answer, Picked):
        return numbered(item, answer.options)
    return flat(answer_words(item, answer))


def key_said(item: QuestionView, key: Key) -> str:
    """What was right, for people: `2, SSH`, `36 to 37.5 °C`, `bit, byte, kilobyte`."""
    match key:
        case RightOptions():
            return numbered(item, key.options)
        case RightTexts():
            return flat(joined(tuple(key.accepted)))
        case RightRange() | RightOrder():
            return flat(key_words(item, key))
        case _:
            assert_never(key)


def numbered(item: QuestionView, indexes: Iterable[int]) -> str:
    """Options with their numbers: `2, SSH`; of several, none may sound like part of the text before it."""
    texts = option_texts(item)
    known = [(index + 1, flat(texts[index])) for index in indexes if index < len(texts)]
    if len(known) == 1:
        return "{}, {}".format(*known[0])
    option = _("option {n}, {text}")
    return "; ".join(option.format(n=number, text=text) for number, text in known)


def spread_lines(item: QuestionView, tally: Tally, key: Key | None = None) -> list[str]:
    """How everybody answered, one line for each option or for each group of equal answers.

    Args:
        item: What was asked.
        tally: How the answers are spread.
        key: What was right, once that may be said.
    """
    if item.kind in PICKING:
        right = key.options if isinstance(key, RightOptions) else ()
        texts = option_texts(item)
        return [
            _spread(f"{index + 1}. {flat(texts[index])}", number, right=index in right)
            for index, number in enumerate(tally.counts)
            if index < len(texts)
        ]
    rest = [_("Other answers: {n}.").format(n=tally.others)] if tally.others else []
    return [*(_spread(flat(group.text), group.count, right=group.right) for group in tally.groups), *rest]


def _spread(answer: str, number: int, *, right: bool) -> str:
    if right:
        words = ngettext("{answer}: {n} answer, right.", "{answer}: {n} answers, right.", number)
    else:
        words = ngettext("{answer}: {n} answer.", "{answer}: {n} answers.", number)
    return words.format(answer=answer, n=thousands(number))


def right_lines(item: QuestionView, reveal: Reveal) -> list[str]:
    """What was right and why, and how many had it; that the question does not count."""
    if reveal.voided:
        return [_("This question does not count.")]
    tally = reveal.tally
    right = _(_RIGHT_ORDER if item.kind is Kind.ORDER else _RIGHT_ANSWER)
    explained = _("Explanation: {text}").format(text=flat(reveal.explanation))
    return [
        right.format(answer=closed(key_said(item, reveal.key))) if reveal.key else "",
        explained if reveal.explanation else "",
        had_it_right(tally.right, tally.eligible) if reveal.key and tally.eligible else "",
    ]


_RIGHT_ANSWER = N_("The right answer: {answer}")
_RIGHT_ORDER = N_("The right order: {answer}")


def had_it_right(right: int, eligible: int) -> str:
    """`23 of 31 had it right.`"""
    return ngettext("{n} of {of} had it right.", "{n} of {of} had it right.", right).format(
        n=right, of=eligible
    )


def closed(words: str) -> str:
    """Words as a sentence that ends."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def standing_line(row: Standing, *, mine: bool = False) -> str:
    """`3rd: Ada, that is you, 2140 points, up 2.`"""
    parts = (flat(row.name), _("that is you") if mine else "", points(row.score), change(row.rose))
    return place_line(row.rank, *parts)


def place_line(rank: int, *parts: str) -> str:
    """A place, and what is to be said of it: `3rd: Ada, 2140 points.`"""
    return _("{place}: {row}.").format(place=ordinal(rank), row=", ".join(filter(None, parts)))


def standing_lines(rows: Sequence[Standing], me: int | None = None) -> list[str]:
    """One line for each place."""
    return [standing_line(row, mine=row.player == me) for row in rows]


def points(score: int) -> str:
    """`2140 points`; without a gap between the thousands, which would be read as two numbers."""
    return ngettext("{n} point", "{n} points", score).format(n=score)


def change(rose: int) -> str:
    """`up 2`, `down 1`, or nothing."""
    if not rose:
        return ""
    return (_("up {n}") if rose > 0 else _("down {n}")).format(n=abs(rose))


def not_sent(begun: str) -> str:
    """That this was begun, and nothing came of it."""
    return _("You had begun to type: {words}. It is not sent.").format(words=flat(begun))
