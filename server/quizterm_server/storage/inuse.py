"""Which servers keep a database in use, in words that say how to stop them."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from quizterm.language import N_

SESSION_SERVER = "session-"
"""What the names of servers begin with that `quizterm host` starts, each for one session."""


def who_is_running(path: Path, names: Sequence[str]) -> str:
    """Tell of each of these servers what it runs and how to stop it."""
    pids, codes = _known(path)
    return " ".join(_told(name, pids.get(name), codes[name]) for name in names)


def _told(name: str, pid: int | None, codes: Sequence[str]) -> str:
    if pid is None:
        return _sentence(name, codes).format(name=name, codes=", ".join(codes))
    return _sentence_with_kill(name, codes).format(name=name, codes=", ".join(codes), pid=pid)


def _sentence(name: str, codes: Sequence[str]) -> str:
    if name.startswith(SESSION_SERVER) and codes:
        return N_("The server of {codes} (quizterm host) is running: end its session, or stop it.")
    if name.startswith(SESSION_SERVER):
        return N_("A server (quizterm host) is running whose session has ended: wait a moment, or stop it.")
    if codes:
        return N_("The server {name} with {codes} (quizterm serve) is running: stop it.")
    return N_("The server {name} (quizterm serve) is running: stop it.")


def _sentence_with_kill(name: str, codes: Sequence[str]) -> str:
    if name.startswith(SESSION_SERVER) and codes:
        return N_(
            "The server of {codes} (quizterm host) is running: end its session, or stop it with kill {pid}."
        )
    if name.startswith(SESSION_SERVER):
        return N_(
            "A server (quizterm host) is running whose session has ended: wait a moment, "
            "or stop it with kill {pid}."
        )
    if codes:
        return N_("The server {name} with {codes} (quizterm serve) is running: stop it with kill {pid}.")
    return N_("The server {name} (quizterm serve) is running: stop it with kill {pid}.")


def _known(path: Path) -> tuple[dict[str, int | None], dict[str, list[str]]]:
    """The process of each server, and the codes of what goes on there; empty where that cannot be read."""
    pids: dict[str, int | None] = {}
    codes: dict[str, list[str]] = defaultdict(list)
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as connection:
            pids |= connection.execute("SELECT name, pid FROM servers").fetchall()
            for server, code in connection.execute(
                "SELECT server, code FROM sessions WHERE ended_at IS NULL"
            ):
                codes[server].append(code)
    except sqlite3.Error:
        pass  # what is wrong with it does not matter to whoever wants another one in its place
    return pids, codes
