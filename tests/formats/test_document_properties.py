"""Whatever is changed in a quiz file, it says what its document says, and all else stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.native.document import Document, Head
from quizterm.quiz.model import (
    Question,
    Scoring,
    Settings,
)
from quizterm.quiz.samples import sample_text
from tests.formats.documents import BRACES, COMMENTS, FILE
from tests.support.anyquiz import rough_questions, texts
from tests.support.quizzes import quizzes


@given(quizzes)
def test_a_new_document_says_what_the_quiz_says(quiz: Any) -> None:
    document = Document.new(quiz)

    assert document.quiz() == quiz
    assert document.problems() == []


Edit = Callable[[Document], Document]


def _at(document: Document, place: int) -> int:
    return place % len(document.questions)


def _replacing(place: int, question: Question) -> Edit:
    return lambda document: (
        document.replaced(_at(document, place), question) if document.questions else document
    )


def _retexting(place: int, text: str) -> Edit:
    def edit(document: Document) -> Document:
        if not document.questions:
            return document
        index = _at(document, place)
        return document.replaced(index, replace(document.questions[index], text=text, explanation=text[:3]))

    return edit


def _inserting(place: int, question: Question) -> Edit:
    return lambda document: document.inserted(place % (len(document.questions) + 1), question)


def _deleting(place: int) -> Edit:
    return lambda document: document.deleted(_at(document, place)) if document.questions else document


def _moving(source: int, target: int) -> Edit:
    return lambda document: (
        document.moved(_at(document, source), _at(document, target)) if document.questions else document
    )


def _heading(head: Head) -> Edit:
    return lambda document: document.with_head(head)


places = st.integers(0, 20)
heads = st.builds(
    Head,
    title=texts,
    description=texts,
    language=texts,
    settings=st.builds(
        Settings,
        scoring=st.sampled_from(Scoring),
        streak_bonus=st.booleans(),
        change_answer=st.booleans(),
        reading_seconds=st.integers(-5, 99),
    ),
    seconds=st.sampled_from((20, 30, -1)),
    points=st.sampled_from((1000, 0)),
    shuffle=st.booleans(),
)
edits = st.one_of(
    st.builds(_replacing, places, rough_questions),
    st.builds(_retexting, places, texts),
    st.builds(_inserting, places, rough_questions),
    st.builds(_deleting, places),
    st.builds(_moving, places, places),
    st.builds(_heading, heads),
)
files = st.builds(
    lambda text, line_end, mark, cut: mark + (text.rstrip("\n") if cut else text).replace("\n", line_end),
    st.sampled_from((FILE, BRACES, sample_text("japanese"))),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("", "\ufeff")),
    st.booleans(),
)


@given(files, st.lists(edits, max_size=6))
def test_after_any_edits_the_text_says_what_the_document_says(text: str, changes: list[Edit]) -> None:
    document = Document.parse(text)
    for change in changes:
        document = change(document)

        assert Document.parse(document.text()).quiz() == document.quiz()
        assert Document.parse(document.text()).head == document.head
    assert Document.parse(text).text() == text


@given(files, places, rough_questions)
def test_a_question_is_held_as_it_was_given(text: str, place: int, question: Question) -> None:
    document = Document.parse(text)

    assert document.inserted(place % (len(document.questions) + 1), question).questions.count(question)
    assert document.replaced(_at(document, place), question).questions[_at(document, place)] == question


@given(places, rough_questions, heads)
def test_no_comment_is_lost_when_something_is_changed(place: int, question: Question, head: Head) -> None:
    document = Document.parse(FILE)

    after = document.replaced(_at(document, place), question).with_head(head).text()

    assert [comment for comment in COMMENTS if comment.strip() not in after] == []


@given(files, places, rough_questions)
def test_everything_but_the_changed_question_stays(text: str, place: int, question: Question) -> None:
    document = Document.parse(text)
    index = _at(document, place)
    if document.replaced(index, question).deleted(index).text() != document.deleted(index).text():
        assert text.lstrip("\ufeff").startswith("# in braces")
