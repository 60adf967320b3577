"""A quiz file that is edited: what is changed is changed, and everything else stays byte for byte."""

from dataclasses import replace
from typing import Any

import pytest

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.native.document import Document
from quizterm.quiz.model import (
    Numeric,
    Open,
    Scoring,
    Settings,
    Text,
    TrueFalse,
)
from quizterm.quiz.samples import sample_names, sample_text
from tests.formats.documents import BRACES, FILE

SSH, BITS, UNCLEAR = Document.parse(FILE).questions


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """What lines went and came, from the first to the last that differ."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


def changed(index: int, **fields: Any) -> tuple[list[str], list[str]]:
    """The lines of FILE that went and came when fields of a question were changed."""
    document = Document.parse(FILE)
    after = document.replaced(index, replace(document.questions[index], **fields))
    assert Document.parse(after.text()).quiz() == after.quiz()
    return lines_changed(FILE, after.text())


@pytest.mark.parametrize(
    "text",
    [FILE, FILE.replace("\n", "\r\n"), "\ufeff" + FILE, FILE.rstrip("\n"), *map(sample_text, sample_names())],
)
def test_a_file_that_is_not_changed_stays_as_it_is(text: str) -> None:
    document = Document.parse(text)

    assert document.text() == text
    assert document.problems() == []


def test_what_is_read_is_without_the_line_end_of_a_block() -> None:
    assert Open(text="What is unclear?", seconds=0) == UNCLEAR


def test_only_the_field_that_changed_is_written_anew() -> None:
    assert changed(0, text="Which one: 22 or 21?") == (
        ["  - ask: Which port?  # SSH"],
        ["  - ask: 'Which one: 22 or 21?'  # SSH"],
    )
    assert changed(1, low=127, high=129) == (
        ["    tolerance: 2   # generous"],
        ["    tolerance: 1  # generous"],
    )
    assert changed(2, seconds=30) == (["    seconds: 0"], ["    seconds: 30"])


def test_comments_in_a_list_stay_with_their_items() -> None:
    assert changed(0, options=("22", "443", "21"), right=(0,)) == (
        [
            "      - 21",
            "      # the one of 1995",
            "      - right: 22     # Ylönen",
            "      - 80",
        ],
        [
            "      # the one of 1995",
            "      - right: 22  # Ylönen",
            "      - 443",
            "      - 21",
        ],
    )


def test_a_new_field_comes_where_it_usually_stands() -> None:
    assert changed(0, explanation="Since 1995.", seconds=60) == (
        [],
        ["    seconds: 60", "    explain: Since 1995."],
    )


def test_comments_at_a_field_that_goes_stay() -> None:
    gone, come = changed(1, low=128.0, high=128.0, unit="")

    assert gone == ["    tolerance: 2   # generous", "    unit: bits"]
    assert come == ["    # generous"]


def test_a_question_of_another_kind_keeps_what_it_has_in_common() -> None:
    document = Document.parse(FILE).replaced(0, TrueFalse(text=SSH.text, seconds=SSH.seconds, right=True))

    assert Document.parse(document.text()).questions[0] == TrueFalse(
        text="Which port?", seconds=30, right=True
    )
    for comment in ("# SSH first", "# SSH\n", "# the one of 1995", "# Ylönen", "# it matters"):
        assert comment in document.text()


def test_a_question_takes_its_comments_along_when_it_moves() -> None:
    document = Document.parse(FILE).moved(2, 0)

    assert document.questions == (UNCLEAR, SSH, BITS)
    assert "questions:\n\n  # The easy ones\n\n  # A break\n  - open: yes\n" in document.text()
    assert "    seconds: 0\n\n  # SSH first\n  - ask: Which port?" in document.text()
    assert document.moved(0, 2).text() == FILE


def test_deleting_keeps_the_comments_that_stand_apart() -> None:
    document = Document.parse(FILE).deleted(0)

    assert document.questions == (BITS, UNCLEAR)
    assert "  # The easy ones\n\n  - # numbers\n" in document.text()
    assert "SSH" not in document.text()


def test_all_questions_can_be_deleted_and_new_ones_written() -> None:
    empty = Document.parse(FILE).deleted(0).deleted(0).deleted(0)
    document = empty.inserted(0, SSH).inserted(1, UNCLEAR)

    assert [problem.code for problem in empty.problems()] == ["no_questions"]
    assert Document.parse(empty.text()).questions == ()
    assert parse_quiz(document.text()).questions == (SSH, UNCLEAR)
    assert document.text().startswith(FILE.partition("questions:")[0])


def test_a_question_is_inserted_with_an_empty_line_above_it() -> None:
    text = sample_text("networks")
    document = Document.parse(text)
    last = document.inserted(len(document.questions), Open(text="Clear?", seconds=30))

    assert last.text() == text + "\n  - ask: Clear?\n    open: true\n"
    assert "questions:\n  - ask: Clear?\n    open: true\n\n  - ask: Which TCP" in (
        document.inserted(0, Open(text="Clear?", seconds=30)).text()
    )


def test_the_top_is_changed_where_it_stands() -> None:
    document = Document.parse(FILE)
    head = replace(
        document.head, title="Ports & more", language="en", settings=Settings(scoring=Scoring.NONE)
    )

    after = document.with_head(head)

    assert lines_changed(FILE, after.text()) == (
        ["title: Ports  # short"],
        ["title: Ports & more  # short", "language: en", "scoring: none"],
    )
    assert after.head == head
    assert after.questions == document.questions


def test_what_the_top_says_about_all_questions_changes_them() -> None:
    document = Document.parse(FILE)

    after = document.with_head(replace(document.head, seconds=45, points=10))

    assert [question.seconds for question in after.questions] == [45, 45, 0]
    assert [question.points for question in after.questions] == [10, 10, 0]
    assert Document.parse(after.text()).quiz() == after.quiz()
    assert "seconds: 45  # enough\npoints: 10\n" in after.text()


def test_a_range_stays_a_range_when_its_ends_change() -> None:
    text = "quizterm: 1\ntitle: T\nquestions:\n  - ask: How warm?\n    range: [36, 37.5]  # °C\n"
    document = Document.parse(text)
    question = document.questions[0]
    assert isinstance(question, Numeric)

    changed = document.replaced(0, replace(question, low=36.5))

    assert changed.text() == text.replace("[36, 37.5]", "[36.5, 37.5]")


def test_fields_that_nobody_knows_stay_when_their_question_is_changed() -> None:
    text = (
        "quizterm: 1\ntitle: T\nquestions:\n- ask: Q\n  picture: cat.png # mine\n  answer: x\n  secnds: 30\n"
    )
    document = Document.parse(text)

    after = document.replaced(0, replace(document.questions[0], seconds=20))

    assert document.questions == (Text(text="Q", accepted=("x",), seconds=30),)
    assert (
        after.text()
        == "quizterm: 1\ntitle: T\nquestions:\n- ask: Q\n  picture: cat.png # mine\n  answer: x\n"
        "  seconds: 20\n"
    )


def test_a_faulty_value_can_be_mended() -> None:
    text = "quizterm: 1\ntitle: T\nquestions:\n- ask: Q\n  answer: x\n  seconds: soon # ?\n"
    document = Document.parse(text)

    after = document.replaced(0, replace(document.questions[0], text="Q?"))

    assert after.text() == "quizterm: 1\ntitle: T\nquestions:\n- ask: Q?\n  answer: x\n  seconds: 20  # ?\n"


@pytest.mark.parametrize(
    "text",
    [
        BRACES,
        "quizterm: 1\ntitle: T\nquestions: [{ask: Q, answer: true}, {ask: R, answer: [a, b]}]\n",
        "quizterm: 1\ntitle: T\nquestions:\n- {ask: Q, answer: true}\n- {ask: R, answer: [a, b]}\n",
        "quizterm: 1\ntitle: T\nquestions:\n- ? ask\n  : Q\n  ? answer\n  : true\n- ask: R\n  answer: [a, b]",
        "? quizterm\n: 1\n? title\n: T\n? questions\n"
        ": - ask: Q\n    answer: true\n  - ask: R\n    answer: [a, b]",
        "quizterm: 1\rtitle: T\rquestions:\r- ask: Q\r  answer: true\r- ask: R\r  answer: [a, b]\r",
        "%YAML 1.2\n---\nquestions:\n-\n   answer: true\n   ask: Q\n"
        "-  ask: R\n   answer:\n   - a\n   - b\ntitle: T\nquizterm: 1\n...\n",
        "question:\n- ask: Q\n  answer: true\n- ask: R\n  answer: [a, b]\ntitle: T\nquizterm: 1\n",
    ],
)
def test_a_file_in_an_unusual_form_can_be_changed_too(text: str) -> None:
    document = Document.parse(text)
    assert document.text() == text

    after = document.replaced(1, Text(text="R", accepted=("c",)))
    after = after.with_head(replace(after.head, title="U")).moved(1, 0).inserted(2, Open(text="S"))

    assert parse_quiz(after.text()) == after.quiz()
    assert [question.text for question in after.questions] == ["R", "Q", "S"]
    assert ("# first" in after.text()) == ("# first" in text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        "- a",
        "quizterm: 2\ntitle: T",
        "a: &a b",
        "quizterm: 1\nquestions:\n- word\n",
        "[" * 50,
        "a: [",
        "\0",
        "quizterm: 1\nquestions: {ask: Q}",
        "quizterm: 1\nquestions: many\n",
    ],
)
def test_what_is_no_quiz_file_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(QuizFileError) as refused:
        Document.parse(text)

    assert refused.value.problems
