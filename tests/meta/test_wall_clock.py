"""Timers, scores and limits use the monotonic clock: no jump of the machine's clock can touch them (R33)."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WALL_CLOCK = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\(|\btime\.(time|time_ns|localtime|gmtime)\(")
DISPLAY_AND_EXPIRY = {
    "client/quizterm_client/store.py",  # forgets tokens that are older than any session
    "client/quizterm_client/wakefulness.py",  # a jump only makes it look whether the line is alive
    "server/quizterm_server/offices.py",  # how long logins and invitations are good for
    "server/quizterm_server/storage/archive.py",
    "server/quizterm_server/storage/backup.py",  # names what is moved aside
    "server/quizterm_server/storage/jobs.py",  # when sessions began and ended, for people
    "server/quizterm_server/storage/sqllog.py",
    "server/quizterm_server/storage/sqlstorage.py",  # how long a code is not given out again
}


def test_the_wall_clock_is_for_display_and_expiry_only() -> None:
    using = {
        str(path.relative_to(ROOT))
        for folder in ("quizterm", "server", "client")
        for path in (ROOT / folder).rglob("*.py")
        if WALL_CLOCK.search(path.read_text())
    }
    assert using <= DISPLAY_AND_EXPIRY
