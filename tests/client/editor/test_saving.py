"""Saving, and what stands in the way of it."""

import os
import stat
from pathlib import Path

import pytest

from quizterm.formats.native.document import Document
from tests.support.editors import QUIZ, app_for, editing
from tests.support.reading import settled, shown


async def test_only_the_changed_lines_of_a_file_are_another(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("down", "enter")
        await editor.type("!")
        assert "● not saved" in await editor.press()
        await editor.press("ctrl+s")
        screen = await editor.until("Saved.")

    assert "not saved" not in screen
    assert editor.saved == QUIZ.replace("an editor?  #", "an editor?!  #")


async def test_a_file_keeps_its_mode_its_mark_and_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "quiz.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + QUIZ.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    async with editing(tmp_path, None) as editor:
        await editor.press("down", "enter")
        await editor.type("!")
        await editor.press("ctrl+s")
        await editor.until("Saved.")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    expected = QUIZ.replace("an editor?  #", "an editor?!  #").replace("\n", "\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + expected.encode()
    assert sorted(os.listdir(tmp_path)) == ["quiz.yaml", "state"]


async def test_a_link_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.yaml"
    real.parent.mkdir()
    real.write_text(QUIZ)
    (tmp_path / "quiz.yaml").symlink_to(real)
    async with editing(tmp_path, None) as editor:
        await editor.press("ctrl+d", "ctrl+s")
        await editor.until("Saved.")

    assert (tmp_path / "quiz.yaml").is_symlink()
    assert real.read_text().count("Is this a quiz?") == 2


async def test_a_new_file_is_made_when_it_is_first_saved(tmp_path: Path) -> None:
    async with editing(tmp_path, None) as editor:
        screen = await editor.press()
        assert "what the quiz is called" in screen
        assert screen.splitlines()[0].endswith(" new")
        await editor.press("enter")
        assert "● not saved" in await editor.type("Mine")
        await editor.press("ctrl+n", "2")
        await editor.type("So?")
        assert not editor.path.exists()

        await editor.press("ctrl+s")
        screen = await editor.until("Saved.")
        assert screen.splitlines()[0].endswith(" saved")

    quiz = Document.parse(editor.saved).quiz()
    assert quiz.title == "Mine"
    assert [question.text for question in quiz.questions] == ["So?"]


async def test_whoever_means_to_leave_with_ctrl_c_is_told_how(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        assert "Ctrl-Q leaves." in await editor.press("ctrl+c")


async def test_a_quiz_with_broken_rules_is_saved_and_says_so(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+n", "1")
        await editor.type("Half")
        await editor.press("ctrl+s")
        await editor.until("Saved. ! To be mended before it can be played: 2.")

    async with editing(tmp_path, None) as again:
        assert again.questions[1].text == "Half"


async def test_what_no_form_shows_is_said_when_a_file_is_opened(tmp_path: Path) -> None:
    async with editing(tmp_path, QUIZ.replace("explain:", "explane:")) as editor:
        screen = await editor.until("explane")

    assert "did you mean “explain”?" in screen


@pytest.fixture
def changed_elsewhere() -> str:
    """What somebody else wrote meanwhile."""
    return QUIZ.replace("How many bits?", "How many bytes?")


async def test_a_file_that_changed_meanwhile_is_not_written_over_without_asking(
    tmp_path: Path, changed_elsewhere: str
) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d")
        editor.path.write_text(changed_elsewhere)
        await editor.press("ctrl+s")
        screen = await editor.until("somebody else wrote")
        assert "overwrite the file" in screen

        await editor.press("escape")
        await editor.until("Nothing was saved.")
        assert editor.saved == changed_elsewhere


async def test_it_is_compared_overwritten_or_saved_under_another_name(
    tmp_path: Path, changed_elsewhere: str
) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d")
        editor.path.write_text(changed_elsewhere)
        await editor.press("ctrl+s")
        await editor.until("somebody else wrote")

        screen = await editor.press("c")
        assert "−   - ask: How many bytes?" in screen
        assert "+   - ask: How many bits?" in screen
        await editor.press("escape", "a", "ctrl+u")
        await editor.type(str(tmp_path / "other.yaml"))
        await editor.press("enter")
        screen = await editor.until("Saved.")
        assert "other.yaml" in screen
        assert (tmp_path / "quiz.yaml").read_text() == changed_elsewhere
        assert "Is this a quiz?" in editor.saved

        (tmp_path / "other.yaml").write_text("other: words\n")
        await editor.press("ctrl+d", "ctrl+s")
        await editor.until("somebody else wrote")
        await editor.press("o")
        await editor.until("Saved.")
        assert editor.saved.count("Is this a quiz?") == 3


async def test_another_name_that_is_taken_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "taken.yaml").write_text("precious\n")
    async with editing(tmp_path) as editor:
        await editor.press("f3", "ctrl+u")
        await editor.type(str(tmp_path / "taken.yaml"))
        await editor.press("enter")
        await editor.until("somebody else wrote")
        await editor.press("escape")

        assert (tmp_path / "taken.yaml").read_text() == "precious\n"
        assert editor.path.name == "quiz.yaml"


async def test_a_file_that_changed_meanwhile_is_told_of_before_it_is_saved(
    tmp_path: Path, changed_elsewhere: str
) -> None:
    async with editing(tmp_path) as editor:
        editor.path.write_text(changed_elsewhere)
        await editor.app.look_at_file()

        await editor.until("Something else has changed the file")


@pytest.mark.parametrize("obstacle", ["no folder", "a folder in its place"])
async def test_a_save_that_fails_says_so_and_keeps_everything(tmp_path: Path, obstacle: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    async with editing(folder) as editor:
        await editor.press("ctrl+d")
        editor.path.unlink()
        (tmp_path / "away").mkdir()
        if obstacle == "no folder":
            (folder / "state").rename(tmp_path / "away" / "state")
            folder.rmdir()
        else:
            editor.path.mkdir()
        await editor.press("ctrl+s")
        if editor.app.screen.is_modal:
            await editor.press("o")
        screen = await editor.until("Not saved")
        assert "● not saved" in screen
        assert len(editor.questions) == 4

        await editor.press("f3", "ctrl+u")
        await editor.type(str(tmp_path / "rescued.yaml"))
        await editor.press("enter")
        await editor.until("Saved")
        assert (tmp_path / "rescued.yaml").read_text().count("Is this a quiz?") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_write_protected_file_stays_as_it_is(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        editor.path.chmod(0o444)
        await editor.press("ctrl+d", "ctrl+s")

        assert "write-protected" in await editor.until("Not saved")
        assert editor.saved == QUIZ


async def test_leaving_asks_only_if_something_is_not_saved(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d", "ctrl+q")
        assert "that are not saved" in await editor.until("Leave?")
        await editor.press("escape")
        assert len(editor.questions) == 4

        await editor.press("ctrl+q")
        await editor.until("Leave?")
        await editor.press("s")
        assert editor.saved.count("Is this a quiz?") == 2

    app = app_for(tmp_path / "quiz.yaml", tmp_path / "state")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app.is_running or app._exit


async def test_changes_can_be_dropped(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d")
        await editor.leave()

    assert editor.saved == QUIZ
    app = app_for(tmp_path / "quiz.yaml", tmp_path / "state")
    async with app.run_test() as pilot:
        assert "Is this a quiz?" in await shown(pilot, "1 / 3")
    app.last_words()
