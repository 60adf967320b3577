"""The preview on a screen: stepping, flipping, and who looks."""

import pytest
from textual.pilot import Pilot

from quizterm.formats import read_sample
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Millis
from quizterm_client.player.app import PlayerApp
from quizterm_client.solo.frames import seen_of
from quizterm_client.solo.previewapp import PreviewApp
from quizterm_client.terminal.appearance import STILL
from tests.support.games import BREAK, DNS, LAYERS, PORT
from tests.support.reading import settled
from tests.support.stages import FakePeer

SIZE = (80, 24)
QUIZ = Quiz(title="Ports", questions=(PORT, DNS, BREAK, LAYERS))


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys and read the screen."""
    await pilot.press(*keys)
    return await settled(pilot)


async def test_one_steps_through_the_questions_and_back() -> None:
    async with PreviewApp(QUIZ, appearance=STILL).run_test(size=SIZE) as pilot:
        assert "1 / 4" in await settled(pilot)
        for key, place in (
            *(("space", "2"), ("n", "3"), ("right", "4"), ("space", "4")),
            *(("left", "3"), ("p", "2"), ("home", "1"), ("left", "1"), ("end", "4")),
        ):
            assert f"{place} / 4" in await press(pilot, key)


async def test_enter_goes_from_reading_over_answering_to_the_answer() -> None:
    async with PreviewApp(QUIZ, appearance=STILL).run_test(size=SIZE) as pilot:
        answering = await settled(pilot)
        assert "20 s" in answering
        assert "Enter the answer" in answering
        assert "Since 1995." in await press(pilot, "enter")
        assert "Read first" in await press(pilot, "r")
        assert await press(pilot, "enter") == answering


async def test_the_answer_is_seen_as_by_who_was_right_was_wrong_or_said_nothing() -> None:
    async with PreviewApp(QUIZ, appearance=STILL).run_test(size=SIZE) as pilot:
        assert "Right, in" in await press(pilot, "enter")
        assert "Not this time" in await press(pilot, "w")
        assert "No answer from you" in await press(pilot, "w")
        assert "No answer from you" in await press(pilot, "space")
        assert "Right, in" in await press(pilot, "w")


async def test_it_begins_where_it_is_asked_to_and_goes_to_a_number() -> None:
    async with PreviewApp(QUIZ, 1, appearance=STILL).run_test(size=SIZE) as pilot:
        assert "2 / 4" in await settled(pilot)
        assert "Go to question 1 to 4:" in await press(pilot, "g")
        assert "Go to question" in await press(pilot, "9", "enter")
        assert "4 / 4" in await press(pilot, "backspace", "4", "enter")
        assert "4 / 4" in await press(pilot, "g", "escape")


async def test_keys_of_a_player_do_nothing() -> None:
    async with PreviewApp(QUIZ, appearance=STILL).run_test(size=SIZE) as pilot:
        before = await settled(pilot)
        assert await press(pilot, "a", "1", "down", "tab") == before
        typed = await press(pilot, "space")
        assert await press(pilot, "d", "x") == typed


async def test_it_is_the_players_own_screen() -> None:
    """Everything but the line of keys is what a player sees of the same news."""
    seen = seen_of(PORT, quiz=QUIZ)
    assert seen.stage is not None
    assert seen.you is not None
    peer = FakePeer(seen.stage, seen.you)
    peer.server_now = lambda: Millis(0)  # type: ignore[method-assign]

    async with PreviewApp(QUIZ, appearance=STILL).run_test(size=SIZE) as pilot:
        shown = (await settled(pilot)).splitlines()
    async with PlayerApp(peer, appearance=STILL).run_test(size=SIZE) as playing:
        played = (await settled(playing)).splitlines()

    assert shown[1:-1] == played[1:-1]


@pytest.mark.parametrize("size", [(40, 12), (24, 8), (10, 3), (200, 60)])
async def test_every_question_can_be_looked_at_at_every_size(size: tuple[int, int]) -> None:
    quiz = read_sample("long-texts")

    async with PreviewApp(quiz, appearance=STILL).run_test(size=SIZE) as pilot:
        await pilot.resize_terminal(*size)
        for _ in quiz.questions:
            for key in ("enter", "w", "enter", "enter", "space"):
                assert (await press(pilot, key)).count("\n") == size[1] - 1


async def test_a_small_terminal_names_the_keys_that_matter() -> None:
    async with PreviewApp(QUIZ, appearance=STILL).run_test(size=(40, 12)) as pilot:
        last = (await settled(pilot)).splitlines()[-1]

    assert last.split("   ") == [" Space next", "Enter the answer", "? help"]


async def test_help_and_leaving() -> None:
    app = PreviewApp(QUIZ, appearance=STILL)

    async with app.run_test(size=SIZE) as pilot:
        assert "Looking at a question" in await press(pilot, "question_mark")
        assert "1 / 4" in await press(pilot, "space", "escape")
        await press(pilot, "q")
        assert not app.is_running
