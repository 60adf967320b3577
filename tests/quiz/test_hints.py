"""Advice on quizzes that may be played: given where it helps, and not where nothing is amiss."""

import pytest

from quizterm.formats import parse_quiz, read_sample
from quizterm.quiz.hints import hints
from quizterm.quiz.samples import sample_names


def hinted(*questions: str, top: str = "") -> list[tuple[int | None, str, str]]:
    """Question, field and code of each hint about questions that are written like `ask: …` on one line."""
    text = f"quizterm: 1\ntitle: T\n{top}questions:\n" + "".join(f"- {{{one}}}\n" for one in questions)
    found = hints(parse_quiz(text))
    assert all(hint.message.endswith(".") for hint in found)
    return [(hint.question, hint.field, hint.code) for hint in found]


def choice(ask: str, *options: str, more: str = "") -> str:
    return f"ask: '{ask}', options: [{', '.join(options)}]{more}"


def typed(ask: str, *answers: str, more: str = "") -> str:
    return f"ask: '{ask}', answer: [{', '.join(repr(answer) for answer in answers)}]{more}"


@pytest.mark.parametrize("name", [name for name in sample_names() if name != "long-texts"])
def test_the_samples_give_no_reason_for_advice(name: str) -> None:
    assert hints(read_sample(name)) == []


@pytest.mark.parametrize(
    ("question", "field", "code"),
    [
        pytest.param(
            choice("Why?", "No idea", "right: Because it turns around the sun", "The moon"),
            "options.1",
            "longest_option",
            id="longest",
        ),
        pytest.param(
            choice("Why?", "right: Yes", "no", "'No '"), "options.2", "equal_options", id="equal-options"
        ),
        pytest.param("ask: Which?, poll: [Olé, ole, x]", "options.1", "equal_options", id="equal-in-poll"),
        pytest.param(
            choice("Who is king of the Jungle Book?", "Mowgli", "right: jungle book"),
            "options.1",
            "answer_in_question",
            id="option-in-question",
        ),
        pytest.param(
            typed("What is the capital of Mexico City?", "CDMX", "Mexico City"),
            "accepted.1",
            "answer_in_question",
            id="answer-in-question",
        ),
        pytest.param(
            'ask: "What is this?\\n```\\nprint(1)\\n```", answer: true', "text", "fence_in_text", id="fence"
        ),
        pytest.param(
            choice("Which?", "a1", "right: a2", "None of the above.", more=", shuffle: true"),
            "options.2",
            "shuffled_above",
            id="none-of-the-above",
        ),
        pytest.param(
            choice("Welche?", "a1", "right: a2", "alle genannten", more=", shuffle: true"),
            "options.2",
            "shuffled_above",
            id="alle-genannten",
        ),
        pytest.param(
            choice("Which?", "a1", "a2", "right: Both A and B", more=", shuffle: true"),
            "options.2",
            "shuffled_above",
            id="both-a-and-b",
        ),
        pytest.param(
            choice("Which of these is not red?", "rose", "right: sky"), "text", "plain_not", id="plain-not"
        ),
        pytest.param(
            "ask: It is not true that nobody came., answer: true", "text", "double_negative", id="not-nobody"
        ),
        pytest.param("ask: How long is pi?, answer: 3.14", "low", "exact_decimal", id="decimal"),
        pytest.param(
            typed("Say it.", "the quick brown fox jumps over the lazy dog"),
            "accepted.0",
            "long_answer",
            id="long-answer",
        ),
        pytest.param(typed("Which rays?", "X-rays"), "accepted.0", "one_spelling", id="hyphen"),
        pytest.param(typed("Who wrote it?", "J. R. R. Tolkien"), "accepted.0", "one_spelling", id="initials"),
    ],
)
def test_a_weakness_is_told_at_its_field(question: str, field: str, code: str) -> None:
    assert hinted(question) == [(0, field, code)]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            choice("Why?", "It is cold there", "right: It turns around the sun", "Nobody knows why"),
            id="a-little-longer",
        ),
        pytest.param(choice("Why?", "No", "right: Because it is so in all of these cases"), id="two-options"),
        pytest.param(choice("How?", "right: A+", "'A-'", "'a+'"), id="signs-count"),
        pytest.param(choice("Is vim or nano older?", "right: vim", "nano"), id="all-options-in-question"),
        pytest.param(choice("Was it Ann, or Bob?", "right: Ann", "Bob", "Cyd"), id="wrong-one-in-question"),
        pytest.param(choice("What is 2 + 12?", "12", "right: 2", "22"), id="numbers"),
        pytest.param(choice("Which art is it?", "right: art nouveau", "cubism"), id="only-a-part"),
        pytest.param(choice('What does print("hello") show?', "right: hello", "help"), id="in-quotes"),
        pytest.param("ask: A tomato is a berry., answer: true", id="statement"),
        pytest.param(typed("Is it vim or nano?", "vim"), id="offered"),
        pytest.param(typed("What does a captain wear?", "cap"), id="part-of-a-word"),
        pytest.param(choice("Which?", "right: a1", "a2", "all of the above"), id="above-unshuffled"),
        pytest.param(choice("Which?", "right: a1", "Ford", more=", shuffle: true"), id="f-or-d"),
        pytest.param(choice("Which of these is NOT red?", "rose", "right: sky"), id="loud-not"),
        pytest.param(choice("Who was it that did not come?", "Ann", "right: Bob"), id="relative-not"),
        pytest.param("ask: How much is half of 5?, answer: 2.5", id="a-half"),
        pytest.param("ask: How long is pi?, answer: 3.14, tolerance: 0.01", id="tolerance"),
        pytest.param("ask: How long is pi?, range: [3.1, 3.2]", id="range"),
        pytest.param("ask: How long is pi?, answer: 3.14, nearness: 1", id="nearness"),
        pytest.param(typed("Which rays?", "X-rays", "X rays"), id="two-spellings"),
        pytest.param(typed("Which rays?", "X-rays", more=", slips: true"), id="slips-forgive-it"),
        pytest.param(typed("Which file?", ".gitignore"), id="file-name"),
        pytest.param(typed("Which command?", "ls -l"), id="command"),
        pytest.param(typed("Which language?", "C#"), id="c-sharp"),
        pytest.param(typed("Which command?", "apt-get", more=", match_spaces: true"), id="to-the-letter"),
    ],
)
def test_what_only_looks_like_a_weakness_is_left_alone(question: str) -> None:
    assert hinted(question) == []


@pytest.mark.parametrize(("seconds", "expected"), [(28, []), (27, ["little_time"]), (0, [])])
def test_time_is_little_where_a_slow_reader_would_not_get_through(seconds: int, expected: list[str]) -> None:
    """420 cells at 15 a second and three to decide are 31; the quiz gives three to read besides."""
    found = hinted(f"ask: {'long ' * 84}, seconds: {seconds}, answer: true")

    assert [code for _, _, code in found] == expected


def test_negations_are_looked_for_in_english_only() -> None:
    assert hinted(choice("Which is not red?", "a1", "right: a2"), top="language: de\n") == []


def test_right_options_that_always_stand_in_one_place_are_told_once_for_the_quiz() -> None:
    same = [choice(f"Which of {number}?", "no", "right: yes", "maybe") for number in range(6)]
    other = choice("Which?", "right: yes", "no")

    assert hinted(*same) == [(None, "questions", "same_place")]
    assert hinted(*same[:5]) == []
    assert hinted(*same, other) == []
    assert hinted(*same, top="shuffle: true\n") == []


def test_statements_that_are_all_true_are_told_once_for_the_quiz() -> None:
    same = [f"ask: Number {number} is right., answer: true" for number in range(6)]

    assert hinted(*same) == [(None, "questions", "same_answer")]
    assert hinted(*same, "ask: No., answer: false") == []


def test_a_question_that_comes_again_is_told() -> None:
    first = choice("Which planet is red?", "Venus", "right: Mars")
    again = choice("which Planet is  red?", "right: mars", "venus")

    assert hinted(first, again) == [(1, "text", "duplicate_question")]


def test_the_same_words_about_something_else_are_no_duplicate() -> None:
    assert hinted(choice("Which?", "Venus", "right: Mars"), choice("Which?", "Venus", "right: Moon")) == []
    assert hinted("ask: How sure?, poll: [a1, b1]", "ask: How sure?, poll: [a1, b1]") == []
    prints = [f"ask: What does it print?, code: print({number}), answer: true" for number in (1, 2)]
    assert hinted(*prints) == []
