"""Keeping unsaved work while somebody types, without holding up a single key."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from quizterm.formats.native.document import Document
from quizterm_client.editor.recovery import Recovery

SOON = 1.0
"""Seconds after a change at which it is kept."""


class Keeper:
    """Writes down the newest document a moment after it changed, one at a time, beside the event loop.

    Args:
        recovery: Where it is kept.
        failed: Told once why nothing can be kept.
    """

    def __init__(self, recovery: Recovery, failed: Callable[[OSError], None]) -> None:
        self._recovery = recovery
        self._failed = failed
        self._newest: tuple[Document | None, str] | None = None
        self._task: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()
        self._complained = False
        self.soon = SOON

    def note(self, document: Document | None, base: str) -> None:
        """Keep this document soon, made from a file of this digest; or nothing, if all is saved again."""
        self._newest = document, base
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep_soon())

    async def forget(self) -> None:
        """Keep nothing more: everything is saved, or is not wanted."""
        self._newest = None
        async with self._writing:
            if self._newest is None:
                with suppress(OSError):
                    await asyncio.to_thread(self._recovery.forget)

    def keep_now(self) -> None:
        """Write down at once what is still waiting: the process ends."""
        if self._newest is not None:
            with suppress(OSError):
                self._write(*self._newest)
            self._newest = None

    async def _keep_soon(self) -> None:
        while self._newest is not None:
            await asyncio.sleep(self.soon)
            async with self._writing:
                await self._keep_newest()

    async def _keep_newest(self) -> None:
        newest = self._newest
        if newest is None:
            return
        try:
            await asyncio.to_thread(self._write, *newest)
        except OSError as error:
            self._complain(error)
        if self._newest is newest:
            self._newest = None

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            self._complained = True
            self._failed(error)

    def _write(self, document: Document | None, base: str) -> None:
        if document is None:
            self._recovery.forget()
        else:
            self._recovery.keep(document.text(), base)
