"""What line mode says of questions, answers and places to everybody: sentences that read well aloud."""

from collections.abc import Iterable, Sequence
from typing import assert_never

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
from quizterm_client.plain.clock import left_words
from quizterm_client.view.options import PICKING, option_texts
from quizterm_client.view.words import answer_words, count, joined, key_words, one_line, ordinal

INDENT = "    "
"""Before each line of code, which tells it from what QuizTerm says."""


def flat(text: str) -> str:
    """What somebody wrote, harmless and in one line, however it was laid out."""
    return " ".join(one_line(text).split())


def place_in_quiz(stage: Stage) -> str:
    """`Question 3 of 10`."""
    return f"Question {stage.question + 1} of {stage.questions}"


def question_lines(stage: Stage) -> list[str]:
    """What is asked, with everything that can be picked; nothing where nothing is asked."""
    item = stage.item
    if item is None:
        return []
    return [
        f"{place_in_quiz(stage)}. {flat(item.text)}",
        *_code_lines(item),
        *(f"{number}. {flat(text)}" for number, text in enumerate(option_texts(item), 1)),
    ]


def _code_lines(item: QuestionView) -> list[str]:
    if item.code is None:
        return []
    language = f" in {item.code.language}" if item.code.language else ""
    lines = item.code.text.rstrip("\n").split("\n")
    return [f"Code{language}, {count(len(lines), 'line')}:", *(f"{INDENT}{line}" for line in lines)]


def how_long(item: QuestionView) -> str:
    """How much time there is to answer."""
    if not item.seconds:
        return "There is no time limit."
    return f"You have {left_words_of(item.seconds)}."


def left_words_of(seconds: int) -> str:
    """A whole span in words: `20 seconds`."""
    return left_words(Millis(seconds * 1000))


def spoken_time(millis: int) -> str:
    """A span as `4.1 seconds`, from a minute on as `1 minute 5 seconds`."""
    if millis < 60_000:
        return f"{millis / 1000:.1f} seconds"
    return left_words_of(millis // 1000)


def answer_said(item: QuestionView, answer: Answer) -> str:
    """An answer, for people: `2, SSH`, `1, TCP and 3, UDP`, `128 bits`."""
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
    """Options with their numbers: `1, TCP and 3, UDP`."""
    texts = option_texts(item)
    known = tuple(f"{index + 1}, {flat(texts[index])}" for index in indexes if index < len(texts))
    return joined(known, "and")


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
            f"{index + 1}. {flat(texts[index])}: {count(number, 'answer')}{_marked(index in right)}"
            for index, number in enumerate(tally.counts)
            if index < len(texts)
        ]
    rest = [f"Other answers: {tally.others}."] if tally.others else []
    return [
        *(
            f"{flat(group.text)}: {count(group.count, 'answer')}{_marked(group.right)}"
            for group in tally.groups
        ),
        *rest,
    ]


def _marked(right: bool) -> str:
    return ", right." if right else "."


def right_lines(item: QuestionView, reveal: Reveal) -> list[str]:
    """What was right and why, and how many had it; that the question does not count."""
    if reveal.voided:
        return ["This question does not count."]
    tally = reveal.tally
    many = f"{tally.right} of {tally.eligible} had it right." if reveal.key and tally.eligible else ""
    return [
        f"{_RIGHT.get(item.kind, 'The right answer')}: {closed(key_said(item, reveal.key))}"
        if reveal.key
        else "",
        f"Explanation: {flat(reveal.explanation)}" if reveal.explanation else "",
        many,
    ]


_RIGHT = {Kind.ORDER: "The right order"}


def closed(words: str) -> str:
    """Words as a sentence that ends."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def standing_line(row: Standing, *, mine: bool = False) -> str:
    """`3rd: Ada, that is you, 2140 points, up 2.`"""
    you = ", that is you" if mine else ""
    return f"{ordinal(row.rank)}: {flat(row.name)}{you}, {points(row.score)}{change(row.rose)}."


def standing_lines(rows: Sequence[Standing], me: int | None = None) -> list[str]:
    """One line for each place."""
    return [standing_line(row, mine=row.player == me) for row in rows]


def points(score: int) -> str:
    """`2140 points`; without a gap between the thousands, which would be read as two numbers."""
    return f"{score} point{'' if score == 1 else 's'}"


def change(rose: int) -> str:
    """`, up 2`, `, down 1`, or nothing."""
    return f", {'up' if rose > 0 else 'down'} {abs(rose)}" if rose else ""
