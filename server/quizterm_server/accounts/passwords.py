"""Passwords: hashed with argon2id, beside the event loop, and by no more threads than the machine bears."""

import asyncio
import os
import sys
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from structlog.typing import FilteringBoundLogger

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.text import account_look
from quizterm_server.accounts.common_passwords import COMMON

T = TypeVar("T")

MEMORY_KIB = 19_456
"""19 MiB, which with two passes and one lane is the least that OWASP recommends for argon2id."""
PASSES = 2
LANES = 1
SHORTEST = 8
"""Characters of a new password."""
LONGEST = 1024
"""Bytes of UTF-8 of a password that is looked at."""
NICENESS = 10
"""How far a thread that hashes steps back behind games."""

TOO_LONG = N_("The password is longer than {most} bytes. Choose a shorter one.").format(most=LONGEST)
TOO_SHORT = N_("The password is too short. Use at least {least} characters.").format(least=SHORTEST)
TOO_COMMON = N_("This password is one of the first that anybody would try. Choose another one.")
IS_THE_NAME = N_("The password is the name of the account. Choose another one.")
NO_TEXT = N_("The password holds half a character, which no program can send. Type it anew, as UTF-8.")
ONE_CHARACTER = N_("The password is one character again and again. Choose another one.")
TOO_MANY = N_("Too many people are logging in at this moment. Try again in a few seconds.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a password has told."""

    right: bool
    stale: bool
    """It is right, and was hashed with less effort than is asked for today: hash it again."""


WRONG = Verdict(right=False, stale=False)


class Passwords:
    """Hashes and checks passwords in a few threads of its own.

    A password is prepared as OpaqueString of RFC 8265 says, so that the same keys give the same password on
    every machine: spaces that are not ASCII become a space, then NFC. Nothing else is changed: case, width
    and spaces at the ends count.

    Args:
        workers: Threads.
        queue: Passwords that may wait for one of them.
        log: Where faults are reported.
    """

    def __init__(self, workers: int, queue: int, log: FilteringBoundLogger) -> None:
        self._log = log
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._nobodys = _hash_of_nothing()
        self._pool = ThreadPoolExecutor(workers, "passwords", initializer=_step_back)
        self._places = threading.BoundedSemaphore(workers + queue)

    async def hash(self, password: str) -> str:
        """The encoded hash of a password, with its parameters and a salt of its own.

        Raises:
            Refusal: It is too long, or too many wait.
        """
        return await self._aside(self._hasher.hash, _prepared(password))

    async def verify(self, encoded: str | None, password: str) -> Verdict:
        """Whether this is the password that was hashed; it takes as long with `None`, for nobody's.

        Raises:
            Refusal: It is too long, or too many wait.
        """
        prepared = _prepared(password)
        return await self._aside(self._verify, encoded, prepared)

    def check_new(self, password: str, name: str) -> None:
        """See that nobody guesses a new password for this account at once.

        Raises:
            Refusal: They would, or it is too long, or nobody could log in with it.
        """
        try:
            prepared = _prepared(password).decode()
        except UnicodeDecodeError:
            raise Refusal(ErrorCode.WEAK_PASSWORD, NO_TEXT) from None
        if len(prepared) < SHORTEST:
            raise Refusal(ErrorCode.WEAK_PASSWORD, TOO_SHORT)
        if len(set(prepared)) == 1:
            raise Refusal(ErrorCode.WEAK_PASSWORD, ONE_CHARACTER)
        if name and account_look(prepared) == account_look(name):
            raise Refusal(ErrorCode.WEAK_PASSWORD, IS_THE_NAME)
        if prepared.casefold() in COMMON:
            raise Refusal(ErrorCode.WEAK_PASSWORD, TOO_COMMON)

    def close(self) -> None:
        """Take no more, and forget those that wait."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _aside(self, work: Callable[..., T], *arguments: object) -> T:
        if not self._places.acquire(blocking=False):
            raise Refusal(ErrorCode.BUSY, TOO_MANY)
        # The place is free again when the work is done, which may be after whoever asked has gone.
        try:
            doing = self._pool.submit(work, *arguments)
        except RuntimeError:
            self._places.release()
            raise Refusal(ErrorCode.BUSY, TOO_MANY) from None
        doing.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(doing)

    def _verify(self, encoded: str | None, prepared: bytes) -> Verdict:
        try:
            self._hasher.verify(self._nobodys if encoded is None else encoded, prepared)
        except VerificationError:
            return WRONG
        except InvalidHashError:
            self._log.error("password_hash_unreadable")
            return WRONG
        return WRONG if encoded is None else Verdict(True, self._hasher.check_needs_rehash(encoded))


def _prepared(password: str) -> bytes:
    """The bytes that are hashed.

    Raises:
        Refusal: The password is too long; nothing has been done with it.
    """
    # Half a character can come from a keyboard that speaks another encoding, and is no fault of ours.
    if len(password) > LONGEST or len(password.encode(errors="surrogatepass")) > LONGEST:
        raise Refusal(ErrorCode.PASSWORD_TOO_LONG, TOO_LONG)
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in password)
    return unicodedata.normalize("NFC", spaced).encode(errors="surrogatepass")


def _hash_of_nothing() -> str:
    """What looks like the hash of a password, as costly to check as any other, and is that of none."""
    salt, digest = (b64encode(os.urandom(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${salt}${digest}"


def _step_back() -> None:
    """Let every other thread go first; only Linux gives a thread a priority of its own."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICENESS)
