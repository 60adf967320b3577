"""What is said on a terminal whose encoding has not every character."""

from quizterm.cli.exits import Exit
from tests.support.processes import Home


async def test_quotes_and_marks_become_what_a_typewriter_has(home: Home) -> None:
    home.variables["PYTHONIOENCODING"] = "latin-1"
    (home.folder / "quiz.yaml").write_text("quizterm: 1\ntitle: T\nqestions: []\n", encoding="utf-8")

    finished = await home.run("quiz", "check", "quiz.yaml")

    assert finished.status == Exit.BAD_FILE
    assert 'There is no field "qestions"; did you mean "questions"?' in finished.out
    assert "Traceback" not in finished.err


async def test_letters_that_an_encoding_has_not_become_question_marks(home: Home) -> None:
    home.variables["PYTHONIOENCODING"] = "latin-1"
    (home.folder / "quiz.yaml").write_text("quizterm: 1\ntitle: T\n日本: Olé\n", encoding="utf-8")

    finished = await home.run("quiz", "check", "quiz.yaml")

    assert 'There is no field "??"' in finished.out


async def test_letters_lose_the_marks_that_an_encoding_has_not(home: Home) -> None:
    home.variables["PYTHONIOENCODING"] = "koi8-r"
    (home.folder / "quiz.yaml").write_text(
        "quizterm: 1\ntitle: T\nDvořák Œuvre Nguyễn łódź: 1\n", encoding="utf-8"
    )

    finished = await home.run("quiz", "check", "quiz.yaml")

    assert 'There is no field "Dvorak Oeuvre Nguyen lodz"' in finished.out
