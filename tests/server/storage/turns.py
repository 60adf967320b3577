"""Whether others have their turn while something long is done."""

import asyncio
from types import TracebackType
from typing import Self


class Turns:
    """Somebody else on the loop, as long as the context lasts.

    Attributes:
        taken: How many turns they had.
    """

    def __init__(self) -> None:
        self.taken = 0

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._take())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.cancel()

    async def _take(self) -> None:
        while True:
            await asyncio.sleep(0)
            self.taken += 1
