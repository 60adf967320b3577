"""Five terminals: a host, three players and a projector, from the lobby to the podium."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.support.evenings import go_on, hosted, joined, podium_on
from tests.support.machines import Machine
from tests.support.terminals import Terminal

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
streak_bonus: true
questions:
  - slide: Welcome to the evening
  - ask: Which one is an editor?
    options: [less, {right: vim}, grep, tar]
  - ask: TCP knows connections.
    answer: true
  - ask: Which two are private?
    options: [{right: 10/8}, 11/8, {right: 172.16/12}, 8/8]
  - ask: Name one transport.
    options: [{right: TCP}, {right: UDP}, IP]
    pick: any
  - ask: What reads a manual?
    answer: man
  - ask: How many bits has an IPv6 address?
    answer: 128
  - ask: Put these in order, the smallest first.
    order: [bit, byte, kilobyte, megabyte]
  - ask: Which do you use?
    poll: [vim, Emacs, nano]
  - ask: What should be next?
    open: true
"""

NAMES = ("Ann", "Bob", "Cyd")
SMALLEST_FIRST = ("bit", "byte", "kilobyte", "megabyte")
TOLD = re.compile(r"Right, in|Partly right, in|Not this time")


@dataclass(frozen=True, slots=True)
class Round:
    """One question and what each of the three presses."""

    question: str
    ready: str
    """What the screen of somebody says who can answer."""
    keys: Sequence[Sequence[str]]


PICKED = (
    Round("Which one is", "1-4 or A-D answer", ("2", "b", ("Right", "Right", "Enter"))),
    Round("TCP knows", "1-2 or A-B answer", ("1", ("Down", "Enter"), "b")),
    Round("Which two", "1-4 or A-D pick", (("1", "3", "Enter"), ("a", "b", "b", "Enter"), ("2", "Enter"))),
    Round("Name one", "1-3 or A-C answer", ("2", "c", ("Right", "Space"))),
)
TYPED = (
    Round("What reads", "Type your answer", ((*"man", "Enter"), (*" MAN", "Enter"), (*"q?1", "Enter"))),
    Round("How many bits", "Type a number", ((*"128", "Enter"), (*"64", "Enter"), (*"1e2", "Enter"))),
)
POLLED = Round("Which do you use?", "1-3 or A-C answer", "123")
OPEN = Round("What should be", "Enter send", ((*"Bits", "Enter"), (*"bits", "Enter"), (*"No", "Enter")))


async def test_five_terminals_play_every_kind_to_the_podium_and_agree_on_it(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    players = await asyncio.gather(*(joined(here, code, name) for name in NAMES))
    projector = here.open("watch", code)
    await projector.until(lambda screen: all(name in screen for name in NAMES))
    screens = [host, *players, projector]

    await go_on(host, "start")
    for screen in screens:
        await screen.until("Welcome to the evening")
    for one in (*PICKED, *TYPED):
        await go_on(host, "next question")
        await _answer(one, players)
        await _reveal(host, players, projector)
    await go_on(host, "next question")
    await _put_in_order(players)
    await _reveal(host, players, projector)
    for one in (POLLED, OPEN):
        await go_on(host, "next question")
        await _answer(one, players)
    await go_on(host, "podium")

    places = [await podium_on(screen, NAMES) for screen in screens]
    assert all(seen == places[0] for seen in places), places
    assert [places[0][name].rank for name in NAMES] == [1, 2, 3]
    assert places[0]["Ann"].score > places[0]["Bob"].score > places[0]["Cyd"].score > 0


async def _answer(one: Round, players: Sequence[Terminal]) -> None:
    for player, keys in zip(players, one.keys, strict=True):
        await player.until(lambda screen: one.question in screen and one.ready in screen)
        player.press(*keys)
        await player.until(lambda screen: one.ready not in screen)


async def _put_in_order(players: Sequence[Terminal]) -> None:
    """Ann sorts by letters and digits, Bob carries the first item to the end, Cyd leaves it as it is."""
    for player in players:
        await player.until("Space grab")
    ann, bob, cyd = players
    ann.press(*_sorting(ann.screen), "Enter")
    bob.press("Space", "Down", "Down", "Down", "Space", "Enter")
    cyd.press("Enter")


def _sorting(screen: str) -> list[str]:
    """Go to each item by its letter, and put it in its place by a digit."""
    found = [re.search(rf"([A-D])\s+▸?\s*{item}\b", screen) for item in SMALLEST_FIRST]
    return [key for place, item in enumerate(found, 1) if item for key in (item[1].lower(), str(place))]


async def _reveal(host: Terminal, players: Sequence[Terminal], projector: Terminal) -> None:
    for player in players:
        await player.until(lambda screen: TOLD.search(screen) is not None)
    await projector.until("of 3 right")
    await go_on(host, "standings")
    await projector.until("Standings")


async def test_a_number_that_is_none_is_not_sent_and_can_be_mended(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    for question in range(5):
        await go_on(host, "next question")
        await host.until(f"{question + 2} / 10")
        await go_on(host, "close")
        await go_on(host, "standings")
    await go_on(host, "next question")
    await ann.until("Type a number")

    ann.press("x", "Enter")
    await ann.until("This is not a number yet")
    ann.press("Backspace")
    await ann.until("Type a number")
    ann.press(*"128", "Enter")

    await ann.until("Right, in")
