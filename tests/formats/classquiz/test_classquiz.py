"""Exports of ClassQuiz: every type of question, and files that are damaged or meant to do damage."""

import gzip
import json
import zlib
from typing import Any

import pytest

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.source import MAX_UNPACKED, Unreadable
from quizterm.quiz.model import Choice, Numeric, Order, Poll, Select, Text
from tests.support.damage import as_json, flipped, harvested, misshapen, survives, truncated

PICTURES = b"\xc7\xc7\xc7\x00\xc6\xc6\xc6\x000\xc5\xc5\x00\x89PNG\xc7\xc7\xc7\x00"


def options(*texts: str, right: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    return [{"answer": text, "right": place in right, "color": None} for place, text in enumerate(texts)]


def asked(kind: str, answers: Any, **fields: Any) -> dict[str, Any]:
    return {"question": "Q?", "time": "30", "type": kind, "answers": answers} | fields


EVERY_TYPE = [
    asked("ABCD", options("a", "b", right=(1,))),
    asked("ABCD", options("a", "b", "c", right=(0, 2))),
    asked("CHECK", options("a", "b", "c", right=(0, 1))),
    asked("RANGE", {"min": 0, "max": 100, "min_correct": 40, "max_correct": 42}),
    asked("TEXT", [{"answer": "Bonn", "case_sensitive": True}, {"answer": "Berlin", "case_sensitive": True}]),
    asked("VOTING", options("x", "y")),
    asked("ORDER", options("first", "second", "third")),
    asked("SLIDE", "{drawing}"),
]
QUIZ = {"title": "<b>T</b> &amp; U", "description": "D", "questions": EVERY_TYPE}


def packed(tree: Any) -> bytes:
    return gzip.compress(as_json(tree)) + PICTURES


def read(*questions: Any) -> Harvest:
    return harvested("classquiz", packed({"questions": questions}))


def test_every_type_of_question_finds_its_kind() -> None:
    harvest = harvested("classquiz", packed(QUIZ))

    assert harvest.questions == [
        Choice(text="Q?", options=("a", "b"), right=(1,), seconds=30),
        Choice(text="Q?", options=("a", "b", "c"), right=(0, 2), select=Select.ANY, seconds=30),
        Choice(text="Q?", options=("a", "b", "c"), right=(0, 1), select=Select.ALL, seconds=30),
        Numeric(text="Q?", low=40, high=42, seconds=30),
        Text(text="Q?", accepted=("Bonn", "Berlin"), match_case=True, seconds=30),
        Poll(text="Q?", options=("x", "y"), seconds=30),
        Order(text="Q?", items=("first", "second", "third"), seconds=30),
    ]
    assert (harvest.title, harvest.description) == ("T & U", "D")
    assert (harvest.read, harvest.left_out, harvest.with_loss) == (7, 0, 0)
    assert [(note.code, note.spot.number) for note in harvest.notes] == [("no_scale", 4), ("slide", 8)]


def test_the_json_alone_is_read_too() -> None:
    assert len(harvested("classquiz", as_json(QUIZ)).questions) == 7


def test_formatting_becomes_plain_text() -> None:
    harvest = read(
        asked("ABCD", options("a &lt; b", "c &amp; d", right=(0,)), question="<p>Is <b>it</b> &amp;?</p>")
    )

    (question,) = harvest.questions
    assert isinstance(question, Choice)
    assert question.text == "Is it &?"
    assert question.options == ("a < b", "c & d")


def test_pictures_stay_behind_and_are_told() -> None:
    harvest = read(asked("ABCD", options("a", "b", right=(0,)), image="f00--bar"))

    assert (harvest.with_loss, [note.code for note in harvest.notes]) == (1, ["media"])


def test_capitals_that_matter_in_some_answers_matter_in_none() -> None:
    harvest = read(asked("TEXT", [{"answer": "DNA", "case_sensitive": True}, {"answer": "acid"}]))

    (question,) = harvest.questions
    assert isinstance(question, Text)
    assert not question.match_case
    assert harvest.with_loss == 1


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (asked("ABCD", options("a", "b")), "nothing_right"),
        (asked("RANGE", {"min": 0}), "no_range"),
        (asked("RANGE", {"min_correct": 9, "max_correct": 1}), "reversed"),
        (asked("TEXT", []), "nothing_accepted"),
        (asked("ORDER", options("one")), "wrong_number"),
        (asked("HOLOGRAM", []), "unknown_kind"),
        (5, "nothing_right"),
    ],
)
def test_a_bad_question_is_left_out_with_the_reason_and_the_others_come(question: Any, code: str) -> None:
    harvest = read(question, EVERY_TYPE[0])

    assert (harvest.read, harvest.through) == (2, 1)
    assert code in [note.code for note in harvest.notes]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        harvested("classquiz", data)
    return caught.value.message


def test_what_is_no_export_is_refused_with_the_reason() -> None:
    assert "cut off" in refusal(gzip.compress(as_json(QUIZ))[:-20])
    assert "damaged" in refusal(b"\x1f\x8bnonsense")
    assert "no questions" in refusal(packed({"title": "T"}))
    assert "JSON is broken" in refusal(gzip.compress(b"no quiz"))


def test_a_file_that_grows_without_end_is_refused() -> None:
    packer = zlib.compressobj(9, wbits=31)
    blank = b" " * (1 << 20)
    bomb = b"".join(packer.compress(blank) for _ in range(MAX_UNPACKED // len(blank) + 1)) + packer.flush()

    assert "larger than 64 MiB" in refusal(bomb)


def test_anything_may_stand_anywhere() -> None:
    for tree in misshapen(QUIZ):
        survives("classquiz", as_json(tree))


def test_a_damaged_file_is_read_or_refused() -> None:
    for data in (packed(QUIZ), json.dumps(QUIZ).encode()):
        for damaged in (*truncated(data), *flipped(data, 300)):
            survives("classquiz", damaged)
