"""What those who play notice of two hundred people who log in again and again."""

from benchmarks.load.machine import Cores
from benchmarks.logins.beside import Others, played
from benchmarks.logins.people import come_and_log_in
from benchmarks.logins.servers import login_server
from benchmarks.logins.table import Row

PEOPLE = 200


async def game(kind: str, cores: Cores, repeat: int) -> list[Row]:
    """Play beside logins."""
    others = Others(come_and_log_in, PEOPLE, "nobody logs in", f"{PEOPLE} log in again and again", "logins")
    async with login_server(kind, cores.server) as server:
        return await played(server, others, cores, repeat)
