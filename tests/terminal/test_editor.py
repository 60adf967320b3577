"""The editor in a real terminal: what it leaves in the file, and what survives its end."""

import asyncio
import signal
from difflib import ndiff
from pathlib import Path

import pytest

from quizterm.quiz.samples import sample_text
from tests.support.machines import Machine
from tests.support.terminals import PATIENCE, Terminal

SAVE, LEAVE, UNDO, NEW, RIGHT = "\x13", "\x11", "\x1a", "\x0e", "\x12"
END = "\x1b[F"


def opened(here: Machine, text: str) -> tuple[Terminal, Path]:
    """An editor, and the file it has open."""
    path = here.quiz(text)
    return here.open("quiz", "edit", path), Path(path)


def recovery_file(here: Machine) -> Path | None:
    """What is kept for a crash."""
    return next((here.home.folder / "state").rglob("editing-*.json"), None)


def wait_until_kept(here: Machine, words: str) -> None:
    """Wait until work that is not saved is on the disk."""
    while (file := recovery_file(here)) is None or words not in file.read_text():
        pass


async def test_only_the_lines_of_the_question_that_was_edited_change(here: Machine) -> None:
    before = sample_text("every-kind").replace("questions:", "questions:\n  # mind the order")
    editor, path = opened(here, before)
    await editor.until("1 / 12")

    editor.press("Down", "Down", "Down")
    await editor.until("✓ ■ D  Penguin (Linux)")
    editor.press("Enter", "Tab", "Tab", "Tab", "Tab", "Tab")
    await editor.until("Ctrl-R right or not")
    editor.type(f"{END} of 1959")
    await editor.until("Hamster (COBOL) of 1959")
    editor.type(SAVE)
    await editor.until("Saved.")
    editor.type(LEAVE)

    assert await editor.ended() == 0
    changes = [line for line in ndiff(before.splitlines(), path.read_text().splitlines()) if line[0] in "+-"]
    assert [line[0] for line in changes] == ["-", "+"]
    assert changes[1].endswith("Hamster (COBOL) of 1959")
    assert recovery_file(here) is None


async def test_a_quiz_is_written_from_nothing_and_played(here: Machine) -> None:
    path = here.home.folder / "new.yaml"
    editor = here.open("quiz", "edit", str(path))
    await editor.until("what the quiz is called")
    editor.press("Enter")
    await editor.until("Esc list")
    editor.type("Mine")
    await editor.until("≡ Mine")
    editor.type(NEW)
    await editor.until("What kind")
    editor.type("1")
    await editor.until("the first option")
    editor.type("Which?\tless")
    await editor.until("◆ B  another option")
    editor.type("\tvim")
    await editor.until("◆ B  vim")
    editor.type(RIGHT)
    await editor.until("✓ ◆ B  vim")
    editor.type(SAVE)
    await editor.until("Saved.")
    editor.type(LEAVE)

    assert await editor.ended() == 0
    assert (await here.home.run("quiz", "check", str(path))).status == 0
    assert "- right: vim" in path.read_text()


@pytest.mark.parametrize(
    "signalled", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM], ids=lambda one: one.name
)
async def test_work_that_was_not_saved_survives_the_end_of_the_process(
    here: Machine, signalled: signal.Signals
) -> None:
    editor, path = opened(here, sample_text("networks"))
    await editor.until("1 / ")
    editor.press("Enter")
    await editor.until("Esc list")
    editor.type("half a sent")
    await editor.until("half a sent")
    if signalled is signal.SIGKILL:
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(wait_until_kept, here, "half a sent")
    editor.process.send_signal(signalled)
    await editor.ended()
    assert path.read_text() == sample_text("networks")

    again = here.open("quiz", "edit", str(path))
    await again.until("There is work that was not saved.")
    again.type("t")
    await again.until("half a sent")
    again.type(SAVE)
    await again.until("Saved.")

    assert "half a sent" in path.read_text()
    assert recovery_file(here) is None


async def test_work_survives_a_window_that_is_closed(here: Machine) -> None:
    editor, path = opened(here, sample_text("networks"))
    await editor.until("1 / ")
    editor.press("Enter")
    await editor.until("Esc list")
    editor.type("half a sent")
    await editor.until("half a sent")

    editor.hang_up()
    await asyncio.to_thread(editor.process.wait, PATIENCE)

    again = here.open("quiz", "edit", str(path))
    await again.until("There is work that was not saved.")


async def test_a_file_that_is_no_yaml_is_told_of_and_not_opened(here: Machine) -> None:
    editor, _path = opened(here, "quizterm: 1\ntitle: [oh\nquestions:\n  - ask: {\n")

    assert await editor.ended() == 3
    assert "A list in brackets" in " ".join(editor.screen.split())
    assert "Traceback" not in editor.written


async def test_hostile_text_in_a_file_does_not_steer_the_terminal(here: Machine) -> None:
    hostile = "\\e]0;owned\\a\\e[2J\\u202E[red]"
    editor, _path = opened(
        here,
        f'quizterm: 1\ntitle: "{hostile}"\nquestions:\n  - ask: "{hostile}"\n    answer: ["{hostile}"]\n',
    )
    await editor.until("1 / 1")
    editor.press("Enter")
    await editor.until("Esc list")
    editor.press("Tab")
    await editor.until("F8 take out")
    editor.type("\x1bOQ")
    await editor.until("back to the editor")

    assert "\x1b]0;owned" not in editor.written
    assert "\u202e" not in editor.written
    assert "[red]" in editor.screen


async def test_without_a_terminal_it_says_what_to_do_instead(here: Machine) -> None:
    ran = await here.home.run("quiz", "edit", here.quiz(sample_text("networks")))

    assert ran.status == 16
    assert "quizterm quiz check" in ran.err
