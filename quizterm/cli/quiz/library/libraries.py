"""What commands share that may be about a library."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.signing_in import login_files
from quizterm.cli.exits import explained
from quizterm.cli.output import say
from quizterm.cli.places import configured_server, this_machine
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _, heard
from quizterm.text import QuizHandle

if TYPE_CHECKING:
    from quizterm_client.library.pushed import PushedFiles

ABOUT_LIBRARIES = N_(
    "It is no quiz of a library either, because no server is named: say --server, or log in: quizterm login"
)
"""What to say of a file that is not there and could have been a quiz in a library."""
_LEADS_NOWHERE = (ErrorCode.NO_QUIZ, ErrorCode.LOGIN_NEEDED, ErrorCode.NO_ACCOUNTS, ErrorCode.NOT_ALLOWED)

MOST_VERSIONS = 1_000_000
"""The largest number of a version that can be asked for."""


def has_library(asking: Asking) -> bool:
    """Whether it is known which server's library is meant."""
    from quizterm_client.accounts.logins import CannotKeepLogin

    with explained():
        named = asking.ephemeral or configured_server(this_machine(), asking.server) is not None
    with suppress(CannotKeepLogin):
        return named or any(login_files().all())
    return named


@contextmanager
def or_no_file(wanted: QuizHandle) -> Iterator[None]:
    """Tell that there is no file either, where a name could have been that of one and leads nowhere."""
    from quizterm_client.addresses import UnreachableSession

    nowhere = _("There is no file {name} here.").format(name=wanted)
    try:
        yield
    except Refusal as refusal:
        if refusal.code not in _LEADS_NOWHERE:
            raise
        raise Refusal(refusal.code, f"{nowhere} {heard(refusal.message)}") from None
    except UnreachableSession as problem:
        raise type(problem)(f"{nowhere} {problem}") from None


def pushed_files() -> "PushedFiles":
    """What this machine remembers of files that were pushed and pulled."""
    from quizterm_client.library.pushed import PushedFiles
    from quizterm_client.store import state_folder

    return PushedFiles(state_folder(), say)
