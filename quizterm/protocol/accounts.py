"""What a client says about accounts."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from quizterm.protocol.messages import AccessToken, Request, Token

AccountName = Annotated[str, Field(max_length=200)]
"""The name of an account as typed; the server cleans it and may refuse it."""
Password = Annotated[str, Field(max_length=4096, repr=False)]
"""A password as typed. The server looks at no more than 1,024 bytes and refuses a longer one."""
InviteCode = Annotated[str, Field(max_length=64, repr=False)]
DeviceMark = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""Names one login of an account."""
Label = Annotated[str, Field(max_length=200)]
"""What a device calls itself, for the list of devices."""


class AccountRole(StrEnum):
    """What an account may do; each may do what those before it may."""

    PLAYER = "player"
    """Play, and find the results again."""
    TEACHER = "teacher"
    """Keep quizzes in the library, share them, and host them."""
    ADMIN = "admin"
    """Look after accounts."""


class DeskRequest(Request):
    """A request about accounts or the library; it needs no session."""


class EntranceRequest(DeskRequest):
    """A request with which a connection logs in; it needs no login."""


class Register(EntranceRequest):
    """Make an account and log in with it; `ok` carries `login`."""

    type: Literal["register"] = "register"
    name: AccountName
    password: Password
    email: Annotated[str, Field(max_length=320)] = ""
    invite: InviteCode = ""
    """The invitation, on a server that asks for one."""
    device: Label = ""


class LogIn(EntranceRequest):
    """Log in with a password; `ok` carries `login`."""

    type: Literal["log_in"] = "log_in"
    name: AccountName
    password: Password
    device: Label = ""


class Refresh(EntranceRequest):
    """Log in with a refresh token, which is used up by that; `ok` carries `login` with the next one.

    Whoever lost the reply may ask once more within ten seconds and gets the same token. Used again later, the
    token ends the login on this device, because somebody else seems to have it as well.
    """

    type: Literal["refresh"] = "refresh"
    token: Annotated[Token, Field(repr=False)]


class Authenticate(EntranceRequest):
    """Log in with an access token; `ok` carries `account`."""

    type: Literal["authenticate"] = "authenticate"
    token: AccessToken


class OwnRequest(DeskRequest):
    """A request about the account that this connection has logged in as."""


class WhoAmI(OwnRequest):
    """Ask for the account of this connection; `ok` carries `account`."""

    type: Literal["who_am_i"] = "who_am_i"


class ChangeName(OwnRequest):
    """Give the account another name; `ok` carries `account`."""

    type: Literal["change_name"] = "change_name"
    name: AccountName
    password: Password


class ChangeEmail(OwnRequest):
    """Give the account another e-mail address, or none; `ok` carries `account`."""

    type: Literal["change_email"] = "change_email"
    email: Annotated[str, Field(max_length=320)]
    password: Password


class ChangePassword(OwnRequest):
    """Give the account another password, and log every other device out; `ok` carries `account`."""

    type: Literal["change_password"] = "change_password"
    password: Password
    """The one until now."""
    new_password: Password


class LogOut(OwnRequest):
    """End the login of this device."""

    type: Literal["log_out"] = "log_out"
    everywhere: bool = False
    """End the logins of all other devices as well."""


class ListDevices(OwnRequest):
    """Ask where this account is logged in; `ok` carries `devices`."""

    type: Literal["list_devices"] = "list_devices"


class RevokeDevice(OwnRequest):
    """End the login of one device and close its connections."""

    type: Literal["revoke_device"] = "revoke_device"
    device: DeviceMark


class ListResults(OwnRequest):
    """Ask for the sessions that this account has played, the newest first; `ok` carries `results`."""

    type: Literal["list_results"] = "list_results"
    before: Annotated[int, Field(ge=0)] | None = None
    """Go on where a list ended: its `next`."""


class AdminRequest(DeskRequest):
    """A request that only an admin may make."""


class ListAccounts(AdminRequest):
    """Ask for the accounts of this server, by name; `ok` carries `accounts`."""

    type: Literal["list_accounts"] = "list_accounts"
    search: Annotated[str, Field(max_length=200)] = ""
    """Only names that hold this."""
    after: Annotated[str, Field(max_length=200)] = ""
    """Go on where a list ended: its `next`."""


class SetDisabled(AdminRequest):
    """Close an account, which ends all its logins, or open it again; `ok` carries `account`."""

    type: Literal["set_disabled"] = "set_disabled"
    name: AccountName
    disabled: bool


class SetRole(AdminRequest):
    """Let an account do more, or less; `ok` carries `account`."""

    type: Literal["set_role"] = "set_role"
    name: AccountName
    role: Annotated[AccountRole, Field(strict=False)]


class ResetPassword(AdminRequest):
    """Give an account a password that its owner has to change at once, and end all its logins.

    `ok` carries `new_password`.
    """

    type: Literal["reset_password"] = "reset_password"
    name: AccountName


class MakeInvite(AdminRequest):
    """Make a code to register with; `ok` carries `invite`."""

    type: Literal["make_invite"] = "make_invite"
    role: Annotated[AccountRole, Field(strict=False)] = AccountRole.TEACHER
    uses: Annotated[int, Field(ge=1, le=10_000)] = 1
    """How many accounts may be made with it."""
    days: Annotated[int, Field(ge=1, le=366)] = 14
    """How long it is good for."""


class ListInvites(AdminRequest):
    """Ask for the codes that are still good; `ok` carries `invites`."""

    type: Literal["list_invites"] = "list_invites"


class RevokeInvite(AdminRequest):
    """Let a code be good no longer."""

    type: Literal["revoke_invite"] = "revoke_invite"
    invite: Annotated[int, Field(ge=0, le=2**31 - 1)]
    """Its number in the list."""


Entrance = Register | LogIn | Refresh | Authenticate
"""How a connection logs in."""

Own = WhoAmI | ChangeName | ChangeEmail | ChangePassword | LogOut | ListDevices | RevokeDevice | ListResults
"""What everybody with an account may ask."""

Administration = (
    ListAccounts | SetDisabled | SetRole | ResetPassword | MakeInvite | ListInvites | RevokeInvite
)
"""What an admin may ask."""
