"""What those who play notice of teachers who push, search, pull and host large quizzes again and again."""

from benchmarks.load.machine import Cores
from benchmarks.logins.beside import Others, played
from benchmarks.logins.people import password_of
from benchmarks.logins.servers import database_of, login_server
from benchmarks.logins.table import Row
from benchmarks.logins.teachers import come_and_keep_quizzes, teacher_name
from quizterm.protocol.accounts import AccountRole
from quizterm_server.accounts.console import create_account

TEACHERS = 3
MOST_SESSIONS = 100_000
"""Each round of a teacher opens one, which can be seen for a while after its end."""


async def library(kind: str, cores: Cores, repeat: int) -> list[Row]:
    """Play beside teachers."""
    others = Others(
        come_and_keep_quizzes,
        TEACHERS,
        "no teacher at work",
        f"teachers at work, {TEACHERS}",
        "rounds of a teacher",
    )
    async with login_server(kind, cores.server, max_sessions=MOST_SESSIONS) as server:
        for number in range(TEACHERS):
            name = teacher_name(number)
            await create_account(database_of(server), name, password_of(name), AccountRole.TEACHER)
        return await played(server, others, cores, repeat)
