"""A person's machine for tests: a home, and the terminals that are open on it."""

import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.processes import Home
from tests.support.terminals import Terminal

QUIZTERM = (sys.executable, "-P", "-m", "quizterm")
_LOOKS = {"COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}


class Machine:
    """Opens terminals that share a home, as the windows of one person do."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder, dict(_LOOKS))
        self._terminals: list[Terminal] = []

    def open(self, *arguments: str, columns: int = 80, rows: int = 24) -> Terminal:
        """Type `quizterm` with these arguments in a new terminal."""
        return self.run((*QUIZTERM, *arguments), columns=columns, rows=rows)

    def run(self, command: Iterable[str], *, columns: int = 80, rows: int = 24) -> Terminal:
        """Run any command in a new terminal."""
        environment, folder = self.home.environment(), self.home.folder
        terminal = Terminal(tuple(command), environment, columns=columns, rows=rows, folder=folder)
        self._terminals.append(terminal)
        return terminal

    def quiz(self, text: str) -> str:
        """Write a quiz file; returns its path."""
        path = self.home.folder / "quiz.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    @property
    def server(self) -> str:
        """Host and port of the server that was started here last."""
        return str(self.home.store.servers()[0].address)

    async def close(self) -> None:
        """End everything that still runs."""
        for terminal in self._terminals:
            await terminal.close()
        self.home.end_servers()


@asynccontextmanager
async def machine(folder: Path) -> AsyncIterator[Machine]:
    """A machine on which nothing runs any more in the end."""
    made = Machine(folder)
    try:
        yield made
    finally:
        await made.close()
