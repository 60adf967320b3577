"""One request to a server, as whoever is logged in there."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from quizterm.cli.accounts.signing_in import SignedIn, signed_in
from quizterm.cli.accounts.wishes import wish
from quizterm.cli.places import this_machine
from quizterm.protocol.accounts import DeskRequest
from quizterm.protocol.data import Data

if TYPE_CHECKING:
    from quizterm_client.accounts.desk import ClientDesk

_Told = TypeVar("_Told", bound=Data)


@dataclass(frozen=True, slots=True)
class Asking:
    """The options with which a command says where it asks, and as whom."""

    server: str | None
    insecure: bool
    ephemeral: bool

    def somebody(self) -> AbstractAsyncContextManager[SignedIn]:
        """Who asks.

        Raises: as `signed_in`.
        """
        machine = this_machine()
        return signed_in(machine, self.server, insecure=self.insecure, ephemeral=self.ephemeral)

    @asynccontextmanager
    async def desk(self) -> "AsyncIterator[tuple[ClientDesk, SignedIn]]":
        """A connection to ask on, and who asks.

        Raises: as `signed_in`.
        """
        async with self.somebody() as somebody, somebody.desk() as desk:
            yield desk, somebody

    async def ask_for(self, kind: type[_Told], request: type[DeskRequest], **fields: Any) -> _Told:
        """Make one request that is answered by one kind of data.

        Raises: as `signed_in`; and a `Refusal` when the server says no.
        """
        asked = wish(request, **fields)
        async with self.desk() as (desk, _somebody):
            return await desk.ask_for(kind, asked)

    async def tell(self, request: type[DeskRequest], **fields: Any) -> None:
        """Make one request that is answered by a plain yes.

        Raises: as `ask_for`.
        """
        asked = wish(request, **fields)
        async with self.desk() as (desk, _somebody):
            await desk.ask(asked)
