"""Coming in as somebody where that takes no time, and as a guest where it does: a question may be open."""

import asyncio

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _
from quizterm_client.accounts.desk import Credentials
from quizterm_client.addresses import UnreachableSession

PATIENCE = 3.0
"""Seconds that a player waits altogether to be known."""
TOO_SLOW = N_("The server takes too long to say whether you are still logged in.")


class BriefCredentials:
    """Credentials for a way in that guests may take as well: whoever cannot be known soon is one.

    Args:
        credentials: Who somebody may be.
        within: Seconds to find out.
    """

    def __init__(self, credentials: Credentials, within: float = PATIENCE) -> None:
        self._credentials = credentials
        self._within = within
        self._until: float | None = None
        self._asking: asyncio.Future[str] | None = None

    async def __call__(self, refused: str = "") -> str:
        """Give a good access token, or refuse to in time; see `Credentials`."""
        if self._asking is None or (self._asking.done() and refused):
            self._asking = asyncio.ensure_future(self._credentials(refused))
            self._asking.add_done_callback(_look_at)
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._within
        try:
            async with asyncio.timeout_at(self._until):
                # What is asked for goes on: a refresh whose reply nobody takes would end the login.
                return await asyncio.shield(self._asking)
        except TimeoutError:
            raise Refusal(ErrorCode.LOGIN_NEEDED, _(TOO_SLOW)) from None
        except (UnreachableSession, ConnectionError) as error:
            raise Refusal(ErrorCode.LOGIN_NEEDED, str(error)) from None


def _look_at(asked: "asyncio.Future[str]") -> None:
    """What came of it may be of no interest to anybody, and that is no fault."""
    if not asked.cancelled():
        asked.exception()
