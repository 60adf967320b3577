"""Whoever reads another language is told in it what is wrong with a file, and what became of questions."""

import pytest

from quizterm.formats import QuizFileError, parse_quiz
from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.source import Source
from quizterm.formats.gift.reading import read
from quizterm.formats.listing import Look, listed
from quizterm.formats.markdown import write as write_markdown
from quizterm.formats.sheets.kahoot import write as write_kahoot
from quizterm.language import heard, speaking
from quizterm.quiz.model import Choice, Poll, Quiz, TrueFalse

QUIZ = Quiz(
    title="T",
    questions=(
        Choice(text="A?", options=("x", "y"), right=(0,), explanation="Why", tags=("t",)),
        Poll(text="B?", options=("x", "y"), several=True),
        TrueFalse(text="C.", right=True),
    ),
)


def test_a_misspelled_field_and_what_yaml_says() -> None:
    text = "quizterm: 1\ntitel: T\nquestions:\n  - ask: What is: this\n    answer: a\n"

    with pytest.raises(QuizFileError) as caught, speaking("de"):
        parse_quiz(text)

    with speaking("de"):
        assert [heard(problem.message) for problem in caught.value.problems] == [
            "Ein Feld „titel“ gibt es nicht; meinst du „title“?",
            "Text mit einem Doppelpunkt braucht Anführungszeichen: 'What is: this'.",
        ]
    assert "did you mean “title”?" in str(caught.value)


def test_braces_stay_braces() -> None:
    harvest = Harvest()
    read(Source("q.gift", b"How much? {#3,5}"), harvest)

    with speaking("fr"):
        [told] = [heard(note.message) for note in harvest.notes]

    assert told.endswith("GIFT veut un point, comme dans {#3.14:0.01}.")
    assert "3,5" in told


def test_an_option_that_is_also_a_sentence_of_ours_stays_as_it_was_written() -> None:
    """What to write instead must not be in another language than the quiz."""
    options = "options: [{right: 1}, {wrong: The file is empty.}, {true: The file is empty.}]"
    with pytest.raises(QuizFileError) as refused:
        parse_quiz(f"quizterm: 1\ntitle: T\nquestions:\n  - ask: Why?\n    {options}\n")

    with speaking("de"):
        assert [heard(problem.message) for problem in refused.value.problems] == [
            "Schreib nur den Text, „The file is empty.“; was nicht als richtig markiert ist, ist falsch.",
            "Schreib „right: The file is empty.“, nicht „true:“.",
        ]


def test_a_list_of_losses_is_told_in_one_language() -> None:
    ledger = Ledger()
    write_kahoot(QUIZ, ledger, Manner())

    with speaking("de"):
        told = [heard(note.message) for note in ledger.notes]

    assert "Eine Kahoot-Tabelle hat keinen Platz für: ihre Erklärung und ihre Stichwörter." in told
    assert "Eine Kahoot-Tabelle enthält nur Auswahlfragen, und dies ist eine Umfrage." in told


def test_a_quiz_is_listed_in_the_language_of_the_person() -> None:
    with speaking("ru"):
        text = listed(QUIZ, Look())

    assert "3 вопроса" in text
    assert "опрос, можно выбрать несколько" in text


@pytest.mark.parametrize(
    ("language", "heading"),
    [("", "## Lösungen"), ("es", "## Respuestas"), ("es-MX", "## Respuestas"), ("ar", "## Lösungen")],
)
def test_a_sheet_of_paper_speaks_the_language_of_its_quiz(language: str, heading: str) -> None:
    quiz = Quiz(title="T", language=language, questions=QUIZ.questions)

    with speaking("de"):
        text = write_markdown(quiz, Ledger(), Manner()).decode()

    assert heading in text
