"""What is written as GIFT, and what is said about the rest."""

from dataclasses import replace

import pytest

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Ledger, Level
from quizterm.formats.gift.numbers import measured, range_text
from quizterm.formats.gift.writing import write
from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Scoring,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)
from tests.support.damage import harvested

COLOURS = Choice(text="Which?", options=("red", "green", "blue"), right=(1,))


def written(*questions: Question) -> tuple[str, Ledger]:
    ledger = Ledger()
    data = write(Quiz(title="Evening", questions=questions), ledger, Manner())
    return data.decode().removeprefix("// Evening\n\n"), ledger


@pytest.mark.parametrize(
    ("question", "block"),
    [
        (COLOURS, "::Which?::[plain]Which?{\n\t~red\n\t=green\n\t~blue\n}"),
        (
            replace(COLOURS, right=(0, 1), select=Select.ALL),
            "::Which?::[plain]Which?{\n\t~%50%red\n\t~%50%green\n\t~%-100%blue\n}",
        ),
        (
            replace(COLOURS, right=(0, 1, 2), select=Select.ANY, explanation="Any."),
            "::Which?::[plain]Which?{\n\t~=red\n\t=green\n\t=blue\n\t####Any.\n}",
        ),
        (TrueFalse(text="It rains.", right=False), "::It rains.::[plain]It rains.{FALSE}"),
        (Numeric(text="n?", low=3, high=3), "::n?::[plain]n?{#3}"),
        (Numeric(text="n?", low=1.5, high=2.5), "::n?::[plain]n?{#2:0.5}"),
        (Text(text="t?", accepted=("a=b", "50%")), "::t?::[plain]t?{\n\t=a\\=b\n\t=50%\n}"),
        (Open(text="Say: hello"), "::Say\\: hello::[plain]Say\\: hello{}"),
        (Slide(text="One\nTwo", tags=("intro",)), "// [tag:intro]\n::One Two::[plain]One\\nTwo"),
        (
            Order(text="Sort", items=("b", "{a}")),
            "::Sort::[plain]Sort{>2 ALL VERTICAL ABSOLUTE_POSITION SHOW none\n\tb\n\t&lbrace;a&rbrace;\n}",
        ),
    ],
)
def test_each_kind_is_one_block(question: Question, block: str) -> None:
    text, ledger = written(question)

    assert text == f"{block}\n\n"
    assert (ledger.read, ledger.through, ledger.with_loss) == (1, 1, 0)


def test_code_is_written_as_fenced_markdown_with_plain_answers() -> None:
    question = replace(COLOURS, text="List<T> *x*?", code=Code('print("```")', "python"))

    text, _ = written(question)

    assert '[markdown]List&lt;T> \\\\*x\\\\*?\\n\\n````python\\nprint("```")\\n````{' in text
    assert "\t=[plain]green" in text
    assert harvested("gift", text.encode()).questions == [question]


def test_shares_are_written_with_five_decimals() -> None:
    text, _ = written(replace(COLOURS, options=tuple("abcd"), right=(0, 1, 2), select=Select.ALL))

    assert text.count("~%33.33333%") == 3


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (replace(COLOURS, seconds=30), "its time (30 seconds)"),
        (replace(COLOURS, seconds=0), "that it has no time limit"),
        (replace(COLOURS, points=500, shuffle=True), "its points (500) and that its options are shuffled"),
        (
            Text(text="t", accepted=("a",), match_case=True, slips=True),
            "that capitals matter and that typing",
        ),
        (
            Numeric(text="n", low=1, high=2, nearness=1, unit="kg"),
            "the credit for numbers nearby and its unit",
        ),
        (Slide(text="s", explanation="e"), "its explanation"),
        (replace(COLOURS, code=Code("x", "a`b")), "the language of its code"),
        (Text(text="t", accepted=("a->b", "c")), "“->”"),
    ],
)
def test_what_gift_has_no_place_for_is_a_loss(question: Question, said: str) -> None:
    text, ledger = written(question)

    assert (ledger.through, ledger.with_loss) == (1, 1)
    assert said in ledger.notes[0].message
    assert harvested("gift", text.encode()).through == 1


def test_a_unit_stands_at_the_end_of_the_text() -> None:
    text, _ = written(Numeric(text="How heavy?", low=1, high=2, unit="kg"))

    assert "[plain]How heavy? [kg]{#" in text


def test_a_poll_is_left_out_and_stands_there_as_a_comment() -> None:
    text, ledger = written(Poll(text="[tag:x] Tea?\n{T}", options=("yes", "no")), COLOURS)

    assert text.startswith(
        "// Left out, because GIFT has no polls:\n// (tag:x) Tea?\n// {T}\n// yes\n// no\n\n"
    )
    assert [(note.level, note.code) for note in ledger.notes] == [(Level.LEFT_OUT, "poll")]
    assert harvested("gift", text.encode()).questions == [COLOURS]


def test_what_belongs_to_the_quiz_as_a_whole_is_remarked() -> None:
    ledger = Ledger()
    quiz = Quiz(title="T\n::x::", questions=(COLOURS,), settings=Settings(scoring=Scoring.NONE))

    data = write(quiz, ledger, Manner())

    assert [note.code for note in ledger.notes] == ["no_place"]
    assert harvested("gift", data).questions == [COLOURS]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1822, 1822, "1822"),
        (-0.1, 0.3, "0.1:0.2"),
        (1e-300, 1e300, "1e-300..1e+300"),
        (1e22, 1e22, "1e+22"),
        (3.14109, 3.14209, "3.14159:0.0005"),
    ],
)
def test_ranges_are_written_so_that_they_are_read_as_the_same(low: float, high: float, text: str) -> None:
    assert range_text(low, high) == text
    assert measured(text) == (low, high)
