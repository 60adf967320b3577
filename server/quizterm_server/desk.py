"""The desk of a connection: what it asks about accounts and the library, as whoever it has logged in as."""

from typing import assert_never

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol import accounts, library
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.data import Data
from quizterm.protocol.server import Goodbye, Ok
from quizterm.quiz.model import Quiz
from quizterm_server.accounts.identity import Caller, Identity
from quizterm_server.offices import Offices
from quizterm_server.outbox import Outbox
from quizterm_server.storage.interface import NotStored

NO_ACCOUNTS = N_("This server keeps no accounts and no quizzes: it was started without them.")
LOGIN_NEEDED = N_("Log in first: quizterm login")
CANNOT_KEEP = N_("{reason} Nothing was changed; try again in a moment.")
LOGGED_OUT = Goodbye(
    close=CloseReason.LOGGED_OUT, message=N_("You have been logged out. Log in again: quizterm login")
)

Question = accounts.Entrance | accounts.Own | accounts.Administration | library.Library
"""What a desk answers."""


class Desk:
    """Knows who a connection has logged in as, and asks again before every request whether they still are.

    Every connection has one, and few are ever asked: so it is small.

    Args:
        offices: `None` on a server without accounts.
        address: The IP address that the connection comes from; empty if it is not known.
        outbox: Takes what is to be sent.
    """

    __slots__ = ("_address", "_identity", "_offices", "_outbox")

    def __init__(self, offices: Offices | None, address: str, outbox: Outbox) -> None:
        self._offices = offices
        self._address = address
        self._outbox = outbox
        self._identity: Identity | None = None

    @property
    def is_a_teachers(self) -> bool:
        """Whether somebody has logged in here who may keep quizzes, when they last asked for something."""
        return self._identity is not None and self._identity.has(AccountRole.TEACHER)

    @property
    def account(self) -> int | None:
        """The account that has logged in here; `None` for a guest."""
        return None if self._identity is None else self._identity.account

    async def serve(self, question: Question) -> None:
        """Answer a request.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
        """
        self._outbox.reply(Ok(ref=question.ref, data=await self._told(question)))

    async def quiz_to_host(self, message: library.HostQuiz) -> Quiz:
        """A quiz of the library, for a session.

        Raises:
            Refusal: There is none that this account may host.
        """
        offices = self._open()
        try:
            who = await self._who(offices)
            who.demand(AccountRole.TEACHER)
            return await offices.library.quiz_to_host(message, who)
        except NotStored as failure:
            raise _cannot_keep(offices, failure) from failure

    async def demand_host(self) -> None:
        """See that whoever is here may host a quiz file of their own.

        Raises:
            Refusal: They may not.
        """
        if self._offices is None or not self._offices.teachers_host:
            return
        try:
            (await self._who(self._offices)).demand(AccountRole.TEACHER)
        except NotStored as failure:
            raise _cannot_keep(self._offices, failure) from failure

    def hang_up(self) -> None:
        """Close the connection because its login is over."""
        self._outbox.finish(LOGGED_OUT)

    def end(self) -> None:
        """The connection is gone."""
        self._become(None)

    async def _told(self, question: Question) -> Data | None:
        offices = self._open()
        try:
            return await self._ask(offices, question)
        except NotStored as failure:
            raise _cannot_keep(offices, failure) from failure

    async def _ask(self, offices: Offices, question: Question) -> Data | None:
        caller = Caller(self._address)
        match question:
            case accounts.EntranceRequest():
                told, identity = await offices.logins.handle(question, caller, self.hang_up)
                self._become(identity)
                return told
            case accounts.OwnRequest():
                who = await self._who(offices)
                data = await offices.own.handle(question, who, caller, self.hang_up)
                if _logs_out(question, who):
                    self._become(None)
                return data
            case accounts.AdminRequest():
                who = await self._who(offices)
                who.demand(AccountRole.ADMIN)
                return await offices.administration.handle(question, who)
            case library.LibraryRequest():
                who = await self._who(offices)
                who.demand(AccountRole.TEACHER)
                return await offices.library.handle(question, who)
            case _:
                assert_never(question)

    def _open(self) -> Offices:
        if self._offices is None:
            raise Refusal(ErrorCode.NO_ACCOUNTS, NO_ACCOUNTS)
        return self._offices

    async def _who(self, offices: Offices) -> Identity:
        """Whoever has logged in here, as things are now.

        Raises:
            Refusal: Nobody has, or the login is over.
        """
        if self._identity is None:
            raise Refusal(ErrorCode.LOGIN_NEEDED, LOGIN_NEEDED)
        self._identity = await offices.logins.identity(self._identity)
        return self._identity

    def _become(self, identity: Identity | None) -> None:
        if self._offices is None:
            return
        if self._identity is not None:
            self._offices.presence.left(self._identity.device, self.hang_up)
        self._identity = identity
        if identity is not None:
            self._offices.presence.came(identity.device, self.hang_up)


def _logs_out(question: accounts.Own, who: Identity) -> bool:
    """Whether it ends the login of the connection that asks."""
    match question:
        case accounts.LogOut():
            return True
        case accounts.RevokeDevice(device=device):
            return device == who.device
        case _:
            return False


def _cannot_keep(offices: Offices, failure: NotStored) -> Refusal:
    offices.log.error("cannot_store", reason=str(failure))
    return Refusal(ErrorCode.NOT_STORED, CANNOT_KEEP.format(reason=failure))
