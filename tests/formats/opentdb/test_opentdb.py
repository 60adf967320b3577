"""Questions of the Open Trivia Database, in each of its encodings."""

import base64
import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import Choice, Kind, TrueFalse
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.damage import as_json, flipped, harvested, misshapen, survives, truncated

FOLDER = CORPUS / "opentdb"

QUESTION = {
    "category": "Entertainment: Music & more",
    "type": "multiple",
    "difficulty": "easy",
    "question": "Who sang “C'est la vie”, 50% + 50%?",
    "correct_answer": "Zoë & Co",
    "incorrect_answers": ["Adèle", "10 CC", "<b>ABBA</b>"],
}
STATEMENT = {
    "category": "Animals",
    "type": "boolean",
    "difficulty": "hard",
    "question": "Goats bark.",
    "correct_answer": "False",
    "incorrect_answers": ["True"],
}
ENCODINGS: dict[str, Callable[[str], str]] = {
    "default": html.escape,
    "url3986": lambda text: quote(text, safe=""),
    "urlLegacy": quote_plus,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
}
ANSWER = {"response_code": 0, "results": [QUESTION, STATEMENT]}


def encoded(question: dict[str, Any], encode: Callable[[str], str]) -> dict[str, Any]:
    return {
        name: [encode(one) for one in value] if isinstance(value, list) else encode(value)
        for name, value in question.items()
    }


@needs_corpus
@pytest.mark.parametrize(
    ("name", "choices", "statements"),
    [
        ("foamyguy_1q.json", 1, 0),
        ("kickturn_opentdb_full.json", 4467, 783),
        ("url3986_5q.json", 5, 0),
        ("zarthus_3q_boolean.json", 0, 3),
    ],
)
def test_the_corpus_gives_what_its_index_says(name: str, choices: int, statements: int) -> None:
    harvest = harvested("opentdb", (FOLDER / name).read_bytes())

    kinds = [question.kind for question in harvest.questions]
    assert (kinds.count(Kind.CHOICE), kinds.count(Kind.TRUE_FALSE)) == (choices, statements)
    assert (harvest.read, harvest.left_out, harvest.with_loss) == (choices + statements, 0, 0)


@needs_corpus
def test_right_options_are_spread_over_all_places() -> None:
    harvest = harvested("opentdb", (FOLDER / "kickturn_opentdb_full.json").read_bytes())

    places = [question.right[0] for question in harvest.questions if isinstance(question, Choice)]
    assert all(places.count(place) > 900 for place in range(4))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_questions(encoding: str) -> None:
    results = [encoded(one, ENCODINGS[encoding]) for one in (QUESTION, STATEMENT)]
    harvest = harvested("opentdb", as_json({"response_code": 0, "results": results}))

    choice, statement = harvest.questions
    assert choice == Choice(
        text="Who sang “C'est la vie”, 50% + 50%?",
        options=("10 CC", "<b>ABBA</b>", "Adèle", "Zoë & Co"),
        right=(3,),
        tags=("Entertainment: Music & more", "easy"),
    )
    assert statement == TrueFalse(text="Goats bark.", right=False, tags=("Animals", "hard"))


def test_texts_are_decoded_once() -> None:
    question = QUESTION | {"question": "How is &amp;lt; written?"}

    assert harvested("opentdb", as_json([question])).questions[0].text == "How is &lt; written?"


@pytest.mark.parametrize(
    "wrapped", [ANSWER, {"questions": ANSWER["results"]}, ANSWER["results"], [ANSWER, ANSWER]]
)
def test_every_wrapping_is_opened(wrapped: Any) -> None:
    harvest = harvested("opentdb", as_json(wrapped))

    assert harvest.questions[0].text == QUESTION["question"]
    assert "CC BY-SA 4.0" in harvest.description


def test_options_are_sorted_by_size_and_what_sums_up_comes_last() -> None:
    def options(*texts: str) -> tuple[str, ...]:
        question = QUESTION | {"correct_answer": texts[0], "incorrect_answers": list(texts[1:])}
        (choice,) = harvested("opentdb", as_json([question])).questions
        assert isinstance(choice, Choice)
        assert choice.options[choice.right[0]] == texts[0]
        return choice.options

    assert options("100", "9", "1,000", "-3") == ("-3", "9", "100", "1,000")
    assert options("All of the above", "cat", "Dog") == ("cat", "Dog", "All of the above")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"response_code": 1, "results": []}, "fewer questions"),
        ({"response_code": 2, "results": []}, "parameter"),
        ({"response_code": 3}, "token"),
        ({"response_code": 4, "results": []}, "reset"),
        ({"response_code": 5, "results": []}, "five seconds"),
        ({"response_code": 9}, "code 9"),
        ({"response_code": 0, "response_message": "", "token": "f00"}, "token"),
        ({"response_code": 0, "results": []}, "no questions"),
        ([], "no questions"),
        ("x", "no questions"),
    ],
)
def test_an_answer_without_questions_is_explained(answer: Any, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        harvested("opentdb", as_json(answer))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "boolean"}, "bad_right"),
        ({"correct_answer": None}, "nothing_right"),
        ({"incorrect_answers": []}, "wrong_number"),
        ({"question": " "}, "empty"),
        ({"question": "long " * 200}, "bad_text"),
    ],
)
def test_a_bad_question_is_left_out_with_the_reason_and_the_others_come(change: Any, code: str) -> None:
    harvest = harvested("opentdb", as_json([QUESTION | change, STATEMENT, 7]))

    assert harvest.notes[0].code == code
    assert (harvest.read, harvest.through) == (3, 1)
    assert harvest.notes[0].spot.number == 1


def test_a_file_of_too_many_questions_is_refused_at_once() -> None:
    with pytest.raises(Unreadable, match="more than 100000 questions"):
        harvested("opentdb", b"[" + b"0," * 100_000 + b"0]")


def test_anything_may_stand_anywhere() -> None:
    for tree in misshapen(ANSWER):
        survives("opentdb", as_json(tree))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_damaged_file_is_read_or_refused(encoding: str) -> None:
    data = json.dumps([encoded(one, ENCODINGS[encoding]) for one in (QUESTION, STATEMENT)]).encode()
    for damaged in (*truncated(data), *flipped(data, 300)):
        survives("opentdb", damaged)
