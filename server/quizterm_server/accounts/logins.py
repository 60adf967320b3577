"""Logging in: with a password, with a refresh token, or with an access token."""

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import Entrance
from quizterm.protocol.data import Data
from quizterm_server.accounts.identity import Caller, Identity

NOT_YET = "This server cannot do this yet."


class Logins:
    """Turns secrets into identities."""

    async def handle(self, message: Entrance, caller: Caller) -> tuple[Data, Identity]:
        """Log somebody in.

        Raises:
            Refusal: They are not who they say, or nobody may log in like this.
            NotStored: The database cannot be used now.
        """
        raise Refusal(ErrorCode.NO_ACCOUNTS, NOT_YET)

    async def identity(self, device: str) -> Identity:
        """Who is logged in on this device, as things are now.

        Raises:
            Refusal: The login is over, or the account disabled.
            NotStored: The database cannot be read now.
        """
        raise Refusal(ErrorCode.NO_ACCOUNTS, NOT_YET)
