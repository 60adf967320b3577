"""What admins do: look after accounts, and invite people."""

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import accounts
from quizterm.protocol.data import Data
from quizterm_server.accounts.identity import Identity
from quizterm_server.accounts.logins import NOT_YET


class Administration:
    """Does what an admin asks for."""

    async def handle(self, message: accounts.Administration, who: Identity) -> Data | None:
        """Answer a request of an admin.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
            NotStored: The database cannot be used now.
        """
        raise Refusal(ErrorCode.NO_ACCOUNTS, NOT_YET)
