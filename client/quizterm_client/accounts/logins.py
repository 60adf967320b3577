"""Where people are logged in from this machine: one small private file for each server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.messages import AccessToken, Token
from quizterm_client.addresses import LOOPBACK, Address
from quizterm_client.drawer import STATE_VARIABLE
from quizterm_client.statefiles import Grip, StateFolder

_LOGIN = ".login"
_LOCK = ".login-lock"
_PLAIN_HOST = re.compile(r"[a-z0-9.-]{1,100}")


@dataclass(frozen=True, slots=True)
class StoredLogin:
    """Somebody is logged in on a server from this machine."""

    server: Address
    name: str
    """Of the account, as the server told it last."""
    device: str
    """What this machine calls itself there."""
    refresh: Token = field(repr=False)
    access: AccessToken = field(default="", repr=False)
    """The access token; empty where there was none yet."""
    access_until: float = 0.0
    """Seconds since 1970 until which the access token is worth trying."""


@cache
def _stored() -> TypeAdapter[StoredLogin]:
    """Reads and writes logins; most who play have none."""
    return TypeAdapter(StoredLogin)


class CannotKeepLogin(Refusal):
    """Logins cannot be kept on this machine, or not be removed from it."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            ErrorCode.NOT_STORED,
            _(
                "The login cannot be kept on this machine: {reason}. Point {variable} at a folder of your "
                "own, or log in for one command alone with its --ephemeral."
            ).format(reason=reason, variable=STATE_VARIABLE),
        )


class CannotForgetLogin(CannotKeepLogin):
    """A login stays on this machine that should not."""

    def __init__(self, reason: str) -> None:
        words = _("The login cannot be removed from this machine: {reason}.").format(reason=reason)
        Refusal.__init__(self, ErrorCode.NOT_STORED, words)


class LoginFiles:
    """Keeps logins in a folder until they are forgotten; unlike a seat, a login lasts for months.

    Nothing is kept elsewhere when the folder cannot be used: whoever logs in has to know that.

    Args:
        folder: The state folder.

    Raises:
        CannotKeepLogin: The folder is not a safe place.
    """

    def __init__(self, folder: Path) -> None:
        with _explained():
            self._folder = StateFolder(folder)

    def read(self, server: Address) -> StoredLogin | None:
        """Who is logged in there; `None` if nobody is, or what is stored cannot be trusted."""
        return self._read(_mark(server) + _LOGIN)

    def all(self) -> Iterator[StoredLogin]:
        """Every login on this machine, by server."""
        for name in self._folder.names(_LOGIN):
            login = self._read(name)
            if login is not None:
                yield login

    def keep(self, login: StoredLogin) -> None:
        """Store a login in the place of the one before.

        Raises:
            CannotKeepLogin: The disk or the rights do not allow it.
        """
        with _explained():
            self._folder.write(_mark(login.server) + _LOGIN, _stored().dump_json(login))

    def forget(self, server: Address) -> None:
        """Leave nothing of the login there.

        Raises:
            CannotForgetLogin: It cannot be removed.
        """
        with _explained(CannotForgetLogin):
            self._folder.remove(_mark(server) + _LOGIN)

    def grip(self, server: Address) -> Grip | None:
        """Keep other processes from changing the login; `None` if one is about to.

        Raises:
            CannotKeepLogin: The rights do not allow it.
        """
        with _explained():
            return self._folder.grip(_mark(server) + _LOCK)

    def _read(self, name: str) -> StoredLogin | None:
        with suppress(OSError, ValidationError):
            login = _stored().validate_json(self._folder.read(name))
            if name == _mark(login.server) + _LOGIN:
                return login
        return None


@contextmanager
def _explained(trouble: type[CannotKeepLogin] = CannotKeepLogin) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise trouble(str(error.strerror or error)) from None


def _mark(server: Address) -> str:
    """A server as the beginning of a file's name, which no name of a host can make another path of."""
    host = server.host.casefold()
    host = LOOPBACK if host == "localhost" else host
    if not _PLAIN_HOST.fullmatch(host):
        host = sha256(host.encode()).hexdigest()[:32]
    return f"{host}_{server.port}"
