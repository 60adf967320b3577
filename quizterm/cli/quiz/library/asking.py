"""Asking a server's library, as whoever is logged in there."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from quizterm.cli.accounts.signing_in import SignedIn, login_files, signed_in
from quizterm.cli.exits import explained, run
from quizterm.cli.output import say
from quizterm.cli.places import configured_server, this_machine
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.data import Data
from quizterm.protocol.library import LibraryRequest
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm_client.library.pushed import PushedFiles

ABOUT_LIBRARIES = (
    "It is no quiz of a library either, because no server is named: say --server, or log in: quizterm login"
)
"""What to say of a file that is not there and could have been a quiz in a library."""
_LEADS_NOWHERE = (ErrorCode.NO_QUIZ, ErrorCode.LOGIN_NEEDED, ErrorCode.NO_ACCOUNTS, ErrorCode.NOT_ALLOWED)

MOST_VERSIONS = 1_000_000
"""The largest number of a version that can be asked for."""

_Told = TypeVar("_Told", bound=Data)
_Wish = TypeVar("_Wish", bound=LibraryRequest)

_UNFIT = {
    "version": (ErrorCode.NO_VERSION, "No quiz has so many versions."),
    "base": (ErrorCode.NO_VERSION, "No quiz has so many versions."),
    "tag": (ErrorCode.BAD_TAG, "This is too long for a tag, or not text."),
    "add": (ErrorCode.BAD_TAG, "These are too many tags at once, or one of them is too long or not text."),
    "remove": (ErrorCode.BAD_TAG, "These are too many tags at once, or one of them is too long or not text."),
    "user": (ErrorCode.NO_ACCOUNT, "No account has a name like this."),
    "search": (ErrorCode.BAD_MESSAGE, "This is too long to be searched for, or not text."),
    "text": (ErrorCode.QUIZ_TOO_LARGE, "The file is larger than any library keeps; split the quiz."),
}
"""What to tell when something that was typed does not fit into a request, by the field."""


@dataclass(frozen=True, slots=True)
class Login:
    """What a command line says about where to ask, and as whom."""

    server: str | None
    insecure: bool
    ephemeral: bool


@asynccontextmanager
async def known_there(login: Login) -> AsyncIterator[SignedIn]:
    """Be somebody on the server that is meant.

    Raises:
        Refusal: Nobody is logged in there, or the login is over.
        BadConfig, BadTarget, UnreachableSession, ConnectionError: There is no way to the server.
    """
    machine = this_machine()
    async with signed_in(
        machine, login.server, insecure=login.insecure, ephemeral=login.ephemeral
    ) as somebody:
        yield somebody


def told(login: Login, kind: type[_Told], wanted: type[LibraryRequest], **fields: Any) -> _Told:
    """Ask one thing; ends the command with a sentence when that does not work.

    Args:
        login: Where to ask.
        kind: What the answer is.
        wanted: What is asked.
        fields: What it is filled in with.
    """
    return run(_asked(login, kind, wanted, fields))


async def _asked(
    login: Login, kind: type[_Told], wanted: type[LibraryRequest], fields: dict[str, Any]
) -> _Told:
    request = wish(wanted, **fields)
    async with known_there(login) as somebody, somebody.desk() as desk:
        return await desk.ask_for(kind, request)


def wish(kind: type[_Wish], **fields: Any) -> _Wish:
    """A request, without its number.

    Raises:
        Refusal: What was typed does not fit into it, so that it need not be sent.
    """
    from pydantic import ValidationError

    try:
        return kind(ref=0, **fields)
    except ValidationError as error:
        field = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        code, sentence = _UNFIT.get(field, (ErrorCode.BAD_MESSAGE, "This cannot be asked of a server."))
        raise Refusal(code, sentence) from None


def has_library(login: Login) -> bool:
    """Whether it is known which server's library is meant."""
    from quizterm_client.accounts.logins import CannotKeepLogin

    with explained():
        named = login.ephemeral or configured_server(this_machine(), login.server) is not None
    with suppress(CannotKeepLogin):
        return named or any(login_files().all())
    return named


@contextmanager
def or_no_file(wanted: QuizHandle) -> Iterator[None]:
    """Tell that there is no file either, where a name could have been that of one and leads nowhere."""
    from quizterm_client.addresses import UnreachableSession

    nowhere = f"There is no file {wanted} here."
    try:
        yield
    except Refusal as refusal:
        if refusal.code not in _LEADS_NOWHERE:
            raise
        raise Refusal(refusal.code, f"{nowhere} {refusal.message}") from None
    except UnreachableSession as problem:
        raise type(problem)(f"{nowhere} {problem}") from None


def pushed_files() -> "PushedFiles":
    """What this machine remembers of files that were pushed and pulled."""
    from quizterm_client.library.pushed import PushedFiles
    from quizterm_client.store import state_folder

    return PushedFiles(state_folder(), say)
