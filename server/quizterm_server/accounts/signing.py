"""Access tokens: JSON Web Tokens (RFC 7519) that this installation signs, and nobody else."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import jwt
from jwt.types import Options
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from structlog.typing import FilteringBoundLogger

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import DeviceMark
from quizterm_server.accounts.keys import KEY_NAME, Keys, KeyWatch
from quizterm_server.clock import WallClock

ALGORITHM = "HS256"
AUDIENCE = "quizterm"
PURPOSE = "access"
SKEW = timedelta(seconds=5)
"""How far the clocks of two servers of one installation may be apart."""

MALFORMED = N_("This is no access token of this server. Log in again: quizterm login")
TAMPERED = N_("The access token was not signed by this server. Log in again: quizterm login")
TOO_EARLY = N_(
    "The access token is not good yet: the clock of this server was set back. Log in again: quizterm login"
)
EXPIRED = N_("The access token has expired. Refresh it, or log in again: quizterm login")
FOREIGN_SERVER = N_("The access token was made by another server. Log in to this one: quizterm login")
FOREIGN_PURPOSE = N_("The token was made for another purpose than access. Log in again: quizterm login")

_SIGNATURE_ONLY: Options = {
    "verify_signature": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}
"""Everything else is checked here: more strictly, and by the clock of this server."""

_NUMBER = r"^[1-9][0-9]{0,17}$"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good access token says."""

    account: int
    device: str
    key: str
    """The name of the key that has signed it."""


class _Header(BaseModel):
    """Everything that the head of a token may say."""

    model_config = ConfigDict(strict=True, extra="forbid")

    alg: Literal["HS256"]
    typ: Literal["JWT"]
    kid: Annotated[str, Field(pattern=KEY_NAME)]


class _Payload(BaseModel):
    """What a token has to say."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    exp: int
    iat: int
    jti: Annotated[str, Field(min_length=1, max_length=64)]
    aud: str
    iss: str
    typ: str
    sub: Annotated[str, Field(pattern=_NUMBER)]
    sid: DeviceMark
    nbf: int = 0


class Signing:
    """Makes and reads access tokens.

    Args:
        path: The file with the keys, which is made if it is not there.
        seconds: How long a token is good for.
        now: The time of day.
        log: Where trouble with the file is reported.

    Raises:
        CannotStore: The file cannot be used.
    """

    def __init__(self, path: Path, seconds: int, now: WallClock, log: FilteringBoundLogger) -> None:
        self.seconds = seconds
        self._now = now
        self._watch = KeyWatch(path, now, log)

    def mint(self, account: int, device: str) -> str:
        """An access token for an account that is logged in on this device."""
        keys = self._watch.keys
        at = int(self._now().timestamp())
        claims = {
            "iss": keys.issuer,
            "aud": AUDIENCE,
            "typ": PURPOSE,
            "sub": str(account),
            "sid": device,
            "jti": secrets.token_urlsafe(12),
            "iat": at,
            "exp": at + self.seconds,
        }
        newest = keys.newest
        return jwt.encode(claims, newest.secret, ALGORITHM, {"kid": newest.kid})

    def read(self, token: str) -> Claims:
        """What a token says that is good now.

        Raises:
            Refusal: It is not.
        """
        payload, key = self._verified(self._watch.keys, token)
        now = self._now()
        if payload.exp <= now.timestamp():
            raise Refusal(ErrorCode.TOKEN_EXPIRED, EXPIRED)
        if max(payload.iat, payload.nbf) > (now + SKEW).timestamp():
            raise Refusal(ErrorCode.BAD_TOKEN, TOO_EARLY)
        return Claims(int(payload.sub), payload.sid, key)

    def demand_known(self, key: str) -> None:
        """See that a key has not been forgotten, because others have it.

        Raises:
            Refusal: It has.
        """
        if self._watch.keys.named(key) is None:
            raise Refusal(ErrorCode.TOKEN_EXPIRED, EXPIRED)

    def _verified(self, keys: Keys, token: str) -> tuple[_Payload, str]:
        """What a token says that this installation has signed as an access token, and with which key.

        Raises:
            Refusal: It has not.
        """
        try:
            header = _Header.model_validate(jwt.get_unverified_header(token))
        except (jwt.PyJWTError, ValidationError):
            raise Refusal(ErrorCode.BAD_TOKEN, MALFORMED) from None
        key = keys.named(header.kid)
        if key is None:
            raise Refusal(ErrorCode.TOKEN_FOREIGN, FOREIGN_SERVER)
        try:
            claims = jwt.decode(token, key.secret, [ALGORITHM], options=_SIGNATURE_ONLY)
            payload = _Payload.model_validate(claims)
        except jwt.InvalidSignatureError:
            raise Refusal(ErrorCode.BAD_TOKEN, TAMPERED) from None
        except (jwt.PyJWTError, ValidationError):
            raise Refusal(ErrorCode.BAD_TOKEN, MALFORMED) from None
        if (payload.iss, payload.aud) != (keys.issuer, AUDIENCE):
            raise Refusal(ErrorCode.TOKEN_FOREIGN, FOREIGN_SERVER)
        if payload.typ != PURPOSE:
            raise Refusal(ErrorCode.TOKEN_FOREIGN, FOREIGN_PURPOSE)
        retired = keys.retired_at(key)
        if retired is not None and retired + timedelta(seconds=self.seconds) <= self._now():
            raise Refusal(ErrorCode.TOKEN_EXPIRED, EXPIRED)
        return payload, key.kid
