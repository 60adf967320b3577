"""What is done to a quiz in the editor, and how it is undone."""

import pytest

from quizterm.formats.native.document import Document
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.quiz.model import UNTIMED, Choice, Kind, Numeric, Order, Poll, Select, Slide, Text, TrueFalse
from quizterm_client.editor.desk import Desk
from quizterm_client.editor.drafts import blank, converted

TEXT = """\
quizterm: 1
title: Evening   # of the twelfth
seconds: 30
points: 500
questions:
  # the easy one
  - ask: One?
    answer: true

  - ask: Two?
    options: [a, right: b, c]
    explain: Because.
    tags: [x]

  - ask: Three?
    answer: [drei, trois]
"""


@pytest.fixture
def desk() -> Desk:
    return Desk(Document.parse(TEXT))


def asked(desk: Desk) -> list[str]:
    """The questions, in their order."""
    return [question.text for question in desk.document.questions]


def test_a_quiz_is_opened_at_its_first_question_and_an_empty_one_at_its_top() -> None:
    assert Desk(Document.parse(TEXT)).entry == 1
    assert Desk(Document.parse("quizterm: 1\ntitle: New\nquestions: []\n")).entry == 0


def test_a_new_question_comes_after_the_one_that_is_looked_at_and_takes_what_the_top_says(desk: Desk) -> None:
    desk.add(Kind.TRUE_FALSE)

    assert asked(desk) == ["One?", "", "Two?", "Three?"]
    assert desk.entry == 2
    assert desk.question is not None
    assert (desk.question.seconds, desk.question.points) == (30, 500)


def test_a_copy_stands_after_its_question(desk: Desk) -> None:
    desk.copy()

    assert asked(desk) == ["One?", "One?", "Two?", "Three?"]
    assert desk.entry == 2


def test_a_question_goes_along_when_it_is_moved_and_no_further_than_there_are_places(desk: Desk) -> None:
    desk.move(-1)
    assert asked(desk) == ["One?", "Two?", "Three?"]

    for _ in range(5):
        desk.move(1)

    assert asked(desk) == ["Two?", "Three?", "One?"]
    assert desk.entry == 3
    assert "  # the easy one\n  - ask: One?" in desk.document.text()


def test_the_top_can_be_neither_copied_nor_moved_nor_taken_out(desk: Desk) -> None:
    desk.look_at(0)
    desk.copy()
    desk.move(1)
    desk.remove()
    desk.turn_into(Kind.SLIDE)

    assert desk.document.text() == TEXT


def test_everything_can_be_undone_and_done_again(desk: Desk) -> None:
    texts = [desk.document.text()]
    for deed in (desk.remove, desk.copy, lambda: desk.move(1), lambda: desk.add(Kind.SLIDE)):
        deed()
        texts.append(desk.document.text())

    for text in reversed(texts[:-1]):
        desk.undo()
        assert desk.document.text() == text
    assert not desk.history.can_undo
    for text in texts[1:]:
        desk.redo()
        assert desk.document.text() == text
    assert not desk.history.can_redo


def test_undoing_leads_back_to_where_it_was_done(desk: Desk) -> None:
    desk.look_at(2)
    desk.remove()
    desk.look_at(0)

    desk.undo()

    assert desk.entry == 2
    assert asked(desk) == ["One?", "Two?", "Three?"]


def test_typing_in_one_field_is_one_step_until_another_one_is_typed_in(desk: Desk) -> None:
    for text in ("One?x", "One?xy", "One?xyz"):
        desk.change(1, TrueFalse(text=text, right=True, seconds=30, points=500), "text")
    desk.change(
        1, TrueFalse(text="One?xyz", right=True, seconds=30, points=500, explanation="e"), "explanation"
    )

    desk.undo()
    assert asked(desk)[0] == "One?xyz"
    desk.undo()
    assert asked(desk)[0] == "One?"


def test_typing_after_looking_elsewhere_is_a_step_of_its_own(desk: Desk) -> None:
    desk.change(1, TrueFalse(text="One?x", right=True, seconds=30, points=500), "text")
    desk.look_at(2)
    desk.look_at(1)
    desk.change(1, TrueFalse(text="One?xy", right=True, seconds=30, points=500), "text")

    desk.undo()

    assert asked(desk)[0] == "One?x"


def test_what_was_undone_is_gone_once_something_else_is_done(desk: Desk) -> None:
    desk.remove()
    desk.undo()
    desk.copy()

    assert not desk.history.can_redo


def test_a_full_quiz_takes_no_more_questions() -> None:
    many = "".join(f"  - slide: {number}\n" for number in range(MAX_QUESTIONS))
    desk = Desk(Document.parse(f"quizterm: 1\ntitle: Full\nquestions:\n{many}"))

    desk.add(Kind.OPEN)
    desk.copy()

    assert len(desk.document.questions) == MAX_QUESTIONS


def test_only_what_was_changed_is_written_anew(desk: Desk) -> None:
    desk.change(2, _two(explanation="Because so."), "explanation")

    assert desk.document.text() == TEXT.replace("Because.", "Because so.")


def _two(explanation: str = "Because.") -> Choice:
    return Choice(
        text="Two?",
        options=("a", "b", "c"),
        right=(1,),
        seconds=30,
        points=500,
        tags=("x",),
        explanation=explanation,
    )


@pytest.mark.parametrize("kind", Kind)
def test_a_question_becomes_any_kind_and_keeps_what_both_have(kind: Kind) -> None:
    head = Document.parse(TEXT).head

    other = converted(_two(), kind, head)

    assert other.kind is kind
    assert (other.text, other.explanation, other.tags) == ("Two?", "Because.", ("x",))


def test_options_become_items_answers_or_a_poll_and_come_back() -> None:
    head = Document.parse(TEXT).head

    order = converted(_two(), Kind.ORDER, head)
    assert isinstance(order, Order)
    assert order.items == ("a", "b", "c")
    poll = converted(_two(), Kind.POLL, head)
    assert isinstance(poll, Poll)
    assert (poll.options, poll.points) == (("a", "b", "c"), 0)
    typed = converted(_two(), Kind.TEXT, head)
    assert isinstance(typed, Text)
    assert typed.accepted == ("b",)
    choice = converted(Text(text="?", accepted=("x", "y")), Kind.CHOICE, head)
    assert isinstance(choice, Choice)
    assert (choice.options, choice.right, choice.select) == (("x", "y"), (0, 1), Select.ALL)


def test_a_typed_number_becomes_a_number() -> None:
    numeric = converted(Text(text="?", accepted=("forty", "42")), Kind.NUMERIC, Document.parse(TEXT).head)

    assert isinstance(numeric, Numeric)
    assert (numeric.low, numeric.high) == (42, 42)


def test_a_slide_has_no_deadline_and_what_comes_of_it_has_the_usual_one() -> None:
    head = Document.parse(TEXT).head

    slide = blank(Kind.SLIDE, head)

    assert isinstance(slide, Slide)
    assert slide.seconds == UNTIMED
    assert converted(slide, Kind.OPEN, head).seconds == 30
