"""Work that was not saved, after a crash, and beside another editor."""

import os
import stat
from pathlib import Path

import pytest

from quizterm_client.editor.recovery import Recovery
from tests.support.editors import QUIZ, app_for, editing
from tests.support.reading import settled, shown


def kept(state: Path) -> list[Path]:
    """The recovery files."""
    return sorted(state.rglob("editing-*.json"))


def leave_behind(folder: Path, text: str = QUIZ.replace("bits", "bytes"), base: str = QUIZ) -> Recovery:
    """Do what an editor did that crashed."""
    path = folder / "quiz.yaml"
    path.write_text(base, encoding="utf-8")
    recovery = Recovery(folder / "state", path)
    assert recovery.hold()
    recovery.keep(text, app_for(path, folder / "other").file.known.digest)
    recovery.release()
    return recovery


async def test_unsaved_work_is_kept_for_the_owner_alone_and_removed_when_it_is_saved(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("enter")
        await editor.type("abc")
        editor.app.keep_now()
        [file] = kept(tmp_path)
        assert "Is this a quiz?abc" in file.read_text()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

        await editor.press("ctrl+s")
        await editor.until("Saved.")
        assert kept(tmp_path) == []


async def test_it_is_kept_a_moment_after_a_change_by_itself(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d")
        for _ in range(200):
            if kept(tmp_path):
                break
            await editor.pilot.pause(0.05)

        assert "Is this a quiz?" in kept(tmp_path)[0].read_text()


async def test_undoing_to_what_is_saved_keeps_nothing(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+d")
        editor.app.keep_now()
        await editor.press("ctrl+z")
        editor.app.keep_now()

        assert kept(tmp_path) == []


async def test_the_next_editor_offers_to_take_it_up(tmp_path: Path) -> None:
    leave_behind(tmp_path)
    async with editing(tmp_path, None) as editor:
        screen = await editor.until("There is work that was not saved.")
        assert "ended without saving" in screen

        screen = await editor.press("c")
        assert "−   - ask: How many bits?" in screen
        assert "+   - ask: How many bytes?" in screen
        await editor.press("escape", "t")

        assert "● not saved" in await editor.until("Taken up")
        assert editor.questions[2].text == "How many bytes?"
        assert editor.saved == QUIZ
        await editor.press("ctrl+z")
        assert editor.questions[2].text == "How many bits?"
        await editor.press("ctrl+y", "ctrl+s")
        await editor.until("Saved.")
        assert "bytes" in editor.saved
        assert kept(tmp_path) == []


async def test_it_can_be_discarded(tmp_path: Path) -> None:
    leave_behind(tmp_path)
    async with editing(tmp_path, None) as editor:
        await editor.until("not saved.")
        await editor.press("d")

        assert "discarded" in editor.said
        assert kept(tmp_path) == []
        assert editor.questions[2].text == "How many bits?"


async def test_it_can_be_decided_later(tmp_path: Path) -> None:
    leave_behind(tmp_path)
    async with editing(tmp_path, None) as editor:
        await editor.until("not saved.")
        await editor.press("q")

    assert "Both are kept" in editor.app.farewell
    assert len(kept(tmp_path)) == 1


async def test_it_says_when_the_file_has_changed_since_then(tmp_path: Path) -> None:
    leave_behind(tmp_path)
    (tmp_path / "quiz.yaml").write_text(QUIZ.replace("tar", "cpio"))
    async with editing(tmp_path, None) as editor:
        await editor.until("changed by something else since then")
        await editor.press("t")

        assert "tar" in editor.app.desk.document.text()


async def test_work_on_a_file_that_was_never_saved_is_taken_up_too(tmp_path: Path) -> None:
    async with editing(tmp_path, None) as editor:
        await editor.press("enter")
        await editor.type("Mine")
        editor.app.keep_now()

    async with editing(tmp_path, None) as again:
        await again.until("not saved.")
        await again.press("t")
        assert "≡ Mine" in await again.press()


async def test_half_a_question_is_taken_up_as_it_was(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.press("ctrl+n", "1", "x", "down", "a", "down")
        editor.app.keep_now()
        before = editor.questions

    async with editing(tmp_path, None) as again:
        await again.until("not saved.")
        await again.press("t")
        assert again.questions == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": 2}', b"\xff\xfe", b'{"version": 1, "file": "else"}']
)
async def test_a_damaged_recovery_file_is_no_reason_to_stop(tmp_path: Path, content: bytes) -> None:
    recovery = leave_behind(tmp_path)
    recovery.place.write_bytes(content)
    async with editing(tmp_path, None) as editor:
        assert "1 / 3" in await editor.press()


async def test_a_link_in_place_of_the_recovery_file_is_not_followed(tmp_path: Path) -> None:
    recovery = leave_behind(tmp_path)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    recovery.place.unlink()
    recovery.place.symlink_to(victim)
    async with editing(tmp_path, None) as editor:
        await editor.press("ctrl+d")
        editor.app.keep_now()

    assert victim.read_text() == "precious"


async def test_without_a_place_for_it_the_editor_works_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    async with editing(tmp_path) as editor:
        assert "save often" in await editor.until("cannot be kept")
        await editor.press("ctrl+d", "ctrl+s")
        await editor.until("Saved.")


async def test_the_second_editor_of_a_file_is_told(tmp_path: Path) -> None:
    async with editing(tmp_path) as first:
        second = app_for(tmp_path / "quiz.yaml", tmp_path / "state")
        async with second.run_test() as pilot:
            await shown(pilot, "Another editor has this file open.")
            await pilot.press("o", "ctrl+d", "ctrl+s")
            await shown(pilot, "Saved.")
        second.last_words()

        await first.press("delete", "ctrl+s")
        await first.until("somebody else wrote")


async def test_each_of_two_editors_keeps_its_own_work(tmp_path: Path) -> None:
    async with editing(tmp_path) as first:
        second = app_for(tmp_path / "quiz.yaml", tmp_path / "state")
        async with second.run_test() as pilot:
            await shown(pilot, "Another editor")
            await pilot.press("o", "ctrl+d")
            await first.press("delete")
            await settled(pilot)
            first.app.keep_now()
            second.keep_now()

            assert len(kept(tmp_path)) == 2
        second.last_words()


async def test_an_editor_that_was_left_is_no_other_editor(tmp_path: Path) -> None:
    async with editing(tmp_path) as editor:
        await editor.leave()
    async with editing(tmp_path, None) as again:
        assert "Another editor" not in await again.press()

    assert not [name for name in os.listdir(tmp_path / "state") if name.startswith("editing")]
