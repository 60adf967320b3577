"""Quiz files on a disk: everything that can be wrong before the first word is understood."""

import os
from pathlib import Path

import pytest

from quizterm.formats import FileProblem, QuizFileError, read_quiz
from quizterm.formats.reading import MAX_BYTES

QUIZ = "quizterm: 1\ntitle: Füße\nquestions:\n  - ask: Is it?\n    answer: true\n"


def fault(path: Path) -> FileProblem:
    with pytest.raises(QuizFileError) as caught:
        read_quiz(path)
    [problem] = caught.value.problems
    assert problem.message.endswith(".")
    return problem


@pytest.mark.parametrize(
    "data",
    [QUIZ.encode(), b"\xef\xbb\xbf" + QUIZ.encode(), QUIZ.replace("\n", "\r\n").encode()],
    ids=["lf", "bom", "crlf"],
)
def test_a_file_is_read_whatever_editor_wrote_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "quiz.yaml"
    path.write_bytes(data)

    assert read_quiz(path).title == "Füße"


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        pytest.param(b"", "empty", 1, 1, id="empty"),
        pytest.param(b"\n\n", "empty", 1, 1, id="blank"),
        pytest.param(QUIZ.encode("utf-16"), "not_utf8", 0, 0, id="utf-16"),
        pytest.param(QUIZ.encode("latin-1"), "not_utf8", 2, 9, id="latin-1"),
        pytest.param(b"PK\x03\x04\0\0", "binary", 0, 0, id="zip"),
        pytest.param(b"#" * (MAX_BYTES + 1), "too_large", 0, 0, id="large"),
        pytest.param(b"\xed\xa0\x80", "not_utf8", 1, 1, id="surrogate"),
    ],
)
def test_a_file_that_is_no_text_is_told_as_such(
    tmp_path: Path, data: bytes, code: str, line: int, column: int
) -> None:
    path = tmp_path / "quiz.yaml"
    path.write_bytes(data)

    problem = fault(path)

    assert (problem.code, problem.line, problem.column) == (code, line, column)


def test_a_missing_file_a_folder_and_a_bad_name_are_told_apart(tmp_path: Path) -> None:
    missing = fault(tmp_path / "missing.yaml")
    assert missing.code == "not_found"
    assert missing.in_file("missing.yaml").startswith("missing.yaml: There is no such file")
    assert str(missing).startswith("There is no such file")
    assert fault(tmp_path).code == "is_a_folder"
    assert fault(Path("a\0b")).code in ("not_readable", "not_found")
    assert fault(tmp_path / ("x" * 300)).code == "not_readable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    path.chmod(0)

    assert fault(path).code == "not_readable"


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "quiz.yaml"
    os.mkfifo(pipe)

    assert fault(pipe).message == "The file cannot be read: it is no regular file."
