"""What is mended in questions of other programs, whichever their format."""

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Level, Spot
from quizterm.quiz.model import Code, Open


def taken(language: str) -> Harvest:
    harvest = Harvest()
    harvest.begin(Spot("line", 1), "Q").take(Open(text="Q", code=Code("print()", language)))
    return harvest


def test_a_language_that_nobody_knows_is_dropped_and_told() -> None:
    harvest = taken("klingon")

    assert harvest.questions[0].code == Code("print()", "")
    assert [(note.level, note.code) for note in harvest.notes] == [(Level.LOSS, "unknown_language")]
    assert "“klingon”" in harvest.notes[0].message


def test_a_language_is_known_however_it_is_capitalised() -> None:
    harvest = taken("Python")

    assert harvest.questions[0].code == Code("print()", "python")
    assert not harvest.notes
