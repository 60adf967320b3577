"""A quiz evening in terminals: hosting, joining, going on, and reading who won."""

import re
from dataclasses import dataclass

from tests.support.machines import Machine
from tests.support.terminals import Terminal

_CODE = re.compile(r"quizterm join ([0-9A-Z]{6})")
_FIGURE = re.compile(r"\d[\d\xa0]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands on a podium."""

    rank: int
    score: int


async def hosted(here: Machine, quiz: str, *options: str) -> tuple[Terminal, str]:
    """Host a quiz on a server of its own; returns the host's terminal and the join code."""
    host = here.open("host", quiz, "--local", *options)
    return host, await code_shown(host)


async def code_shown(host: Terminal) -> str:
    """The join code, once a host's screen tells it."""
    return code_on(await host.until(lambda screen: bool(_CODE.search(screen))))


async def joined(here: Machine, code: str, name: str) -> Terminal:
    """Join as a person does: type the code after the command, and the name when asked."""
    player = here.open("join", code)
    await player.until("Your name")
    player.type(f"{name}\r")
    await player.until(f"You are in, {name}.")
    return player


async def go_on(host: Terminal, label: str) -> None:
    """Press the host's key once it does this."""
    await host.until(f"Space {label}")
    host.press("Space")


def code_on(screen: str) -> str:
    """The join code that a screen tells."""
    found = _CODE.search(screen)
    assert found, screen
    return found[1]


async def podium_on(terminal: Terminal, names: tuple[str, ...]) -> dict[str, Place]:
    """Wait for a podium with these people; returns who stands where."""
    await terminal.until(lambda screen: all(_place(screen, name) for name in names))
    return {name: place for name in names if (place := _place(terminal.screen, name))}


def _place(screen: str, name: str) -> Place | None:
    """On a podium, the score stands below a name, and below that the place on its block."""
    rows = screen.split("\n")
    for number, row in enumerate(rows):
        found = re.search(rf"(?<!\S){name}(?!\S)", row)
        below = _figures(rows[number + 1 :], (found.start() + found.end()) / 2) if found else []
        if len(below) >= 2:
            return Place(rank=below[1], score=below[0])
    return None


def _figures(rows: list[str], middle: float) -> list[int]:
    return [figure for row in rows if (figure := _figure_at(row, middle)) is not None]


def _figure_at(row: str, middle: float) -> int | None:
    """The number whose middle is there, give or take what centring rounds off."""
    for found in _FIGURE.finditer(row):
        if abs((found.start() + found.end()) / 2 - middle) <= 1:
            return int(found[0].replace("\xa0", ""))
    return None
