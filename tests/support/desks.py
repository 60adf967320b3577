"""A desk that only knows about logins: it exchanges refresh tokens, and loses replies when it is told to."""

from datetime import UTC, datetime

from quizterm.protocol.accounts import AccountRole, Authenticate, Refresh
from quizterm.protocol.client import Request
from quizterm.protocol.data import Account, Login
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Ok, Refused
from tests.support.fakeserver import FakeServer

MORNING = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
ADA = Account(name="ada", role=AccountRole.TEACHER, created_at=MORNING)


def access(number: int) -> str:
    """The access token that goes with a refresh token."""
    return f"access.{number}"


def refresh(number: int) -> str:
    """A refresh token; the next one has the next number."""
    return f"refresh-{number:0>20}"


class Registrar:
    """Answers on a fake server as a real one does, for one login.

    Attributes:
        newest: The number of the tokens that are good.
        lost: How many replies are not sent because the line breaks.
        refused: What is said to every refresh; nothing if it is good.
    """

    def __init__(self, server: FakeServer) -> None:
        self._server = server
        self.newest = 0
        self.lost = 0
        self.refused: tuple[str, str] | None = None
        server.reply = self

    def __call__(self, request: Request) -> ServerBase | None:
        """Answer a request."""
        match request:
            case Refresh(ref=ref, token=token):
                return self._refresh(ref, token)
            case Authenticate(ref=ref, token=token) if token != access(self.newest):
                return Refused(ref=ref, code="token_expired", message="This access token has run out.")
            case _:
                return Ok(ref=request.ref, data=ADA)

    def _refresh(self, ref: int, token: str) -> ServerBase | None:
        if self.refused is not None:
            return Refused(ref=ref, code=self.refused[0], message=self.refused[1])
        if token == refresh(self.newest):
            self.newest += 1
        elif token != refresh(self.newest - 1):
            return Refused(ref=ref, code="token_revoked", message="This token was used before.")
        if self.lost:
            self.lost -= 1
            self._server.cut()
            return None
        good, following = access(self.newest), refresh(self.newest)
        return Ok(ref=ref, data=Login(account=ADA, access_seconds=900, access=good, refresh=following))
