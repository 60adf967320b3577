"""Where a session is, as people write it: `K7Q4MF`, `K7Q4MF@lab`, `K7Q4MF@10.0.0.5:8765`, `K7Q4MF@wss://lab`."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from quizterm.language import N_, _, ngettext
from quizterm.protocol.messages import CODE_ALPHABET, CODE_LENGTH, DEFAULT_PORT
from quizterm.text import visible

LOOPBACK = "127.0.0.1"

CODE_SHAPE = N_("A code has {length} characters, like K7Q4MF; 0 O 1 I L 5 S never occur in one.")
SERVER_SHAPE = N_("Write a server as lab, lab:8765, 10.0.0.5:8765, [::1]:8765 or, encrypted, wss://lab:8765.")

_FILLING = re.compile(r"[\s\-‐‑‒–—_.]+")
_HOST_WITH_PORT = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>.*))?", re.DOTALL)
_NAME = re.compile(r"[\w.\-]{1,253}")
_SECURE = {"ws": False, "wss": True}
_SHOWN = 40
_PORTS = range(1, 65536)


class BadTarget(ValueError):
    """What was typed names no session or server; the text is a sentence for the person who typed it."""


class UnreachableSession(Exception):
    """There is no way to the session; the text is a sentence that says what to do."""


class NoServer(UnreachableSession):
    """Nothing listens there."""


class NotQuizTerm(UnreachableSession):
    """Something listens there, but it is not QuizTerm."""


class WrongProtocol(UnreachableSession):
    """QuizTerm is there, in a version that this one cannot talk to."""


class NoSession(UnreachableSession):
    """QuizTerm is there, but no session that can be entered has this code."""


@dataclass(frozen=True, slots=True)
class Address:
    """A server: a host name or IP address, a port, and how it is spoken to."""

    host: str
    port: int = DEFAULT_PORT
    secure: bool = False
    """Encrypted, by a server that proves its name; false in files of older versions."""

    def __str__(self) -> str:
        return f"{'wss://' if self.secure else ''}{_bracketed(self.host)}:{self.port}"

    def url(self, path: str) -> str:
        """The WebSocket URL of a path."""
        return f"{'wss' if self.secure else 'ws'}://{self.authority}{path}"

    @property
    def authority(self) -> str:
        """Host and port as they stand in a URL; an IPv6 zone means nothing to the server and is left out."""
        return f"{_bracketed(self.host.partition('%')[0])}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether this is the machine the client runs on."""
        if self.host.lower() == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False  # 127.example.org is a name like any other


@dataclass(frozen=True, slots=True)
class Place:
    """A host, with the port where one was given."""

    host: str
    port: int | None = None
    secure: bool = False

    def at(self, port: int) -> Address:
        """The server at a port of this host, spoken to in the way that was asked for."""
        return Address(self.host, port, self.secure)


@dataclass(frozen=True, slots=True)
class Target:
    """A session that somebody asked for."""

    code: str
    place: Place | None = None
    """`None` when only the code was given."""


def parse_target(text: str) -> Target:
    """Read a join code with or without a place, forgiving case, spaces and dashes.

    Raises:
        BadTarget: No session can be meant by this.
    """
    code, at, place = text.partition("@")
    return Target(parse_code(code), parse_place(place) if at else None)


def parse_code(text: str) -> str:
    """Read a join code.

    Raises:
        BadTarget: No code looks like this.
    """
    code = _FILLING.sub("", text).upper()
    if not code:
        raise _bad_code(_("The join code is missing."))
    foreign = next((character for character in code if character not in CODE_ALPHABET), None)
    if foreign is not None:
        raise _bad_code(_("“{sign}” cannot be part of a join code.").format(sign=visible(foreign)))
    if len(code) != CODE_LENGTH:
        words = ngettext("“{code}” has {n} character.", "“{code}” has {n} characters.", len(code))
        raise _bad_code(words.format(code=code[:_SHOWN], n=len(code)))
    return code


def parse_place(text: str) -> Place:
    """Read `host` or `host:port`, with `ws://` or `wss://` before it or nothing.

    An IPv6 address may stand bare or, with a port, in brackets.

    Raises:
        BadTarget: This names no place.
    """
    scheme, mark, rest = text.strip().rpartition("://")
    secure = _SECURE.get(scheme.lower()) if mark else False
    if secure is None:
        words = _("“{scheme}://” is not spoken here.").format(scheme=visible(scheme[:_SHOWN]))
        raise BadTarget(f"{words} {_(SERVER_SHAPE)}")
    rest = rest.rstrip("/")
    if _is_ipv6(rest):
        return Place(rest, secure=secure)
    match = _HOST_WITH_PORT.fullmatch(rest)
    if match is None:
        raise _bad_place(rest)
    port = match["port"]
    return Place(_host(match["host"]), None if port is None else _port(port), secure)


def parse_server(text: str) -> Address:
    """Read the server to use when none is named: `host`, `host:port`, `ws://host:port` or `wss://host:port`.

    Raises:
        BadTarget: This names no server.
    """
    place = parse_place(text)
    return place.at(DEFAULT_PORT if place.port is None else place.port)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _host(text: str) -> str:
    if text.startswith("["):
        inner = text[1:-1]
        if _is_ipv6(inner):
            return inner
    elif _NAME.fullmatch(text) and _can_be_looked_up(text):
        return text
    raise _bad_place(text)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) in _PORTS:
        return int(text)
    words = _("“{text}” is not a port. A port is a number from 1 to 65535.")
    raise BadTarget(words.format(text=visible(text[:_SHOWN])))


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _can_be_looked_up(name: str) -> bool:
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return True


def no_server(server: Address) -> NoServer:
    """Nothing listens there."""
    words = _("No server answers at {server}. Check the address, and that the server is running.")
    return NoServer(words.format(server=server))


def no_answer(server: Address) -> NoServer:
    """A machine that is there says nothing."""
    words = _("The server at {server} does not answer. Try again in a moment.")
    return NoServer(words.format(server=server))


def _bad_place(text: str) -> BadTarget:
    words = _("“{text}” is not a server.").format(text=visible(text[:_SHOWN]))
    return BadTarget(f"{words} {_(SERVER_SHAPE)}")


def _bad_code(words: str) -> BadTarget:
    return BadTarget(f"{words} {_(CODE_SHAPE).format(length=CODE_LENGTH)}")
