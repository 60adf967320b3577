"""`quizterm quiz preview` at a terminal that changes its size."""

from tests.support.machines import Machine


async def test_a_quiz_is_looked_at_question_by_question(here: Machine) -> None:
    preview = here.open("quiz", "preview", "every-kind", "--question", "2")
    await preview.until("Which one is a text editor?")
    preview.press("Enter")
    await preview.until("And :q! leaves it without saving.")
    preview.press("w")
    await preview.until("Not this time")
    preview.resize(120, 36)
    await preview.until(lambda screen: "leaves it" in screen and "g go to" in screen.splitlines()[-1])
    preview.press("Right")
    await preview.until("3 / 12")
    preview.press("q")

    assert await preview.ended() == 0
    assert "Traceback" not in preview.written
