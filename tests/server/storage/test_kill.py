"""R10: a server that is killed in the middle of its commits loses nothing that it said was stored."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.storage.places import NOW, is_sound, joined, kept, numbers, opening

ROOT = Path(__file__).parents[3]
KILLS = 3
LEAST = 25
"""How many records are to be stored before each kill."""


def storing(database: str) -> subprocess.Popen[str]:
    """A process that stores one record after the other, and says each number when it is stored."""
    command = [sys.executable, "-m", "tests.server.storage.test_kill", database]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_while_storing(database: str) -> list[int]:
    """The numbers that the process said before it was killed."""
    with storing(database) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(int(line))
            if len(said) == LEAST:
                process.kill()
    assert process.returncode == -signal.SIGKILL
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
async def test_what_was_returned_is_there_after_a_kill(database: str) -> None:
    async with kept(database) as storage:
        await storage.open_session(opening(), NOW)
    said: list[int] = []
    for _ in range(KILLS):
        said += await asyncio.to_thread(killed_while_storing, database)

    async with kept(database) as storage:
        (session,) = await storage.unfinished()
    found = numbers(session.records)
    assert sorted(set(said) - set(found)) == []
    assert found == sorted(set(found))
    assert len(found) - len(said) <= KILLS * 2
    assert is_sound(database)


async def _store(database: str) -> None:
    async with kept(database) as storage:
        (session,) = await storage.unfinished()
        for number in range(session.log.position, 1_000_000):
            await session.log.commit([joined(number)], NOW)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_store(sys.argv[1]))
