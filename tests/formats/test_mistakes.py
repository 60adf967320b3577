"""Mistakes in quiz files: each is told once, with its place and what to write instead."""

import pytest

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.problems import MAX_PROBLEMS

HEAD = "quizterm: 1\ntitle: T\nquestions:\n"
ASKED = "  - ask: a\n"
ANSWERED = "  - ask: a\n    answer: b\n"
CHOSEN = "  - ask: a\n    options: [a, right: b]\n"
GOOD = "  - ask: Is it?\n    answer: true\n"


def faults(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(QuizFileError) as caught:
        parse_quiz(text)
    assert all(problem.message.endswith((".", "?")) for problem in caught.value.problems)
    return [(problem.line, problem.column, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("", (1, 1, "empty"), id="empty"),
        pytest.param("# nothing but a comment\n", (1, 1, "empty"), id="comment"),
        pytest.param("- a\n- b\n", (1, 1, "not_a_quiz"), id="list"),
        pytest.param("Hello, this is my quiz", (1, 1, "not_a_quiz"), id="prose"),
        pytest.param("title: T\nquestions:\n" + GOOD, (1, 1, "no_version"), id="no-version"),
        pytest.param("quizterm: 2\ntitle: T\n", (1, 11, "unknown_version"), id="version"),
        pytest.param("---\nquizterm: 1\n---\na: b\n", (3, 1, "several_documents"), id="documents"),
        pytest.param(HEAD + "  - ask: &a x\n", (4, 10, "alias"), id="anchor"),
        pytest.param(HEAD + "  - ask: *a\n", (4, 10, "alias"), id="alias"),
        pytest.param(HEAD + "  - ask: !!python/object:os.system x\n", (4, 10, "tag"), id="tag"),
        pytest.param(HEAD + "  - ask: a\x07b\n", (4, 11, "control_character"), id="control"),
        pytest.param("[" * 100_000, (1, 12, "too_deep"), id="deep-flow"),
        pytest.param("- " * 50_000, (1, 23, "too_deep"), id="deep-block"),
        pytest.param("a: &a [x]\nb: &b [*a, *a]\n", (1, 4, "alias"), id="laughs"),
        pytest.param("- a\n" * 60_000, (50_000, 3, "too_deep"), id="many"),
        pytest.param(HEAD + "  - ask: Which: a or b?\n", (4, 15, "not_yaml"), id="colon"),
        pytest.param(HEAD + "  - ask: 'Which\n    answer: x\n", (4, 10, "not_yaml"), id="open-quote"),
        pytest.param(HEAD + ASKED + "\tanswer: x\n", (5, 1, "tab"), id="tab"),
        pytest.param(HEAD + ASKED + "   answer: x\n", (5, 4, "not_yaml"), id="indent"),
        pytest.param(HEAD + "  - ask: `a`\n", (4, 10, "not_yaml"), id="backtick"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_with_its_place(text: str, place: tuple[int, int, str]) -> None:
    assert faults(text) == [place]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        pytest.param("  - just text\n", (4, 5, "wrong_type"), id="question-is-text"),
        pytest.param(ASKED, (4, 5, "no_kind"), id="no-kind"),
        pytest.param("  - answer: a\n", (4, 5, "no_question"), id="no-question"),
        pytest.param(CHOSEN + "    poll: [a, b]\n", (6, 11, "several_kinds"), id="two-kinds"),
        pytest.param(ASKED + "    open: false\n", (5, 11, "no_kind"), id="open-false"),
        pytest.param(ASKED + "    answer: yes\n", (5, 13, "doubtful_answer"), id="yes"),
        pytest.param(ASKED + "    answer: 1,000\n", (5, 13, "doubtful_answer"), id="thousand"),
        pytest.param(ASKED + "    answer:\n", (5, 5, "empty"), id="nothing-after-the-colon"),
        pytest.param(ANSWERED + "    seconds: 20s\n", (6, 14, "wrong_type"), id="20s"),
        pytest.param(ANSWERED + "    seconds: 4\n", (6, 14, "out_of_range"), id="too-short"),
        pytest.param(ANSWERED + "    slips: perhaps\n", (6, 12, "wrong_type"), id="perhaps"),
        pytest.param(ANSWERED + "    anser: c\n", (6, 5, "unknown_field"), id="typo"),
        pytest.param(ANSWERED + "    unit: m\n", (6, 5, "misplaced_field"), id="unit-of-a-word"),
        pytest.param("  - slide: a\n    ask: b\n", (5, 5, "misplaced_field"), id="slide-that-asks"),
        pytest.param(ASKED + "    ask: b\n    answer: c\n", (5, 5, "duplicate_field"), id="twice"),
        pytest.param(ASKED + "    poll: [a, b]\n    points: 5\n", (6, 13, "no_points"), id="poll-points"),
        pytest.param(
            ASKED + "    options:\n    - right: b\n    - Note: c\n", (7, 7, "wrong_type"), id="colon-option"
        ),
        pytest.param(
            ASKED + "    options:\n    - right: b\n    - # c\n", (7, 6, "empty"), id="comment-option"
        ),
        pytest.param(ASKED + "    order: [a, b, b]\n", (5, 19, "duplicate"), id="equal-items"),
        pytest.param(ASKED + "    options: [a, b]\n", (5, 14, "nothing_right"), id="nothing-right"),
        pytest.param(ASKED + "    options: [right: a, right: b]\n", (5, 14, "all_right"), id="all-right"),
        pytest.param(ASKED + "    options: a, b\n", (5, 14, "wrong_type"), id="options-are-text"),
        pytest.param(CHOSEN + "    pick: some\n", (6, 11, "wrong_type"), id="pick"),
        pytest.param(ASKED + "    range: [5]\n", (5, 12, "wrong_type"), id="half-a-range"),
        pytest.param(ASKED + "    range: [5, 1]\n", (5, 12, "reversed"), id="reversed"),
        pytest.param(ASKED + "    answer: 1e999\n", (5, 13, "not_finite"), id="infinite"),
        pytest.param(ASKED + "    answer: 5\n    tolerance: -1\n", (6, 16, "out_of_range"), id="tolerance"),
        pytest.param("  - ask: [a]\n    answer: 5\n", (4, 10, "wrong_type"), id="list-for-text"),
        pytest.param(ANSWERED + "    code: {pythn: x}\n", (6, 12, "unknown_language"), id="language"),
        pytest.param(ANSWERED + "    code: {c: x, d: y}\n", (6, 11, "wrong_type"), id="two-codes"),
        pytest.param(ANSWERED + "    [c]: d\n", (6, 5, "bad_field"), id="list-as-name"),
    ],
)
def test_a_mistake_in_a_question_is_told_once_with_its_place(body: str, place: tuple[int, int, str]) -> None:
    assert faults(HEAD + body) == [place]


@pytest.mark.parametrize(
    ("top", "place"),
    [
        pytest.param("", (1, 1, "no_title"), id="no-title"),
        pytest.param("title:\n", (2, 1, "empty"), id="empty-title"),
        pytest.param("title: T\nscoring: fast\n", (3, 10, "wrong_type"), id="scoring"),
        pytest.param("title: T\nreading: 99\n", (3, 10, "out_of_range"), id="reading"),
        pytest.param("title: T\nseconds: 4\n", (3, 10, "out_of_range"), id="seconds"),
        pytest.param("title: T\npoints: 99999\n", (3, 9, "out_of_range"), id="points"),
        pytest.param("title: T\nlanguage: klingon!\n", (3, 11, "bad_language"), id="language"),
        pytest.param("title: T\nask: x\n", (3, 1, "unknown_field"), id="field-of-a-question"),
    ],
)
def test_a_mistake_at_the_top_is_told_with_its_place(top: str, place: tuple[int, int, str]) -> None:
    assert faults(f"quizterm: 1\n{top}questions:\n{GOOD}") == [place]


def test_a_number_at_the_top_is_blamed_once_and_not_at_each_question_that_takes_it() -> None:
    questions = GOOD + GOOD.replace("it", "this") + GOOD.replace("it", "that") + "    seconds: 3\n"

    assert faults(f"quizterm: 1\ntitle: T\nseconds: 4\nquestions:\n{questions}") == [
        (3, 10, "out_of_range"),
        (11, 14, "out_of_range"),
    ]


@pytest.mark.parametrize("questions", ["", "questions:\n", "questions: []\n", "questions: none\n"])
def test_a_quiz_without_questions_is_refused(questions: str) -> None:
    assert "no_questions" in [code for _, _, code in faults(f"quizterm: 1\ntitle: T\n{questions}")]


def test_every_mistake_is_told_in_the_order_of_the_file() -> None:
    found = faults(HEAD + ASKED + "    anser: b\n" + GOOD + "    seconds: x\n  - ask: c\n    order: [a, a]\n")

    assert [line for line, _, _ in found] == [5, 8, 10]


def test_a_message_says_what_to_write_instead() -> None:
    with pytest.raises(
        QuizFileError, match="line 6, column 5: There is no field “explanation”; did you mean “explain”"
    ):
        parse_quiz(HEAD + ANSWERED + "    explanation: c\n")


def test_a_file_full_of_mistakes_is_given_up_early() -> None:
    fields = "".join(f"    {'x' * 50}{number}: y\n" for number in range(5000))

    assert len(faults(HEAD + ANSWERED + "" + fields)) == MAX_PROBLEMS
