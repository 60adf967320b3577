"""How accounts, devices and invitations are shown."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from quizterm.cli.output import in_one_line, table
from quizterm.protocol.accounts import AccountRole
from quizterm.protocol.data import Account, Device, Invite
from quizterm.protocol.messages import ServerBase

if TYPE_CHECKING:
    from quizterm_client.addresses import Address

ACCOUNTS = ("account", "role", "state", "since", "e-mail")
DEVICES = ("mark", "last seen", "from", "since", "device")
INVITES = ("number", "role", "uses left", "until", "made by")
NOTHING = "-"
HERE = "now, this one"

CHANGE_FIRST = "Your password was set by an admin. Choose another one: quizterm account password"


def who(account: Account, server: "Address") -> str:
    """Somebody, and where: `ada (teacher) on lab:8765`."""
    return f"{in_one_line(account.name)} ({account.role}) on {server}"


def may_do(account: Account) -> str:
    """What an account is now: `ada is a teacher`."""
    article = "an" if account.role is AccountRole.ADMIN else "a"
    return f"{in_one_line(account.name)} is {article} {account.role}"


def accounts_table(accounts: tuple[Account, ...]) -> str:
    """Accounts in columns."""
    return table([ACCOUNTS, *map(_account_row, accounts)])


def devices_table(devices: tuple[Device, ...]) -> str:
    """Devices in columns, and which one is in use."""
    return table([DEVICES, *map(_device_row, devices)])


def invites_table(invites: tuple[Invite, ...]) -> str:
    """Invitations in columns."""
    return table([INVITES, *map(_invite_row, invites)])


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
    state = "disabled" if account.disabled else "password reset" if account.must_change_password else "active"
    email = in_one_line(account.email) or NOTHING
    return in_one_line(account.name), account.role, state, day(account.created_at), email


def _device_row(device: Device) -> tuple[str, ...]:
    label = in_one_line(device.label) or NOTHING
    seen = HERE if device.current else day(device.seen_at)
    address = in_one_line(device.address) or NOTHING
    return in_one_line(device.mark), seen, address, day(device.created_at), label


def _invite_row(invite: Invite) -> tuple[str, ...]:
    until = day(invite.expires_at)
    return f"{invite.number}", invite.role, f"{invite.uses_left}", until, in_one_line(invite.made_by)
