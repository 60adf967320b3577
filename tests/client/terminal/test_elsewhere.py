"""Nothing in a client needs POSIX: every module can be imported where its parts are missing."""

import subprocess
import sys

MISSING = ("termios", "tty", "pty", "fcntl", "curses", "_curses", "resource", "pwd", "grp", "uvloop")

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in {missing!r}:
    sys.modules[name] = None
for package in {packages!r}:
    root = importlib.import_module(package)
    for module in pkgutil.walk_packages(root.__path__, package + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
from quizterm_client.terminal.drawing import driver_class
from quizterm.cli.faces import FaceWish, choose_here
assert driver_class() is None, "Textual has one for Windows"
assert choose_here(FaceWish()).lines
"""


def test_every_module_can_be_imported_without_posix() -> None:
    code = IMPORT_ALL.format(missing=MISSING, packages=("quizterm", "quizterm_client"))

    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
