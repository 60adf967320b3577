"""`quizterm quiz new`: a quiz to begin with, or one that is asked for."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.formats import parse_quiz, read_quiz
from quizterm.formats.examining import examine
from quizterm.quiz.model import Choice, Kind, Order, Poll


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begun(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["quiz", "new", *map(str, arguments)], input=typed)


def asked(*lines: str) -> Result:
    return begun("quiz.yaml", "--ask", typed="".join(f"{line}\n" for line in lines))


def test_a_new_quiz_can_be_played_and_has_nothing_to_be_mended(folder: Path) -> None:
    result = begun("networks-week_3.yaml")

    text = (folder / "networks-week_3.yaml").read_text(encoding="utf-8")
    assert result.exit_code == Exit.OK
    assert result.stderr.startswith("Written: networks-week_3.yaml\n")
    assert "quizterm quiz edit networks-week_3.yaml\n" in result.stderr
    assert parse_quiz(text).title == "Networks week 3"
    assert examine(text) == []
    assert text.count("\n") <= 40


def test_it_shows_every_kind_but_a_slide() -> None:
    begun("quiz.yaml")

    kinds = {question.kind for question in read_quiz(Path("quiz.yaml")).questions}
    assert kinds == set(Kind) - {Kind.SLIDE}


def test_the_end_of_the_name_is_added(folder: Path) -> None:
    assert begun("week 3.1").exit_code == Exit.OK

    assert (folder / "week 3.1.yaml").exists()
    assert "quizterm host 'week 3.1.yaml'" in (folder / "week 3.1.yaml").read_text()


@pytest.mark.parametrize(
    "name", ["a: b #1.yaml", "'quoted'.yaml", "{x}.yaml", "---.yaml", "日本.yaml", "\x1b.yaml"]
)
def test_whatever_the_file_is_called_it_is_a_quiz(name: str) -> None:
    result = begun("--", name)

    assert result.exit_code == Exit.OK
    assert read_quiz(Path(name)).title
    assert "\x1b" not in result.output


@pytest.mark.parametrize("name", [".", "", "/", "below"])
def test_a_folder_is_told(folder: Path, name: str) -> None:
    (folder / "below").mkdir()

    result = begun(name)

    assert result.exit_code == Exit.USAGE
    assert result.stderr.endswith("is a folder; name a file in it.\n")


@pytest.mark.parametrize("way", [(), ("--ask",)])
def test_a_file_that_is_there_is_left_as_it_is(folder: Path, way: tuple[str, ...]) -> None:
    (folder / "quiz.yaml").write_text("mine")

    result = begun("quiz", *way)

    assert result.exit_code == Exit.FAILED
    assert result.stderr == "quiz.yaml exists already, and is left as it is; say another name.\n"
    assert (folder / "quiz.yaml").read_text() == "mine"


@pytest.mark.parametrize("typed", [None, "T\nQ?\ntrue\n\n\n\n"])
def test_a_file_that_cannot_be_written_is_told(typed: str | None) -> None:
    result = begun("nowhere/quiz.yaml", *(["--ask"] if typed else []), typed=typed)

    assert result.exit_code == Exit.FAILED
    assert "nowhere/quiz.yaml cannot be written: No such file or directory." in result.stderr


def test_it_can_be_printed() -> None:
    assert parse_quiz(begun("-").stdout).title == "My quiz"


def test_a_quiz_is_asked_for_question_by_question() -> None:
    result = asked(
        *("Capitals", "What is the capital of France?", "Paris / Paname", "", "On the Seine."),
        *("Which is the largest?", "*Tokyo", "Delhi", "", ""),
        *("How sure are you?", "very", "not", "", "", ""),
        *("From north to south?", "Oslo", "Rome", "", "order", ""),
        *("Which is in Asia?", "Rome", "Delhi", "", "x", "2", ""),
        "",
    )

    quiz = read_quiz(Path("quiz.yaml"))
    assert result.exit_code == Exit.OK
    assert "Written: quiz.yaml, with 5 questions.\n" in result.stderr
    assert result.stdout == ""
    assert quiz.title == "Capitals"
    assert quiz.questions[0].explanation == "On the Seine."
    assert [question.kind for question in quiz.questions] == ["text", "choice", "poll", "order", "choice"]
    assert quiz.questions[1] == Choice(text="Which is the largest?", options=("Tokyo", "Delhi"), right=(0,))
    assert quiz.questions[2] == Poll(text="How sure are you?", options=("very", "not"))
    assert quiz.questions[3] == Order(text="From north to south?", items=("Oslo", "Rome"))
    assert quiz.questions[4] == Choice(text="Which is in Asia?", options=("Rome", "Delhi"), right=(1,))


def test_what_enter_alone_means_is_said_before_it_is_typed() -> None:
    result = asked("T", "What is unclear?", "", "", "Is it?", "true", "", "", "")

    assert "  Answer, or option 1; Enter for free words: " in result.stderr
    assert "  Option 2, or Enter if that is the answer: " in result.stderr
    assert [question.kind for question in read_quiz(Path("quiz.yaml")).questions] == ["open", "true_false"]


def test_what_breaks_a_rule_is_told_and_asked_for_again() -> None:
    result = asked("", "Which?", "*a", "*b", "", "", "Which then?", "*a", "b", "", "", "")

    assert "Every option is right" in result.stderr
    assert [question.text for question in read_quiz(Path("quiz.yaml")).questions] == ["Which then?"]


def test_what_was_asked_is_not_lost_when_typing_ends_in_the_middle() -> None:
    result = asked("T", "Is it?", "true", "", "", "And what is")

    assert result.exit_code == Exit.OK
    assert read_quiz(Path("quiz.yaml")).questions[0].text == "Is it?"


def test_without_a_question_nothing_is_written(folder: Path) -> None:
    result = asked("T", "")

    assert "Nothing was written.\n" in result.stderr
    assert not (folder / "quiz.yaml").exists()
