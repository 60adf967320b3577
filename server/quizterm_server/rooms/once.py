"""Work that several ask for at the same moment and that is done once for all of them."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Iterator
from typing import Any, Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Result = TypeVar("_Result")


class Once(Generic[_Key, _Result]):
    """What is being done, by what it is for. Who stops waiting for it does not call it off."""

    def __init__(self) -> None:
        self._tasks: dict[_Key, asyncio.Task[_Result]] = {}

    def __len__(self) -> int:
        return len(self._tasks)

    def __iter__(self) -> Iterator[asyncio.Task[_Result]]:
        return iter(list(self._tasks.values()))

    async def do(self, key: _Key, work: Callable[[], Coroutine[Any, Any, _Result]]) -> _Result:
        """What `work` brings, or what the same work that is under way brings; raises what it raises."""
        if key not in self._tasks:
            self._tasks[key] = task = asyncio.create_task(work())
            task.add_done_callback(lambda done: self._done(key, done))
        return await asyncio.shield(self._tasks[key])

    def _done(self, key: _Key, task: asyncio.Task[_Result]) -> None:
        del self._tasks[key]
        if not task.cancelled():
            task.exception()  # whoever waited for it may have stopped, and that is no fault
