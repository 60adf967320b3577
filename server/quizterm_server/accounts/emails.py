"""E-mail addresses as far as they can be judged by looking: nothing is ever sent to one."""

import unicodedata

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_

LONGEST, LONGEST_BEFORE_AT = 254, 64
"""Characters, as RFC 5321 has it."""
NOT_ONE = N_("This is no e-mail address. Write it like ada@example.org, or leave it out.")
_NEVER = frozenset('()<>[]\\,;:"')


def clean_email(raw: str) -> str:
    """The address as it is kept; empty for none.

    Raises:
        Refusal: It cannot be one.
    """
    email = unicodedata.normalize("NFC", raw.strip())
    if email and not _is_plausible(email):
        raise Refusal(ErrorCode.BAD_EMAIL, NOT_ONE)
    return email


def _is_plausible(email: str) -> bool:
    mailbox, at, domain = email.partition("@")
    return (
        len(email) <= LONGEST
        and 1 <= len(mailbox) <= LONGEST_BEFORE_AT
        and bool(at)
        and "@" not in domain
        and all(domain.split("."))
        and all(_is_written(character) for character in email)
    )


def _is_written(character: str) -> bool:
    return character.isprintable() and not character.isspace() and character not in _NEVER
