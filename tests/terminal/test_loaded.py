"""What a player's process has loaded at the end of a game: what it does not use takes memory all the same."""

from pathlib import Path

from tests.support import thrift
from tests.support.evenings import go_on, hosted, joined
from tests.support.machines import Machine

QUIZ = """
quizterm: 1
title: Evening
reading: 0
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
"""
NEEDLESS = (
    *("_hashlib", "_ssl", "asyncio.sslproto", "ssl"),  # OpenSSL
    *("bz2", "csv", "email", "getpass", "locale", "lzma", "mimetypes", "tokenize", "zipfile"),
    *("http.client", "urllib.request"),
    *("pygments", "quizterm_client.host", "quizterm_client.plain.playing", "quizterm_client.projector"),
    *("quizterm.protocol.accounts", "quizterm.protocol.client", "quizterm.protocol.data"),
    *("quizterm.protocol.incoming", "quizterm.protocol.library", "quizterm_client.widgets.lobby"),
    *("quizterm.engine", "quizterm.formats", "quizterm_server", "ruamel", "textual.widgets._text_area"),
)
TELLING = """
import atexit, pathlib, sys
def tell():
    loaded = [name for name, module in sys.modules.items() if type(module).__name__ != "_Unloaded"]
    pathlib.Path({file!r}).write_text(" ".join(loaded))
atexit.register(tell)
"""


async def test_a_player_on_a_screen_loads_nothing_that_is_not_needed(here: Machine, tmp_path: Path) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    told = tmp_path / "loaded"
    (tmp_path / "sitecustomize.py").write_text(TELLING.format(file=str(told)))
    here.home.variables["PYTHONPATH"] = str(tmp_path)
    here.home.variables[thrift.MEASURED_PROCESSES] = ""  # what measures a process loads modules of its own
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("Which one is an editor?")
    ann.press("b")
    await ann.until("Right, in")

    await go_on(host, "standings")
    await go_on(host, "podium")
    await ann.until("You came 1st of 1")
    ann.press("q")
    await ann.ended()

    loaded = told.read_text().split()
    assert "quizterm_client.player.screen" in loaded
    assert [name for name in loaded if name.startswith(NEEDLESS)] == []
