"""What people ask and change about their own accounts."""

from collections.abc import Sequence
from typing import assert_never

from structlog.typing import FilteringBoundLogger

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol import accounts
from quizterm.protocol.data import Data, Device
from quizterm.protocol.data import Devices as DeviceList
from quizterm.text import account_look
from quizterm_server.accounts.devices import Devices
from quizterm_server.accounts.emails import clean_email
from quizterm_server.accounts.identity import Caller, Identity
from quizterm_server.accounts.passwords import Passwords
from quizterm_server.accounts.people import People, Person, clean_account_name, to_wire
from quizterm_server.accounts.presence import HangUp, Presence
from quizterm_server.accounts.throttle import Throttle
from quizterm_server.results import Results
from quizterm_server.storage.access import Tables

WRONG_PASSWORD = N_("This is not the password of your account.")
SAME_PASSWORD = N_("This is the password that you have already. Choose another one.")
NO_DEVICE = N_("Your account is logged in on no device with this mark: quizterm account devices")
GONE = N_("Your login is over. Log in again: quizterm login")


class OwnAccount:
    """Answers somebody about themselves."""

    def __init__(
        self,
        tables: Tables,
        people: People,
        passwords: Passwords,
        devices: Devices,
        throttle: Throttle,
        presence: Presence,
        results: Results,
        log: FilteringBoundLogger,
    ) -> None:
        self._tables = tables
        self._people = people
        self._passwords = passwords
        self._devices = devices
        self._throttle = throttle
        self._presence = presence
        self._results = results
        self._log = log

    async def handle(
        self, message: accounts.Own, who: Identity, caller: Caller, own_line: HangUp
    ) -> Data | None:
        """Answer a request; `own_line` is the connection that asks, which stays open whatever ends.

        Raises:
            Refusal: It cannot be done, and nothing has changed.
            NotStored: The database cannot be used now.
        """
        match message:
            case accounts.WhoAmI():
                return to_wire(await self._me(who), who.device)
            case accounts.LogOut():
                await self._log_out(who, own_line, everywhere=message.everywhere)
                return None
            case accounts.ChangePassword():
                changed = await self._change_password(message, who, caller, own_line)
                return to_wire(changed, who.device)
            case _:
                who.demand_own_password()
                return await self._with_own_password(message, who, caller, own_line)

    async def _with_own_password(
        self,
        message: accounts.ChangeName
        | accounts.ChangeEmail
        | accounts.ListDevices
        | accounts.RevokeDevice
        | accounts.ListResults,
        who: Identity,
        caller: Caller,
        own_line: HangUp,
    ) -> Data | None:
        match message:
            case accounts.ChangeName():
                name = clean_account_name(message.name)
                await self._prove(who, message.password, caller)
                self._throttle.renames(who.account)
                renamed = await self._people.rename(who.account, name)
                self._log.info("account_renamed", account=who.account)
                return to_wire(_there(renamed), who.device)
            case accounts.ChangeEmail():
                email = clean_email(message.email)
                await self._prove(who, message.password, caller)
                return to_wire(_there(await self._people.set_email(who.account, email)), who.device)
            case accounts.ListDevices():
                return await self._list_devices(who)
            case accounts.RevokeDevice():
                await self._revoke(message.device, who, own_line)
                return None
            case accounts.ListResults():
                return await self._results.of(who.account, message.before)
            case _:
                assert_never(message)

    async def _change_password(
        self, message: accounts.ChangePassword, who: Identity, caller: Caller, own_line: HangUp
    ) -> Person:
        self._passwords.check_new(message.new_password, who.name)
        me = await self._prove(who, message.password, caller)
        if message.new_password == message.password:
            raise Refusal(ErrorCode.WEAK_PASSWORD, SAME_PASSWORD)
        hashed = await self._passwords.hash(message.new_password)
        async with self._tables.writing() as connection:
            # An admin may have set another one meanwhile, which must not be undone by who knew the old one.
            done = await self._people.set_password_within(
                connection, me.id, hashed, must_change=False, instead_of=me.password
            )
            if not done:
                raise Refusal(ErrorCode.BAD_LOGIN, WRONG_PASSWORD)
            ended = await self._devices.end_all_within(connection, me.id, besides=who.device)
            changed = _there(await self._people.by_id_within(connection, me.id))
        self._log.info("password_changed", account=me.id, logins_ended=len(ended))
        self._hang_up(ended, own_line)
        return changed

    async def _log_out(self, who: Identity, own_line: HangUp, *, everywhere: bool) -> None:
        if not everywhere:
            await self._devices.end(who.account, who.device, own_line)
            return
        async with self._tables.writing() as connection:
            ended = await self._devices.end_all_within(connection, who.account)
        self._hang_up(ended, own_line)

    async def _list_devices(self, who: Identity) -> DeviceList:
        rows = await self._devices.list(who.account)
        return DeviceList(
            devices=tuple(
                Device(
                    mark=row.mark,
                    label=row.label,
                    address=row.address,
                    created_at=row.created_at,
                    seen_at=row.seen_at,
                    current=row.mark == who.device,
                )
                for row in rows
            )
        )

    async def _revoke(self, device: str, who: Identity, own_line: HangUp) -> None:
        if not await self._devices.end(who.account, device, own_line):
            raise Refusal(ErrorCode.NO_DEVICE, NO_DEVICE)

    async def _prove(self, who: Identity, password: str, caller: Caller) -> Person:
        """See that somebody knows the password of their account.

        Raises:
            Refusal: They do not, or have tried too often.
        """
        me = await self._me(who)
        async with self._throttle.attempt(account_look(me.name), caller.address) as attempt:
            try:
                verdict = await self._passwords.verify(me.password, password)
            except Refusal:
                attempt.was_void()
                raise
            if not verdict.right:
                raise Refusal(ErrorCode.BAD_LOGIN, WRONG_PASSWORD)
            attempt.was_right()
        return me

    async def _me(self, who: Identity) -> Person:
        return _there(await self._people.by_id(who.account))

    def _hang_up(self, ended: Sequence[str], own_line: HangUp) -> None:
        for device in ended:
            self._presence.end(device, own_line)


def _there(me: Person | None) -> Person:
    if me is None:
        raise Refusal(ErrorCode.LOGIN_NEEDED, GONE)
    return me
