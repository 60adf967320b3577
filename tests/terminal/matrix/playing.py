"""Playing the short game in the terminals of some cells at once, and keeping what each of them showed."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from quizterm.protocol import client
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Phase
from tests.support.peers import Peer, host, player
from tests.support.processes import Home
from tests.support.serving import running
from tests.support.terminals import Terminal
from tests.terminal.matrix.cells import Cell
from tests.terminal.matrix.picture import Picture, drawn
from tests.terminal.matrix.story import CLEAN, MIXED, OTHERS, PICKS, QUIZ, name_in

QUIZTERM = (sys.executable, "-P", "-m", "quizterm")
SETTLED = 10.0
"""Seconds for the rest of a screen after its first words."""


_RIGHT = [question.right for question in (CLEAN, MIXED)]


class Moment(StrEnum):
    """What a terminal is looked at for."""

    LOBBY = "lobby"
    OPEN = "open"
    COUNTED = "counted"
    REVEAL = "reveal"
    STANDINGS = "standings"
    PODIUM = "podium"


@dataclass(slots=True)
class Played:
    """What came of one cell."""

    cell: Cell
    name: str
    pictures: dict[tuple[Moment, int], Picture] = field(default_factory=dict)
    """What the terminal showed, by moment and question."""
    raw: bytes = b""
    """Everything that was written to the terminal."""
    cpu: float = 0.0
    """Seconds that the client took, up to the podium."""
    faults: list[str] = field(default_factory=list)
    """What kept it from being played."""


Judge = Callable[[Played, Moment, int, Picture], list[str]]
"""Says what is wrong with a picture."""


async def play(cells: Sequence[Cell], folder: Path, judge: Judge) -> list[Played]:
    """Play one game in all these cells.

    Args:
        cells: One player each.
        folder: For what the players' machines remember.
        judge: Asked whether a screen is complete, before it is kept.
    """
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(running())
        teacher = await stack.enter_async_context(host(serving.address, QUIZ))
        others = [
            await stack.enter_async_context(player(serving.address, teacher.code, name)) for name in OTHERS
        ]
        seats = [
            await stack.enter_async_context(_seat(cell, number, folder, serving.address, teacher.code, judge))
            for number, cell in enumerate(cells)
        ]
        await _all(seats, _Seat.come_in)
        await teacher.command(client.Start)
        for number in range(len(QUIZ.questions)):
            await _ask(teacher, others, seats, number)
            await teacher.command(client.Next)
        await teacher.reaches(Phase.PODIUM)
        await _all(seats, lambda seat: seat.look(Moment.PODIUM, len(QUIZ.questions)))
        await _all(seats, _Seat.leave)
        _compare_names(teacher, seats)
        return [seat.played for seat in seats]


async def _ask(teacher: Peer, others: Sequence[Peer], seats: "Sequence[_Seat]", number: int) -> None:
    await teacher.reaches(Phase.OPEN, number)
    await _all(seats, lambda seat: seat.look(Moment.OPEN, number))
    await _all(seats, lambda seat: seat.answer(number, PICKS[number]))
    for other in others:
        await other.reaches(Phase.OPEN, number)
        await other.answer(Picked(_RIGHT[number]), number)
    with suppress(Exception):  # it has closed by itself if everybody was able to answer
        await teacher.command(client.Close)
    await teacher.reaches(Phase.REVEAL, number)
    await _all(seats, lambda seat: seat.look(Moment.REVEAL, number))
    await teacher.command(client.Next)
    await teacher.reaches(Phase.STANDINGS, number)
    await _all(seats, lambda seat: seat.look(Moment.STANDINGS, number))


def _compare_names(teacher: Peer, seats: "Sequence[_Seat]") -> None:
    assert teacher.stage is not None
    assert teacher.stage.desk is not None
    names = {seat.name for seat in teacher.stage.desk.seats}
    for seat in seats:
        if seat.played.name not in names:
            seat.played.faults.append(f"“{seat.played.name}” did not arrive among {sorted(names)}")


async def _all(seats: "Sequence[_Seat]", act: "Callable[[_Seat], object]") -> None:
    """Let everybody do something; who fails stays out of it from then on, and the others go on."""
    await asyncio.gather(*(seat.attempt(act) for seat in seats))


class _Seat:
    """One player at a terminal."""

    def __init__(self, played: Played, terminal: Terminal, judge: Judge) -> None:
        self.played = played
        self._terminal = terminal
        self._judge = judge
        self._heard = 0

    async def attempt(self, act: "Callable[[_Seat], object]") -> None:
        """Do something; what fails is a fault."""
        if self.played.faults:
            return
        try:
            await act(self)  # type: ignore[misc]
        except AssertionError as problem:
            self.played.faults.append(str(problem))

    async def come_in(self) -> None:
        """Say a name when asked, and wait for the lobby."""
        await self._terminal.until("Your name")
        self._terminal.type(f"{self.played.name}\r")
        await self._terminal.until("You are in")
        await self.look(Moment.LOBBY, 0)

    async def look(self, moment: Moment, question: int) -> None:
        """Keep what the terminal shows, once nothing is missing or nothing more is to be expected."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLED):
                await self._terminal.until(
                    lambda _: not self._judge(self.played, moment, question, self._now())
                )
        self.played.pictures[moment, question] = self._now()
        self._heard = len(self._terminal.written)

    async def answer(self, question: int, option: int) -> None:
        """Pick an option, by its letter or, in lines, by its number."""
        self._terminal.type(f"{option + 1}\r" if self.played.cell.in_lines else "abcd"[option])
        await self.look(Moment.COUNTED, question)

    async def leave(self) -> None:
        """Leave at once."""
        self.played.cpu = _cpu_seconds(self._terminal.process.pid)
        self._terminal.press("Ctrl-C")
        status = await self._terminal.ended()
        self.played.raw = bytes(self._terminal.raw)
        assert status == 0, f"ended with status {status}"

    def _now(self) -> Picture:
        if self.played.cell.in_lines:
            return Picture((), self._terminal.written[self._heard :])
        return drawn(self._terminal.cells)


@asynccontextmanager
async def _seat(
    cell: Cell, number: int, folder: Path, server: str, code: str, judge: Judge
) -> AsyncIterator[_Seat]:
    home = Home(folder / str(number), cell.environment())
    columns, rows = cell.size
    terminal = Terminal(
        (*QUIZTERM, "join", f"{code}@{server}", *cell.options()),
        home.environment(),
        columns=columns,
        rows=rows,
        folder=home.folder,
        encoding=cell.locale.encoding,
    )
    seat = _Seat(Played(cell, name_in(number)), terminal, judge)
    try:
        yield seat
    finally:
        seat.played.raw = bytes(terminal.raw)
        await terminal.close()


def _cpu_seconds(pid: int) -> float:
    """The processor's time that a process has taken."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
