"""Files that are made to take all memory or time: refused in a sentence, as a whole or the one question."""

import gzip
import json

import pytest

from quizterm.formats.classquiz import read as read_classquiz
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.source import MAX_LINES, Source, Unreadable
from quizterm.formats.gift.reading import read as read_gift
from quizterm.formats.native.exchange import read as read_ours
from quizterm.formats.native.nodes import MAX_NODES
from quizterm.formats.sheets.reading import read as read_sheet

SUN = "::Sun:: The sun is a star. {TRUE}\n"


def test_a_text_of_millions_of_lines_is_refused_before_it_is_taken_apart() -> None:
    with pytest.raises(Unreadable, match="more than 2,000,000 lines") as refused:
        Source("quiz.gift", b"a\n" * MAX_LINES).text(Harvest())

    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "answers",
    ["~" + "=" * 5_000, "= a -> b" * 5_000, "#" + "=1" * 5_000],
    ids=["options", "pairs", "numbers"],
)
def test_a_question_of_thousands_of_answers_is_left_out_and_the_others_come(answers: str) -> None:
    harvest = Harvest()

    read_gift(Source("quiz.gift", f"Which? {{{answers}}}\n\n{SUN}".encode()), harvest)

    assert (harvest.read, harvest.through) == (2, 1)
    assert [note.code for note in harvest.notes] == ["too_many"]


def test_a_line_of_a_million_cells_is_passed_over_and_told() -> None:
    harvest = Harvest()
    lines = ["question,a,b,correct", "," * 1_000_001, "Which?,x,y,1"]

    read_sheet(Source("quiz.csv", "\n".join(lines).encode()), harvest)

    assert [question.text for question in harvest.questions] == ["Which?"]
    assert [(note.code, str(note.spot)) for note in harvest.notes] == [("oversized_cell", "row 2")]


def test_a_small_file_that_unpacks_to_a_mass_of_tags_is_refused() -> None:
    question = {"question": "<b>" * 1_000_000, "type": "ABCD", "answers": []}
    packed = gzip.compress(json.dumps({"title": "t", "questions": [question]}).encode())

    with pytest.raises(Unreadable, match="more than 200 times as large"):
        read_classquiz(Source("quiz.cqa", packed), Harvest())


def test_what_is_too_large_to_be_mended_is_refused() -> None:
    text = "quizterm: 1\ntitle: x\nquestions:\n" + "  - ask: q\n    options: [b, right: c]\n" * (
        MAX_NODES // 4
    )
    with pytest.raises(Unreadable) as refused:
        read_ours(Source("quiz.yaml", text.encode()), Harvest())

    assert refused.value.code == "too_deep"
