"""Requests made of what people have typed."""

from typing import Any, TypeVar

from pydantic import ValidationError

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import DeskRequest

_Wish = TypeVar("_Wish", bound=DeskRequest)

_CODES = {
    "name": ErrorCode.BAD_ACCOUNT_NAME,
    "email": ErrorCode.BAD_EMAIL,
    "invite": ErrorCode.BAD_INVITE,
    "device": ErrorCode.NO_DEVICE,
    "password": ErrorCode.PASSWORD_TOO_LONG,
    "new_password": ErrorCode.PASSWORD_TOO_LONG,
}
_SENTENCES = {
    ErrorCode.BAD_ACCOUNT_NAME: "The name is too long, or not text.",
    ErrorCode.BAD_EMAIL: "The e-mail address is too long, or not text.",
    ErrorCode.BAD_INVITE: "This is no invitation code.",
    ErrorCode.NO_DEVICE: "This is no mark of a device: quizterm account devices",
    ErrorCode.PASSWORD_TOO_LONG: "The password is too long, or not text.",
}


def wish(kind: type[_Wish], **fields: Any) -> _Wish:
    """A request, without its number.

    Raises:
        Refusal: What was typed does not fit into it, so that it need not be sent.
    """
    try:
        request = kind(ref=0, **fields)
        request.model_dump_json()
    except ValidationError as error:
        field = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        raise _refusal(_CODES.get(field, ErrorCode.BAD_MESSAGE)) from None
    return request


def _refusal(code: ErrorCode) -> Refusal:
    return Refusal(code, _SENTENCES.get(code, "This cannot be asked of a server."))
