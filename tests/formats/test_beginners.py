"""What beginners write: the line that is to be mended is named, with what to write there."""

import pytest

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.problems import MAX_PROBLEMS

HEAD = "quizterm: 1\ntitle: T\nquestions:\n"
ASKED = "  - ask: a\n"
ANSWERED = "  - ask: a\n    answer: b\n"
SPACE = "Write a space after “{}:”."


def told(text: str) -> list[tuple[int, str]]:
    with pytest.raises(QuizFileError) as caught:
        parse_quiz(text)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def the_only(text: str) -> tuple[int, str]:
    [problem] = told(text)
    return problem


def test_a_misspelled_field_hides_no_other_mistake() -> None:
    top = "quizterm: 1\ntitle: T\nsecond: 5\nquestions:\n"

    assert told(top + ASKED + "    anser: 3\n    seconds: twenty\n    points: 99999\n") == [
        (3, "There is no field “second”; did you mean “seconds”?"),
        (6, "There is no field “anser”; did you mean “answer”?"),
        (7, "“seconds” takes a whole number, such as 10."),
        (8, "The question has 99999 points; use 0 to 10000."),
    ]


@pytest.mark.parametrize("kinds", ["", "    poll: [a, b]\n    open: true\n"])
def test_what_is_wrong_beside_an_unclear_kind_is_told_too(kinds: str) -> None:
    body = "  - ask: a\n    point: x\n    code: {pythn: x}\n    explain: []\n    tags: a, b\n    foo: b\n"

    lines = {line for line, _ in told(HEAD + body + kinds)}

    assert lines >= {5, 6, 7, 8, 9}


def test_the_value_of_a_misspelled_field_is_checked_as_well() -> None:
    assert [
        line for line, _ in told(HEAD + ASKED + "    optoins:\n      - right: a\n      - right: b\n")
    ] == [5, 6]


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        pytest.param(HEAD + "  - ask:Which?\n    answer: 3\n", 4, "ask", id="ask"),
        pytest.param(HEAD + '  - ask:"Which?"\n    answer: 3\n', 4, "ask", id="quoted"),
        pytest.param(HEAD + ASKED + "    answer:3\n", 5, "answer", id="answer"),
        pytest.param(HEAD + ASKED + "    answer:3\n    seconds: 5\n", 5, "answer", id="answer-and-more"),
        pytest.param(HEAD + ASKED + "    options:[a, right: b]\n", 5, "options", id="brackets"),
        pytest.param(HEAD + ASKED + "    options: [a, right:b]\n", 5, "right", id="right-in-brackets"),
        pytest.param(HEAD + ASKED + "    options:\n    - a\n    - right:b\n", 7, "right", id="right"),
        pytest.param(HEAD + ANSWERED + "    code:|\n      seconds:5\n", 6, "code", id="block"),
        pytest.param(HEAD + ANSWERED + "    code:\n      c:|\n        x\n", 7, "c", id="language"),
        pytest.param(f"quizterm: 1\ntitle:Networks\nquestions:\n{ANSWERED}", 2, "title", id="title"),
        pytest.param(f"quizterm:1\ntitle: T\nquestions:\n{ANSWERED}", 1, "quizterm", id="first-line"),
    ],
)
def test_a_space_missing_after_a_colon_is_told_where_it_is_missing(text: str, line: int, name: str) -> None:
    assert the_only(text) == (line, SPACE.format(name))


def test_every_missing_space_is_told_and_what_is_wrong_besides() -> None:
    text = "quizterm:1\ntitle:T\nquestions:\n  - ask:a\n    answer:b\n    seconds: x\n"

    assert [line for line, _ in told(text)] == [1, 2, 4, 5, 6]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        pytest.param("  -ask: a\n    answer: b\n", 4, "Write a space after the dash: “- ask:”.", id="dash"),
        pytest.param(
            ASKED + "    options:\n      -21\n      -22\n", 6, "Write a space after each dash.", id="dashes"
        ),
        pytest.param("  – ask: a\n    answer: b\n", 4, "An item begins with a plain dash", id="en-dash"),
        pytest.param(ASKED + "    answer b\n", 5, "Write a colon and a space after “answer”", id="no-colon"),
        pytest.param(
            "  - ask What?\n    answer: b\n", 4, "Write a colon and a space after “ask”", id="ask-what"
        ),
        pytest.param(ASKED + "    answer = b\n", 5, "Write a colon and a space after “answer”", id="equals"),
        pytest.param(
            "  - ask： a\n    answer: b\n", 4, "Write a colon and a space after “ask”", id="wide-colon"
        ),
        pytest.param(ASKED + "\u00a0   answer: b\n", 5, "This space is not an ordinary one", id="odd-space"),
        pytest.param(ASKED + "    \u200banswer: b\n", 5, "This space is not an ordinary", id="unseen-space"),
        pytest.param(ASKED + "\tanswer: b\n", 5, "A tab cannot indent; use spaces.", id="tab"),
        pytest.param(ASKED + "  answer: b\n", 5, "This line is not indented like", id="less-indented"),
        pytest.param(ASKED + "      answer: b\n", 5, "This line is not indented like", id="more-indented"),
        pytest.param(
            ASKED + "    options:\n      - b\n     - right: c\n", 7, "This line is not indented", id="crooked"
        ),
        pytest.param("  ask: a\n  answer: b\n", 4, "Each question begins with a dash", id="no-dash"),
        pytest.param("```\n", 4, "Take out the lines with ```", id="fence"),
    ],
)
def test_a_slip_of_signs_or_spaces_is_told_where_it_happened(body: str, line: int, message: str) -> None:
    found = the_only(HEAD + body)

    assert found[0] == line
    assert found[1].startswith(message)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Which: a or b?", "'Which: a or b?'"),
        ("“Which: a or b?”", "'Which: a or b?'"),
        ("The following is:", "'The following is:'"),
        ('"Hello" is what?', "'\"Hello\" is what?'"),
        ("'It's what?'", "'It''s what?'"),
        ("[1, 2] is what?", "'[1, 2] is what?'"),
        ("@property does what?", "'@property does what?'"),
        ("%d means what?", "'%d means what?'"),
        ("`ls` does what?", "'`ls` does what?'"),
        ("? what", "'? what'"),
    ],
)
def test_text_that_needs_quotes_is_shown_in_them(text: str, meant: str) -> None:
    line, message = the_only(f"{HEAD}  - ask: {text}\n    answer: 3\n")

    assert line == 4
    assert message.endswith(f": {meant}.")
    assert parse_quiz(f"{HEAD}  - ask: {meant}\n    answer: 3\n").questions


@pytest.mark.parametrize("text", ["Who is #1?", "What is C # for?"])
def test_text_that_yaml_takes_for_a_comment_is_not_lost_in_silence(text: str) -> None:
    line, message = the_only(f"{HEAD}  - ask: {text}\n    answer: 3\n")

    assert line == 4
    assert "Put the text in quotes" in message


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (": a, b, c", "“options” takes a list; put brackets around it: [a, b, c]."),
        (": a, right: b", "“options” takes a list; put brackets around it: [a, right: b]."),
        (": [a, right b]", "Write a colon and a space after “right”: “right: b”."),
        (": [a, Right: b]", "Write “right: b”, not “Right:”."),
        (": [a, correct: b]", "Write “right: b”, not “correct:”."),
        (": [a, rigth: b]", "Write “right: b”, not “rigth:”."),
        (": [wrong: a, right: b]", "Write only the text, “a”; what is not marked as right is wrong."),
        (
            ": [right: a, Note: b]",
            "An option is a text, or “right:” and a text; put text with a colon in quotes",
        ),
        (": [right: a]", "There is 1 option; use 2 to 8."),
        (": [a, right: b, right: c]\n    pick: one", "Only one option can be right when players pick one."),
        (
            ": [a, b]\n    answer: b",
            "Mark what is right among the options, “- right: …”, and take “answer” out.",
        ),
    ],
)
def test_options_that_are_not_quite_options_say_how_to_write_them(options: str, message: str) -> None:
    assert the_only(f"{HEAD}{ASKED}    options{options}\n")[1].startswith(message)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ('"a", "b"', 'Several texts are a list; put brackets around it: ["a", "b"].'),
        ("yes", "Write true or false"),
        ("128 bits", "Write “answer: 128” and, on the next line, “unit: bits”"),
        ("50%", "Write “answer: 50” and, on the next line, “unit: %”"),
        ("5kg\n    tolerance: 1", "Write “answer: 5” and, on the next line, “unit: kg”"),
        ("5\n    tolerance: 1 kg", "“tolerance” takes a number alone"),
    ],
)
def test_an_answer_that_is_not_quite_one_says_how_to_write_it(answer: str, message: str) -> None:
    assert the_only(f"{HEAD}{ASKED}    answer: {answer}\n")[1].startswith(message)


@pytest.mark.parametrize("answer", ["5th", "7zip", "3D", '"128 bits"', "“quoted”", "right:hand"])
def test_a_word_that_begins_with_a_digit_or_holds_a_colon_is_typed_as_it_is(answer: str) -> None:
    assert parse_quiz(f"{HEAD}{ASKED}    answer: {answer}\n").questions


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("quizterm: 1\ntitle: T\n- ask: a\n  answer: b\n", 3, "Write a line “questions:” above"),
        ("quizterm: 1\ntitle: T\n  - ask: a\n    answer: b\n", 3, "Write a line “questions:” above"),
        ("quizterm: 1\ntitle: T\nquestions\n  - ask: a\n    answer: b\n", 3, "Write a colon"),
        ("quizterm: one\ntitle: T\nquestions:\n  - ask: a\n    answer: b\n", 1, "Write “quizterm: 1”."),
    ],
)
def test_a_top_that_is_not_quite_one_says_what_to_write(text: str, line: int, message: str) -> None:
    found = the_only(text)

    assert found[0] == line
    assert found[1].startswith(message)


def test_a_field_of_a_question_at_the_margin_is_told_to_be_indented() -> None:
    assert (
        5,
        "“answer” belongs to a question; indent it to stand below the question's other fields.",
    ) in told(HEAD + ASKED + "answer: b\n")


def test_a_program_without_its_bar_is_not_folded_into_one_line() -> None:
    line, message = the_only(HEAD + ANSWERED + "    code:\n      a = 1\n      b = 2\n")

    assert line == 7
    assert message == "Write “code: |” above this, so that its lines stay lines."


def test_nothing_inside_a_block_of_text_is_taken_for_a_slip() -> None:
    block = "    code: |\n      ask:Which?\n      \tanswer 3\n      – title: x\n    explain:x\n"

    assert the_only(HEAD + ANSWERED + block) == (10, SPACE.format("explain"))


@pytest.mark.parametrize("sign", [" ", "\t", "\u00a0", ":", "- ", "-", ": ", " :", "|", "=", "*"])
def test_a_long_line_of_one_sign_is_judged_at_once(sign: str) -> None:
    with pytest.raises(QuizFileError):
        parse_quiz(f"{HEAD}  - ask: a: b\n{sign * 3_000}x: a: b\nask:{sign * 3_000}'a' b\n")


def test_a_file_full_of_slips_is_given_up_early() -> None:
    with pytest.raises(QuizFileError) as caught:
        parse_quiz(HEAD + "  - ask:a\n    answer:b\n" * 1000)

    assert len(caught.value.problems) == MAX_PROBLEMS
