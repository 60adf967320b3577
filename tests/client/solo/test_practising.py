"""A practice on one screen: from the first key to the summary."""

from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot

from quizterm.formats import read_sample
from quizterm.quiz.model import Question, Quiz, Settings
from quizterm.quiz.pace import untimed
from quizterm.text import thousands
from quizterm_client.player.exit import PlayerExit
from quizterm_client.solo.app import PracticeApp
from quizterm_client.solo.peer import SoloPeer
from quizterm_client.terminal.appearance import STILL
from quizterm_server.clock import ManualClock
from tests.support.games import ANY, BITS, BREAK, DNS, LAYERS, MOOD, PORT, UNCLEAR
from tests.support.reading import settled

SIZE = (80, 24)
OTHERS = ("1st", "of 1 ", "others", "host", "player", "join", "connected", "code", "Getting in")
"""Words that would puzzle somebody who is alone."""


def practising(*questions: Question, **settings: Any) -> tuple[ManualClock, PracticeApp]:
    """A clock, and an app that has yet to run."""
    settings.setdefault("reading_seconds", 0)
    return of(Quiz(title="Ports", questions=questions, settings=Settings(**settings)))


def of(quiz: Quiz) -> tuple[ManualClock, PracticeApp]:
    clock = ManualClock()
    return clock, PracticeApp(SoloPeer(quiz, clock, Random(7)), appearance=STILL)


async def press(pilot: Pilot[PlayerExit], *keys: str) -> str:
    """Press keys and read the screen."""
    await pilot.press(*keys)
    return await settled(pilot)


def said(app: PracticeApp) -> str:
    assert app.return_value is not None
    return app.return_value.message


async def test_from_the_first_question_over_the_wrong_ones_to_the_summary() -> None:
    _, app = practising(PORT, DNS)

    async with app.run_test(size=SIZE) as pilot:
        assert "2 questions" in await settled(pilot)
        assert "1 / 2" in await press(pilot, "space")
        wrong = await press(pilot, "a")
        assert "Not this time" in wrong
        assert "It was B 22" in wrong
        assert "Since 1995." in wrong
        assert "2 / 2" in await press(pilot, "enter")
        right = await press(pilot, *"domain name system", "enter")
        assert "+1000" in right or "Right, in 0.0 s" in right
        assert "Space once more: 1 question" in right
        again = await press(pilot, "space")
        assert "1 question comes again" in again
        assert "1 of 2 right at the first try" in again
        assert "again 1 / 1" in await press(pilot, "space")
        last = await press(pilot, "b")
        assert "Right, in" in last
        assert "Space summary" in last
        summary = await press(pilot, "space")
        assert "1 of 2 right at the first try" in summary
        assert "1 more since then" in summary
        assert "Which port is SSH?" in summary
        assert "22 · right at the 2nd try" in summary
        assert "What is DNS?" not in summary
        await press(pilot, "q")

    assert said(app) == f"Bye. 1 of 2 right at the first try, 1 more since then, {thousands(1000)} points."


async def test_a_long_description_leaves_room_for_the_rest() -> None:
    _, app = of(Quiz(title="Ports", questions=(PORT,), description="All about ports. " * 58))

    async with app.run_test(size=SIZE) as pilot:
        text = await settled(pilot)

    assert "All about ports." in text
    assert "…" in text
    assert "1 question" in text


async def test_nothing_on_any_screen_speaks_of_others() -> None:
    quiz = read_sample("every-kind")
    _, app = of(untimed(quiz))

    async with app.run_test(size=SIZE) as pilot:
        screens = [await settled(pilot)]
        for _ in range(3 * len(quiz.questions)):
            answering = any(words in screens[-1] for words in ("don't know", "n pass", "N pass"))
            key = "ctrl+n" if answering else "space"
            screens.append(await press(pilot, key))

    for screen in screens:
        assert not [word for word in OTHERS if word in screen], screen
    assert any("again 3 / 9" in screen for screen in screens)


@pytest.mark.parametrize(
    ("question", "keys", "told"),
    [
        pytest.param(PORT, "a", ("Not this time", "It was B 22"), id="choice"),
        pytest.param(DNS, [*"dhcp", "enter"], ("You said: dhcp", "It was Domain Name System"), id="text"),
        pytest.param(BITS, [*"112", "enter"], ("Partly right", "You said: 112 bits"), id="numeric"),
        pytest.param(LAYERS, ["ctrl+n"], ("No answer this time", "The order was:"), id="order"),
        pytest.param(MOOD, "b", ("Nothing is right or wrong here.", "You said: B Not"), id="poll"),
        pytest.param(UNCLEAR, [*"all", "enter"], ("You said: all",), id="open"),
    ],
)
async def test_what_a_question_brought_is_told_without_others(
    question: Question, keys: Any, told: tuple[str, ...]
) -> None:
    _, app = practising(question, ANY)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space")
        text = await press(pilot, *keys)

    for words in told:
        assert words in text
    assert "Space next question" in text


async def test_giving_up_on_a_question_shows_what_is_right() -> None:
    _, app = practising(PORT, MOOD)

    async with app.run_test(size=SIZE) as pilot:
        assert "n don't know" in await press(pilot, "space")
        assert "It was B 22" in await press(pilot, "n")
        assert "n pass" in await press(pilot, "space")


async def test_the_clock_closes_the_question_and_the_key_that_was_for_it_goes_nowhere() -> None:
    clock, app = practising(PORT, DNS)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space")
        await clock.advance(20_000)
        assert "No answer this time" in await settled(pilot)
        assert "No answer this time" in await press(pilot, "enter")
        await clock.advance(500)
        assert "2 / 2" in await press(pilot, "enter")


async def test_enter_that_comes_just_when_a_question_opens_sends_no_order() -> None:
    clock, app = practising(LAYERS, reading_seconds=3)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space")
        await clock.advance(3_000)
        await settled(pilot)
        assert "Enter send" in await press(pilot, "enter")
        await clock.advance(500)
        assert "Enter send" not in await press(pilot, "enter")


async def test_the_clock_can_be_stopped() -> None:
    clock, app = practising(PORT)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space")
        stopped = await press(pilot, "p")
        assert "Paused: the clock stands still. Space goes on." in stopped
        await clock.advance(60_000)
        assert "Paused" in await press(pilot, "a")
        assert "1-4 or A-D answer" in await press(pilot, "space")
        assert "It was B 22" in await press(pilot, "a")


async def test_what_was_typed_survives_a_pause() -> None:
    _, app = practising(DNS)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", *"dom", "ctrl+p")
        text = await press(pilot, "ctrl+p", *"ain name system", "enter")

    assert "Right, in" in text


async def test_a_slide_waits_for_a_key() -> None:
    _, app = practising(BREAK, PORT)

    async with app.run_test(size=SIZE) as pilot:
        assert "Space next question" in await press(pilot, "space")
        assert "2 / 2" in await press(pilot, "space")


@pytest.mark.parametrize("size", [(40, 12), (24, 8), (20, 5), (200, 60)])
async def test_it_can_be_played_at_every_size(size: tuple[int, int]) -> None:
    _, app = practising(PORT, DNS)

    async with app.run_test(size=size) as pilot:
        await press(pilot, "space")
        assert (await press(pilot, "a")).count("\n") == size[1] - 1
        await press(pilot, "space", "ctrl+n", "space", "space", "b", "space")
        assert "finish" in await press(pilot, "escape", "q")
        assert "practised" in await press(pilot, "f")
        await press(pilot, "q")

    assert "right at the first try" in said(app)


async def test_leaving_early_says_how_far_one_got() -> None:
    _, app = practising(PORT, DNS, ANY)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "b", "space", "escape")
        assert "Stop practising?" in await press(pilot, "q")
        assert "What is DNS?" in await press(pilot, "enter")
        await press(pilot, "q", "l")

    assert said(app).startswith("You stopped at question 2 of 3: 1 of 1 right at the first try, ")


async def test_leaving_at_once_says_it_too() -> None:
    _, app = practising(PORT)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "ctrl+c")

    assert said(app) == "You stopped before a question was over."


async def test_it_can_be_practised_once_more() -> None:
    _, app = practising(PORT)

    async with app.run_test(size=SIZE) as pilot:
        summary = await press(pilot, "space", "b", "space")
        assert "1 of 1 right at the first try" in summary
        assert "Space begin" in await press(pilot, "r")
        assert "1 / 1" in await press(pilot, "space")
        assert "0 of 1 right" in await press(pilot, "n", "q", "f")


async def test_help_names_the_keys_of_a_practice() -> None:
    _, app = practising(PORT)

    async with app.run_test(size=(100, 40)) as pilot:
        text = await press(pilot, "question_mark")
        assert "give up on a question" in text
        assert "demo" not in text
        assert "Space begins." in await press(pilot, "escape")


async def test_space_belongs_to_a_dialog_that_is_open() -> None:
    _, app = practising(PORT)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "q")
        assert "Stop practising?" in await press(pilot, "space")
