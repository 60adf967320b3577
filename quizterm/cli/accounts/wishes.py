"""Requests made of what people have typed."""

from typing import Any, TypeVar

from pydantic import ValidationError

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.protocol.accounts import DeskRequest

_Wish = TypeVar("_Wish", bound=DeskRequest)

_TOO_MANY_VERSIONS = (ErrorCode.NO_VERSION, N_("No quiz has so many versions."))
_TAGS = (ErrorCode.BAD_TAG, N_("These are too many tags at once, or one of them is too long or not text."))
_PASSWORD = (ErrorCode.PASSWORD_TOO_LONG, N_("The password is too long, or not text."))
_UNFIT = {
    "name": (ErrorCode.BAD_ACCOUNT_NAME, N_("The name is too long, or not text.")),
    "email": (ErrorCode.BAD_EMAIL, N_("The e-mail address is too long, or not text.")),
    "invite": (ErrorCode.BAD_INVITE, N_("This is no invitation code.")),
    "device": (ErrorCode.NO_DEVICE, N_("This is no mark of a device: quizterm account devices")),
    "password": _PASSWORD,
    "new_password": _PASSWORD,
    "version": _TOO_MANY_VERSIONS,
    "base": _TOO_MANY_VERSIONS,
    "tag": (ErrorCode.BAD_TAG, N_("This is too long for a tag, or not text.")),
    "add": _TAGS,
    "remove": _TAGS,
    "user": (ErrorCode.NO_ACCOUNT, N_("No account has a name like this.")),
    "search": (ErrorCode.BAD_MESSAGE, N_("This is too long to be searched for, or not text.")),
    "text": (
        ErrorCode.QUIZ_TOO_LARGE,
        N_("The file is larger than can be sent to a library; split the quiz."),
    ),
}
"""What to tell when something that was typed does not fit into a request, by the field."""


def wish(kind: type[_Wish], **fields: Any) -> _Wish:
    """A request, without its number.

    Raises:
        Refusal: What was typed does not fit into it, so that it need not be sent.
    """
    try:
        return kind(ref=0, **fields)
    except ValidationError as error:
        field = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        code, sentence = _UNFIT.get(field, (ErrorCode.BAD_MESSAGE, N_("This cannot be asked of a server.")))
        raise Refusal(code, sentence) from None
