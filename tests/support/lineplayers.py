"""A `quizterm` in line mode at the other end of pipes."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.support.processes import Home
from tests.support.terminals import FAREWELL, PATIENCE


class LinePlayer:
    """Reads what is said, line by line, and types."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.out = self.err = ""

    async def says(self, words: str) -> str:
        """The next line that holds these words.

        Raises:
            AssertionError: There is none.
        """
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE):
                while line := (await self.process.stdout.readline()).decode():
                    self.out += line
                    if words in line:
                        return line
        except TimeoutError:
            raise AssertionError(f"Never said “{words}”, but:\n{self.out}") from None
        raise AssertionError(f"Ended before it said “{words}”, after:\n{self.out}")

    def type(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())

    def close_output(self) -> None:
        """Read nothing any more, as `head` does."""
        transport = self.process._transport  # type: ignore[attr-defined]
        transport.get_pipe_transport(1).close()

    async def ended(self) -> int:
        """Wait for the end; returns the exit status."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            self.out += (await self.process.stdout.read()).decode()
            return await self.process.wait()


@asynccontextmanager
async def line_player(home: Home, *arguments: str) -> AsyncIterator[LinePlayer]:
    """A `quizterm` whose stdin, stdout and stderr are pipes; stderr is known at the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quizterm", *arguments),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env=home.environment(),
        cwd=home.folder,
    )
    player = LinePlayer(process)
    try:
        yield player
    finally:
        assert process.stdin is not None
        assert process.stderr is not None
        with suppress(ProcessLookupError):
            process.terminate()
        async with asyncio.timeout(FAREWELL):
            player.err = (await process.stderr.read()).decode()
            await process.wait()
        process.stdin.close()
