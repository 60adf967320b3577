"""Who somebody is who has logged in, and where they knock from."""

from dataclasses import dataclass

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import AccountRole

_RANKS = (AccountRole.PLAYER, AccountRole.TEACHER, AccountRole.ADMIN)
"""Each may do what those before it may."""

TEACHERS_ONLY = N_("This is for teachers. Ask whoever runs this server to make your account a teacher's.")
ADMINS_ONLY = N_("This is for admins of this server.")
LOGGED_OUT = N_("This login is over: it was logged out. Log in again: quizterm login")
DISABLED = N_("This account has been closed by an admin of this server.")
CHANGE_FIRST = N_("Your password was set by an admin. Choose another one first: quizterm account password")


@dataclass(frozen=True, slots=True)
class Identity:
    """An account that is logged in on a device, as the database has it now."""

    account: int
    """Its number in the database."""
    name: str
    role: AccountRole
    device: str
    """The mark of the device."""
    must_change: bool = False
    """Nothing but a new password is to be had with this one."""
    key: str = ""
    """The name of the key that signed the access token it came with; empty if it came with another secret."""

    def has(self, role: AccountRole) -> bool:
        """Whether this account has the role, or one that may do more."""
        return _RANKS.index(self.role) >= _RANKS.index(role)

    def demand(self, role: AccountRole) -> None:
        """See that this account has the role, or one that may do more.

        Raises:
            Refusal: It has not, or has to change its password first.
        """
        self.demand_own_password()
        if not self.has(role):
            sentence = ADMINS_ONLY if role is AccountRole.ADMIN else TEACHERS_ONLY
            raise Refusal(ErrorCode.NOT_ALLOWED, sentence)

    def demand_own_password(self) -> None:
        """See that the password is one that its owner has chosen.

        Raises:
            Refusal: It is not.
        """
        if self.must_change:
            raise Refusal(ErrorCode.PASSWORD_CHANGE_NEEDED, CHANGE_FIRST)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from."""

    address: str
    """The IP address; empty if it is not known."""
