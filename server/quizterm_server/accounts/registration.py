"""Making an account: open to everybody, to whoever has an invitation, or to nobody."""

from typing import assert_never

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole, Register
from quizterm_server.accounts.devices import Devices, Tokens
from quizterm_server.accounts.emails import clean_email
from quizterm_server.accounts.identity import Caller
from quizterm_server.accounts.invites import Invitations
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import People, Person, clean_account_name
from quizterm_server.accounts.throttle import Throttle
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.access import Tables
from quizterm_server.storage.interface import NotStored

CLOSED = N_("Nobody can register on this server. Ask whoever runs it for an account.")


class Registration:
    """Makes accounts for those who may have one.

    Whether a name is taken is told only to who may register: whoever lacks the invitation learns nothing. A
    password is hashed before the name is looked at, so that nobody learns it faster than by the answer.
    """

    def __init__(
        self,
        tables: Tables,
        people: People,
        invitations: Invitations,
        passwords: Passwords,
        devices: Devices,
        throttle: Throttle,
        settings: ServerSettings,
    ) -> None:
        self._tables = tables
        self._people = people
        self._invitations = invitations
        self._passwords = passwords
        self._devices = devices
        self._throttle = throttle
        self._who_may = settings.registration

    async def register(self, message: Register, caller: Caller) -> tuple[Person, Tokens]:
        """Make an account, and log it in on the device that asks.

        Raises:
            Refusal: Something is wrong with it, or nobody may register like this; nothing has changed.
            NotStored: The database cannot be used now.
        """
        await self._check_door(message.invite)
        name, email = clean_account_name(message.name), clean_email(message.email)
        self._passwords.check_new(message.password, name)
        self._throttle.registers(caller.address)
        hashed = await self._passwords.hash(message.password)
        try:
            async with self._tables.writing() as connection:
                role = AccountRole.PLAYER
                if message.invite:
                    role = await self._invitations.use_within(connection, message.invite)
                person = await self._people.add_within(connection, name, email, hashed, role)
                tokens = await self._devices.open_within(
                    connection, person.id, message.device, caller.address
                )
                return person, tokens
        except NotStored:
            self._throttle.registered_nobody(caller.address)
            raise

    async def _check_door(self, invite: str) -> None:
        match self._who_may:
            case "closed":
                raise Refusal(ErrorCode.REGISTRATION_CLOSED, CLOSED)
            case "invite":
                await self._invitations.check(invite)
            case "open":
                # Whoever has an invitation on an open server has it for another role.
                if invite:
                    await self._invitations.check(invite)
            case _:
                assert_never(self._who_may)
