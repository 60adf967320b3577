"""What ends a screen from outside or from within, and what is left of it."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from quizterm.cli import screens
from quizterm.cli.exits import Exit
from quizterm.cli.failures import FAILURE_FILE
from quizterm.quiz.model import Quiz
from quizterm_client.sessionapp import SessionApp
from quizterm_server.clock import LoopClock
from tests.support.games import PORT
from tests.support.peers import host
from tests.support.processes import Home
from tests.support.serving import running
from tests.support.stages import FakePeer
from tests.support.terminals import Terminal

QUIZ = Quiz(title="Ports", questions=(PORT,))
ALTERNATE_SCREEN, MOUSE, CURSOR = 1049, (1000, 1003, 1006), 25


class BrokenApp(SessionApp[None]):
    """An app that stumbles at once, and draws nowhere."""

    def on_mount(self) -> None:
        secret = "hunter2"
        raise ZeroDivisionError(f"{len(secret)} by nothing")

    async def run_async(self, **_options: Any) -> None:
        await super().run_async(headless=True)


class HastyApp(SessionApp[None]):
    """An app that is left at once, and starts tasks in another way, as Textual does from Python 3.12 on."""

    def __init__(self) -> None:
        super().__init__(FakePeer())
        self.started = 0

    def _start(self, loop: asyncio.AbstractEventLoop, work: Any, **named: Any) -> "asyncio.Task[Any]":
        self.started += 1
        return asyncio.Task(work, loop=loop, **named)

    def on_mount(self) -> None:
        asyncio.get_running_loop().set_task_factory(self._start)
        self.exit()

    async def run_async(self, **_options: Any) -> None:
        await super().run_async(headless=True)


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, Exit.TERMINATED), (signal.SIGHUP, Exit.HUNG_UP), (signal.SIGQUIT, Exit.QUIT)],
)
@pytest.mark.parametrize("command", ["join", "watch"])
async def test_a_signal_leaves_the_terminal_as_it_was(
    home: Home, command: str, number: signal.Signals, status: Exit
) -> None:
    async with running(clock=LoopClock()) as serving, host(serving.address, QUIZ) as teacher:
        home.variables |= {"QUIZTERM_SERVER": serving.address, "QUIZTERM_NAME": "Ann"}
        async with home.terminal(command, teacher.code) as terminal:
            await terminal.until("You are in" if command == "join" else teacher.code)
            terminal.process.send_signal(number)

            assert await terminal.ended() == status
            assert not any(terminal.modes.get(mode) for mode in (ALTERNATE_SCREEN, *MOUSE))
            assert terminal.modes[CURSOR]
            assert terminal.settings == terminal.settings_before


async def test_a_screen_that_fails_says_one_sentence_and_where_the_rest_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUIZTERM_STATE_DIR", str(tmp_path / "state"))

    with pytest.raises(typer.Exit) as ended:
        await screens.draw(BrokenApp(FakePeer()))

    said = capfd.readouterr().err
    kept = tmp_path / "state" / FAILURE_FILE
    assert ended.value.exit_code == Exit.FAILED
    assert said == f"The screen failed, which is a mistake in QuizTerm. What happened is in {kept}.\n"
    assert "7 by nothing" in kept.read_text()
    assert "hunter2" not in said + kept.read_text()


async def test_tasks_begin_after_a_screen_as_they_did_before_it() -> None:
    app = HastyApp()
    begun: list[bool] = []

    async def begin() -> None:
        begun.append(True)

    await screens.draw(app)
    started = app.started
    task = asyncio.create_task(begin())

    assert not begun
    await task
    assert app.started == started


@pytest.mark.parametrize("redirection", ["2>out", "2>&-", ">out", "</dev/null"])
async def test_a_screen_needs_all_three_streams(home: Home, redirection: str) -> None:
    command = f"exec {sys.executable} -m quizterm watch K7Q4MF --no-plain {redirection}"
    terminal = Terminal(("sh", "-c", command), home.environment(), folder=home.folder)
    try:
        assert await terminal.ended() == Exit.NO_TERMINAL
        assert not terminal.modes
    finally:
        await terminal.close()
