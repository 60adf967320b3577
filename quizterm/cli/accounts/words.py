"""How accounts, devices and invitations are shown."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from quizterm.cli.output import in_one_line, table
from quizterm.language import N_, _, heard, pgettext
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import Account, Device, Invite
from quizterm.protocol.messages import ServerBase

if TYPE_CHECKING:
    from quizterm_client.addresses import Address

NOTHING = "-"
CHANGE_FIRST = N_("Your password was set by an admin. Choose another one: quizterm account password")


def called(role: AccountRole) -> str:
    """A role, for people."""
    match role:
        case AccountRole.PLAYER:
            return pgettext("role", "player")
        case AccountRole.TEACHER:
            return pgettext("role", "teacher")
        case AccountRole.ADMIN:
            return pgettext("role", "admin")


def who(account: Account, server: "Address") -> str:
    """Somebody, and where: `ada (teacher) on lab:8765`."""
    return _("{name} ({role}) on {server}").format(
        name=in_one_line(account.name), role=called(account.role), server=server
    )


def may_do(account: Account) -> str:
    """What an account is now: `ada is a teacher now.`"""
    match account.role:
        case AccountRole.PLAYER:
            sentence = _("{name} is a player now.")
        case AccountRole.TEACHER:
            sentence = _("{name} is a teacher now.")
        case AccountRole.ADMIN:
            sentence = _("{name} is an admin now.")
    return sentence.format(name=in_one_line(account.name))


def accounts_table(accounts: tuple[Account, ...]) -> str:
    """Accounts in columns."""
    heading = (
        pgettext("column", "account"),
        pgettext("column", "role"),
        pgettext("column", "state"),
        pgettext("column", "since"),
        pgettext("column", "e-mail"),
    )
    return table([heading, *map(_account_row, accounts)])


def devices_table(devices: tuple[Device, ...]) -> str:
    """Devices in columns, and which one is in use."""
    heading = (
        pgettext("column", "mark"),
        pgettext("column", "last seen"),
        pgettext("column", "from"),
        pgettext("column", "since"),
        pgettext("column", "device"),
    )
    return table([heading, *map(_device_row, devices)])


def invites_table(invites: tuple[Invite, ...]) -> str:
    """Invitations in columns."""
    heading = (
        pgettext("column", "number"),
        pgettext("column", "role"),
        pgettext("column", "uses left"),
        pgettext("column", "until"),
        pgettext("column", "made by"),
    )
    return table([heading, *map(_invite_row, invites)])


def document(told: ServerBase, **more: str) -> dict[str, Any]:
    """What a server told, for programs."""
    values = told.model_dump(mode="json")
    return more | {name: value for name, value in values.items() if name != "kind"}


def day(moment: datetime) -> str:
    """A moment, on this machine's clock."""
    with suppress(OverflowError):  # at either end of the calendar a machine's clock stops short
        moment = moment.astimezone()
    return f"{moment:%Y-%m-%d %H:%M}"


def _account_row(account: Account) -> tuple[str, ...]:
    email = in_one_line(account.email) or NOTHING
    return in_one_line(account.name), called(account.role), _state(account), day(account.created_at), email


def _state(account: Account) -> str:
    if account.disabled:
        return pgettext("account", "disabled")
    if account.must_change_password:
        return pgettext("account", "password reset")
    return pgettext("account", "active")


def _device_row(device: Device) -> tuple[str, ...]:
    label = heard(in_one_line(device.label)) or NOTHING
    seen = pgettext("device", "now, this one") if device.current else day(device.seen_at)
    address = in_one_line(device.address) or NOTHING
    return in_one_line(device.mark), seen, address, day(device.created_at), label


def _invite_row(invite: Invite) -> tuple[str, ...]:
    until = day(invite.expires_at)
    return f"{invite.number}", called(invite.role), f"{invite.uses_left}", until, in_one_line(invite.made_by)
