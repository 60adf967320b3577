"""The same game inside tmux, where many people's terminals are."""

import shlex
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.evenings import Place, code_on, go_on, podium_on
from tests.support.machines import QUIZTERM, Machine
from tests.support.terminals import Terminal

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
scoring: accuracy
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
"""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Tmux:
    """A tmux server of its own, and terminals that are attached to its sessions."""

    def __init__(self, here: Machine, socket: Path) -> None:
        self._here = here
        self._command = ("tmux", "-u", "-S", str(socket), "-f", "/dev/null")

    def open(self, name: str, *arguments: str) -> Terminal:
        """Type `quizterm` with these arguments in a session of this name."""
        session = ("new-session", "-s", name, shlex.join((*QUIZTERM, *arguments)))
        return self._here.run((*self._command, *session, ";", "set", "status", "off"))

    def pane(self, name: str) -> str:
        """What tmux says that a session shows."""
        return self._tell("capture-pane", "-p", "-t", name)

    def close(self) -> None:
        """End every session."""
        self._tell("kill-server")

    def _tell(self, *arguments: str) -> str:
        environment = self._here.home.environment()
        told = subprocess.run(
            (*self._command, *arguments), env=environment, capture_output=True, text=True, check=True
        )
        return told.stdout


@pytest.fixture
async def tmux(here: Machine, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tmux]:
    """A tmux server that ends with the test; its socket's path has to be short."""
    made = Tmux(here, tmp_path_factory.mktemp("tmux") / "s")
    yield made
    made.close()


async def test_host_and_player_see_the_same_game_in_tmux(here: Machine, tmux: Tmux) -> None:
    host = tmux.open("host", "host", here.quiz(QUIZ), "--local")
    code = code_on(await host.until("quizterm join"))
    ann = tmux.open("ann", "join", code)
    await ann.until("Your name")
    ann.type("Ann\r")
    await ann.until("You are in, Ann.")
    await host.until("1 player")

    await go_on(host, "start")
    await ann.until("1-2 or A-B answer")
    ann.press("Down", "Right", "Enter")
    await ann.until("Right, in")
    await host.until("1 of 1 right")
    await go_on(host, "standings")
    await go_on(host, "podium")

    places = [await podium_on(screen, ("Ann",)) for screen in (host, ann)]
    assert places == [{"Ann": Place(1, 1000)}] * 2
    for name in ("host", "ann"):
        pane = tmux.pane(name)
        assert "final" in pane
        assert "1\xa0000" in pane
