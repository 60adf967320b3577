"""What this machine calls itself in a list of devices."""

import getpass
import socket

from quizterm_client.store import terminal_name

LONGEST = 100


def device_label() -> str:
    """The user and the machine, with the terminal where there is one: `ada@lab-7, pts/3`."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    terminal = terminal_name().removeprefix("/dev/")
    label = f"{user}@{socket.gethostname()}" + (f", {terminal}" if terminal else "")
    return label[:LONGEST]
