"""What admins ask and change about the accounts of others."""

from collections.abc import Sequence
from typing import assert_never

from structlog.typing import FilteringBoundLogger

from quizterm.protocol import accounts
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import Accounts, Data, NewPassword
from quizterm_server.accounts.devices import Devices
from quizterm_server.accounts.identity import Identity
from quizterm_server.accounts.invites import Invitations, readable_secret
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import PAGE, People, Person, demand_still, no_account, to_wire
from quizterm_server.accounts.presence import Presence
from quizterm_server.storage.access import Tables

GROUPS, GROUP = 3, 4
"""Twelve characters in all, drawn from 29: 58 bits, of which a guesser can try a few each minute."""


def temporary_password() -> str:
    """A password that is easily read from a slip of paper and typed."""
    return readable_secret(GROUPS, GROUP).lower()


class Administration:
    """Looks after accounts."""

    def __init__(
        self,
        tables: Tables,
        people: People,
        invitations: Invitations,
        passwords: Passwords,
        devices: Devices,
        presence: Presence,
        log: FilteringBoundLogger,
    ) -> None:
        self._tables = tables
        self._people = people
        self._invitations = invitations
        self._passwords = passwords
        self._devices = devices
        self._presence = presence
        self._log = log

    async def handle(self, message: accounts.Administration, who: Identity) -> Data | None:
        """Answer a request of an admin.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
            NotStored: The database cannot be used now.
        """
        match message:
            case accounts.ListAccounts():
                return await self._list(message)
            case accounts.SetDisabled():
                return await self._set_disabled(message, who)
            case accounts.SetRole():
                return await self._set_role(message, who)
            case accounts.ResetPassword():
                return await self._reset_password(message, who)
            case accounts.MakeInvite():
                invite = await self._invitations.make(message, who)
                self._log.info("invite_made", invite=invite.number, role=invite.role.value, by=who.account)
                return invite
            case accounts.ListInvites():
                return await self._invitations.good_ones()
            case accounts.RevokeInvite():
                await self._invitations.revoke(message.invite)
                self._log.info("invite_revoked", invite=message.invite, by=who.account)
                return None
            case _:
                assert_never(message)

    async def _list(self, message: accounts.ListAccounts) -> Accounts:
        found = await self._people.page(message.search, message.after, PAGE + 1)
        shown = found[:PAGE]
        more = shown[-1].name if len(found) > PAGE else ""
        return Accounts(accounts=tuple(to_wire(person) for person in shown), next=more)

    async def _set_disabled(self, message: accounts.SetDisabled, who: Identity) -> Data:
        person = await self._find(message.name)
        ended: Sequence[str] = []
        async with self._tables.writing() as connection:
            await demand_still(connection, who, AccountRole.ADMIN)
            await self._people.set_disabled_within(connection, person.id, message.disabled)
            if message.disabled:
                ended = await self._devices.end_all_within(connection, person.id)
            changed = _there(await self._people.by_id_within(connection, person.id))
        self._log.info("account_disabled", account=person.id, disabled=message.disabled, by=who.account)
        self._hang_up(ended)
        return to_wire(changed)

    async def _set_role(self, message: accounts.SetRole, who: Identity) -> Data:
        person = await self._find(message.name)
        async with self._tables.writing() as connection:
            await demand_still(connection, who, AccountRole.ADMIN)
            await self._people.set_role_within(connection, person.id, message.role)
            changed = _there(await self._people.by_id_within(connection, person.id))
        self._log.info("role_set", account=person.id, role=message.role.value, by=who.account)
        return to_wire(changed)

    async def _reset_password(self, message: accounts.ResetPassword, who: Identity) -> Data:
        person = await self._find(message.name)
        password = temporary_password()
        hashed = await self._passwords.hash(password)
        async with self._tables.writing() as connection:
            await demand_still(connection, who, AccountRole.ADMIN)
            await self._people.set_password_within(connection, person.id, hashed, must_change=True)
            ended = await self._devices.end_all_within(connection, person.id)
        self._log.info("password_reset", account=person.id, by=who.account)
        self._hang_up(ended)
        return NewPassword(name=person.name, password=password)

    async def _find(self, name: str) -> Person:
        return _there(await self._people.find(name))

    def _hang_up(self, ended: Sequence[str]) -> None:
        """Hang up on these devices; the last thing before the reply, which an admin among them still gets."""
        for device in ended:
            self._presence.end(device)


def _there(person: Person | None) -> Person:
    if person is None:
        raise no_account()
    return person
