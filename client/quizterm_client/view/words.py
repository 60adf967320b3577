"""Numbers, times and answers in words."""

from typing import assert_never

from quizterm.language import N_, ngettext, pgettext
from quizterm.quiz.answers import (
    Answer,
    Key,
    Number,
    Ordered,
    Picked,
    RightOptions,
    RightOrder,
    RightRange,
    RightTexts,
    Typed,
)
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView
from quizterm.text import thousands, visible
from quizterm_client.view.options import mark_of, option_texts

ELSEWHERE = N_("Look at the projector.")
"""Stands for a question that is on the wall."""

LONGEST = 2_000
"""Characters of a text that are drawn; no quiz that a server takes has more in one place but its code."""


def one_line(text: str) -> str:
    """Make text harmless and keep it on one line."""
    return drawable(text).replace("\n", " ")


def drawable(text: str) -> str:
    """Make text harmless, and no longer than a screen can draw in a moment."""
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def ordinal(number: int) -> str:
    """`3` as `3rd`; other languages may say all of them alike, or the first one alone otherwise."""
    if number == 1:
        return pgettext("ordinal", "1st")
    if not 10 <= number % 100 <= 20:
        match number % 10:
            case 1:
                return pgettext("ordinal", "{n}st").format(n=number)
            case 2:
                return pgettext("ordinal", "{n}nd").format(n=number)
            case 3:
                return pgettext("ordinal", "{n}rd").format(n=number)
            case _:
                pass
    return pgettext("ordinal", "{n}th").format(n=number)


def seconds(millis: int) -> str:
    """A span as `4.1 s`, from a minute on as `1:05`."""
    if millis < 60_000:
        return pgettext("time", "{figure} s").format(figure=tenths(millis / 1000))
    minutes, rest = divmod(millis // 1000, 60)
    return f"{minutes}:{rest:02}"


def tenths(number: float) -> str:
    """`4.1`, with the decimal sign of the language; the quiz's own numbers are written as `figure` does."""
    return f"{number:.1f}".replace(".", pgettext("decimal sign", "."))


def players(number: int) -> str:
    """`1 player`, `31 players`."""
    return ngettext("{n} player", "{n} players", number).format(n=thousands(number))


def questions(number: int) -> str:
    """`1 question`, `10 questions`."""
    return ngettext("{n} question", "{n} questions", number).format(n=thousands(number))


def answers(number: int) -> str:
    """`1 answer`, `31 answers`."""
    return ngettext("{n} answer", "{n} answers", number).format(n=thousands(number))


def took_part(number: int) -> str:
    """How many played, at the end."""
    return ngettext("{n} player took part.", "{n} players took part.", number).format(n=thousands(number))


def figure(value: float) -> str:
    """A number as people write it: `22`, `3.5`, `1 000 000`."""
    if value == int(value) and abs(value) < 1e15:
        return thousands(int(value))
    return f"{value:.10g}"


def joined(parts: tuple[str, ...], last: str = "or") -> str:
    """`A, B or C`; `last` is `or` or `and`."""
    if len(parts) < 2:
        return "".join(parts)
    both = (
        pgettext("list", "{others} and {last}") if last == "and" else pgettext("list", "{others} or {last}")
    )
    return both.format(others=", ".join(parts[:-1]), last=parts[-1])


def key_words(item: QuestionView, key: Key) -> str:
    """What was right, for people: `B 22`, `SSH`, `120 to 130 bits`, `Telnet, SSH, HTTP/2`."""
    match key:
        case RightOptions():
            return _options(item, key.options)
        case RightTexts():
            return key.accepted[0] if key.accepted else ""
        case RightRange():
            return _range(key, item.unit)
        case RightOrder():
            return _items(item, key.items)
        case _:
            assert_never(key)


def answer_words(item: QuestionView, answer: Answer) -> str:
    """What somebody answered, for people."""
    match answer:
        case Picked():
            return _options(item, answer.options)
        case Typed():
            return answer.text
        case Number():
            return _with_unit(figure(answer.value), item.unit)
        case Ordered():
            return _items(item, answer.items)
        case _:
            assert_never(answer)


def option_words(item: QuestionView, index: int) -> str:
    """One option as `B 22`, or `True`."""
    texts = option_texts(item)
    text = texts[index] if index < len(texts) else ""
    return text if item.kind is Kind.TRUE_FALSE else f"{mark_of(index).letter} {text}".rstrip()


def _options(item: QuestionView, indexes: tuple[int, ...]) -> str:
    return joined(tuple(option_words(item, index) for index in indexes), "and")


def _items(item: QuestionView, indexes: tuple[int, ...]) -> str:
    return ", ".join(item.options[index] for index in indexes if index < len(item.options))


def _range(key: RightRange, unit: str) -> str:
    low, high = figure(key.low), figure(key.high)
    return _with_unit(
        low if low == high else pgettext("range", "{low} to {high}").format(low=low, high=high), unit
    )


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}".rstrip()
