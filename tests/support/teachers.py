"""Teachers at their machines: each types commands in a folder of their own, logged in on a server."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from quizterm.cli.app import app
from quizterm.protocol.data import Login
from quizterm_client.accounts.logins import LoginFiles, StoredLogin
from quizterm_client.addresses import Address, parse_server
from quizterm_client.library.pushed import PushedFiles
from tests.support.schools import School

_FAR = 1e11
"""Seconds since 1970 until which a token is tried: the time of day of servers in tests stands still."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command did."""

    status: int
    out: str
    err: str


@dataclass
class Teacher:
    """Somebody with a machine of their own, who is logged in there."""

    folder: Path
    server: Address
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def state(self) -> Path:
        """What the machine remembers."""
        return self.folder / "state"

    @property
    def files(self) -> PushedFiles:
        """What it remembers of files that were pushed and pulled."""
        return PushedFiles(self.state, print)

    def logged_in(self, name: str, access: str, refresh: str) -> None:
        """Be somebody from now on."""
        login = StoredLogin(self.server, name, "machine", refresh, access, _FAR)
        LoginFiles(self.state).keep(login)

    def write(self, name: str, text: str) -> Path:
        """Have a file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, name: str) -> str:
        """Look into a file."""
        return (self.folder / name).read_bytes().decode()

    async def types(self, *arguments: str, typed: str = "") -> Said:
        """Run `quizterm` in the own folder, in a thread beside the server."""
        return await asyncio.to_thread(self._run, arguments, typed)

    async def quiz(self, *arguments: str, typed: str = "") -> Said:
        """Run `quizterm quiz`."""
        return await self.types("quiz", *arguments, typed=typed)

    def _run(self, arguments: tuple[str, ...], typed: str) -> Said:
        environment = {
            "QUIZTERM_SERVER": str(self.server),
            "QUIZTERM_STATE_DIR": str(self.state),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "COLUMNS": "80",
            **self.variables,
        }
        with contextlib.chdir(self.folder):
            result = CliRunner().invoke(app, list(arguments), input=typed, env=environment)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)


async def teacher(school: School, folder: Path, name: str, **person: Any) -> Teacher:
    """Make an account, and a machine that is logged in with it."""
    await school.person(name, **person)
    return await at_another_machine(school, folder, name)


async def at_another_machine(school: School, folder: Path, name: str) -> Teacher:
    """A machine where somebody who has an account is logged in."""
    found = Teacher(folder, parse_server(school.address))
    async with school.visitor() as visitor:
        login: Login = await school.login(visitor, name)
    found.logged_in(name, login.access, login.refresh)
    return found
