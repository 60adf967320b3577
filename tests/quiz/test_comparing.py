"""Two quizzes side by side: questions are found again wherever they stand, and changes told by field."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats import parse_quiz, read_sample
from quizterm.quiz.comparing import Change, Comparison, Difference, compare
from quizterm.quiz.model import Code, Quiz, TrueFalse

KNOWLEDGE = read_sample("general-knowledge")


def quiz_of(*questions: str, top: str = "") -> Quiz:
    return parse_quiz(
        f"quizterm: 1\ntitle: T\n{top}questions:\n" + "".join(f"- {{{one}}}\n" for one in questions)
    )


def changes(before: str, after: str) -> list[Change]:
    """What changes where a quiz's only question does, which is still the same one."""
    [difference] = compare(quiz_of(before), quiz_of(after)).questions
    assert (difference.before, difference.after, difference.moved) == (0, 0, False)
    return list(difference.changes)


def test_equal_quizzes_do_not_differ() -> None:
    assert compare(KNOWLEDGE, KNOWLEDGE) == Comparison((), ())
    assert compare(KNOWLEDGE, KNOWLEDGE).equal


def test_the_head_is_compared_too() -> None:
    before, after = quiz_of("ask: Q, answer: true"), quiz_of("ask: Q, answer: true", top="reading: 9\n")

    assert compare(before, after).head == (Change("reading_seconds", 3, 9),)
    assert not compare(before, after).equal


def test_every_changed_field_is_told() -> None:
    assert changes(
        "ask: Which planet?, options: [Earth, right: Mars], seconds: 10",
        "ask: which Planet?, options: [right: Earth, Mars, Venus], explain: Because., tags: [space]",
    ) == [
        Change("text", "Which planet?", "which Planet?"),
        Change("explanation", "", "Because."),
        Change("seconds", 10, 20),
        Change("tags", (), ("space",)),
        Change("options", ("Earth", "Mars"), ("Earth", "Mars", "Venus")),
        Change("right", ("Mars",), ("Earth",)),
    ]


def test_another_kind_of_question_is_told_with_what_it_has() -> None:
    assert changes("ask: How many?, answer: 5, tolerance: 1", "ask: How many?, open: true") == [
        Change("points", 1000, 0),
        Change("kind", "numeric", "open"),
        Change("nearness", 0.0, None),
        Change("unit", "", None),
        Change("right", "4 to 6", None),
    ]


def test_a_program_is_compared_with_its_language() -> None:
    plain = TrueFalse(text="Q", right=True)
    before, after = (
        Quiz(title="T", questions=(one,)) for one in (plain, replace(plain, code=Code("x", "c")))
    )

    assert compare(before, after).questions[0].changes == (
        Change("code", "", "x"),
        Change("code_language", "", "c"),
    )


def test_a_question_in_other_words_is_found_again_and_another_one_is_not() -> None:
    before = quiz_of("ask: What is the capital of Australia?, answer: Canberra", "ask: Old?, answer: true")
    after = quiz_of(
        "ask: Which city is the capital of Australia?, answer: Canberra", "ask: It is new., answer: 77"
    )

    found = compare(before, after).questions

    assert [(one.before, one.after) for one in found] == [(0, 0), (1, None), (None, 1)]


def test_of_two_like_questions_each_is_found_again() -> None:
    before = quiz_of(
        "ask: How many legs has a spider?, answer: 8", "ask: How many legs has a beetle?, answer: 6"
    )
    after = quiz_of(
        "ask: How many legs has the beetle?, answer: 6", "ask: How many legs has the spider?, answer: 8"
    )

    found = compare(before, after).questions

    assert {(one.before, one.after) for one in found} == {(0, 1), (1, 0)}


def test_only_what_moved_is_said_to_have_moved() -> None:
    first, *others = KNOWLEDGE.questions

    assert compare(KNOWLEDGE, replace(KNOWLEDGE, questions=(*others, first))).questions == (
        Difference(0, 11, first.text, moved=True),
    )


def test_questions_that_stand_twice_are_told_apart_by_their_number() -> None:
    same = "ask: Q, answer: true"

    assert compare(quiz_of(same, same), quiz_of(same)).questions == (Difference(1, None, "Q"),)


@given(st.permutations(KNOWLEDGE.questions), st.integers(0, 12))
def test_whatever_happens_to_the_order_nothing_else_is_told(order: list[TrueFalse], kept: int) -> None:
    found = compare(KNOWLEDGE, replace(KNOWLEDGE, questions=tuple(order[:kept]))).questions

    assert not any(one.changes for one in found)
    assert sum(one.after is None for one in found) == 12 - kept
    assert all(one.before is not None for one in found)
