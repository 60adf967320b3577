"""What people ask and change about their own accounts."""

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Own
from quizterm.protocol.data import Data
from quizterm_server.accounts.identity import Caller, Identity
from quizterm_server.accounts.logins import NOT_YET
from quizterm_server.accounts.presence import HangUp


class OwnAccount:
    """Answers somebody about themselves."""

    async def handle(self, message: Own, who: Identity, caller: Caller, own_line: HangUp) -> Data | None:
        """Answer a request; `own_line` is the connection that asks, which stays open whatever ends.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
            NotStored: The database cannot be used now.
        """
        raise Refusal(ErrorCode.NO_ACCOUNTS, NOT_YET)
