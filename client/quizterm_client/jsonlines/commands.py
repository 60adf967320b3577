"""What a program may ask for: one JSON object, checked as strictly as the server does."""

import json
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol import client
from quizterm.protocol.client import HostCommand, Request, SubmitAnswer
from quizterm.protocol.codec import decode_client, encode
from quizterm.protocol.messages import PLAY_FRAME
from quizterm.snapshot import Phase, Stage
from quizterm_client.jsonlines.events import Id
from quizterm_client.view.commands import UNNUMBERED

SUBMIT: Final = "submit_answer"
LEAVE: Final = "leave"
"""Leave for good, as a player; whoever hosts or watches quits by it."""
QUIT: Final = "quit"
"""End this program: the player's seat is kept, the session goes on."""
GO_ON: Final = "go_on"
"""The obvious next thing, as Enter does on the host's screen."""

SHORT_FORMS: Final = {
    "pick": ("picked", "options"),
    "text": ("typed", "text"),
    "number": ("number", "value"),
    "order": ("ordered", "items"),
}
"""Short answers: the type of answer in the protocol, and its field."""

_REF_ROOM = 16
"""Bytes that the number of a request may take when it is sent."""

_BOM = b"\xef\xbb\xbf"

_ID: TypeAdapter[Id] = TypeAdapter(Id)


def _named(*requests: type[Request]) -> dict[str, type[Request]]:
    return {request.model_fields["type"].default: request for request in requests}


ANSWERING: Final = _named(SubmitAnswer)
HOSTING: Final = _named(*get_args(client.Command), *get_args(client.HostSetting), client.InviteHost)
"""A host's commands, by their names in the protocol."""
WORDS: Final = (*ANSWERING, *HOSTING, GO_ON, LEAVE, QUIT)
"""What can stand after `do`."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was given."""

    word: str
    """One of `WORDS`."""
    fields: dict[str, Any] = field(default_factory=dict)
    """What else was given, as in the protocol's request of this name."""
    id: Id | None = None


class BadLine(Exception):
    """A line that is no command.

    Args:
        message: Why, for whoever writes the program.
        id: What it calls itself, if that could be read.
    """

    def __init__(self, message: str, id: Id | None = None) -> None:
        super().__init__(message)
        self.id = id


def read_command(line: bytes) -> Command:
    """Read one line.

    Raises:
        BadLine: It is no command; says why.
    """
    fields = _object(line.removeprefix(_BOM))
    name = _id(fields)
    if "do" in fields:
        word = fields.pop("do")
    else:
        word, fields = SUBMIT, _with_answer(fields, name)
    if word not in WORDS:
        raise BadLine(_("What can be done is: {words}.").format(words=", ".join(WORDS)), name)
    if "type" in fields or "ref" in fields:
        raise BadLine(_("The fields type and ref are filled in here; name the command with do."), name)
    if fields and word in (GO_ON, LEAVE, QUIT):
        raise BadLine(_("Nothing but an id belongs to {word}.").format(word=word), name)
    return Command(word, fields, name)


def request_of(command: Command, stage: Stage) -> Request:
    """The request that a command stands for, with what was left out: the moment that the program sees.

    Args:
        command: An answer or a host's command.
        stage: What the program was told last.

    Raises:
        Refusal: The server would refuse it, or hang up.
    """
    fields, kind = dict(command.fields), (ANSWERING | HOSTING)[command.word]
    if issubclass(kind, SubmitAnswer) and "question" not in fields:
        if stage.phase is not Phase.OPEN:
            raise Refusal(ErrorCode.WRONG_PHASE, _("No question is open now."))
        fields["question"] = stage.question
    if issubclass(kind, HostCommand):
        fields = {"phase": stage.phase, "question": stage.question} | fields
    frame = to_json({**fields, "type": command.word, "ref": UNNUMBERED})
    request = decode_client(frame)
    if issubclass(kind, SubmitAnswer) and len(encode(request)) > PLAY_FRAME - _REF_ROOM:
        raise Refusal(ErrorCode.BAD_MESSAGE, _("This is longer than any answer may be."))
    assert isinstance(request, Request)
    return request


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = from_json(line, allow_inf_nan=False)
    except ValueError:
        raise BadLine(_("This is not JSON.")) from None
    if not isinstance(found, dict):
        raise BadLine(_("A command is a JSON object, such as: {example}").format(example='{"pick": 0}'))
    try:
        _ONCE.decode(line.decode())
    except _NamedTwice:
        raise BadLine(_("An object names a field twice."), _id(found)) from None
    return found


def _id(fields: dict[str, Any]) -> Id | None:
    """Take the id out.

    Raises:
        BadLine: It is none.
    """
    given = fields.pop("id", None)
    if given is None:
        return None
    try:
        return _ID.validate_python(given, strict=True)
    except ValidationError:
        raise BadLine(_("An id is a whole number, or a text of at most 200 characters.")) from None


def _with_answer(fields: dict[str, Any], name: Id | None) -> dict[str, Any]:
    """The fields of an answer, of which a short form is written out."""
    forms = [form for form in ("answer", *SHORT_FORMS) if form in fields]
    if len(forms) != 1:
        ways = ", ".join(("do", "answer", *SHORT_FORMS))
        raise BadLine(_("A command has exactly one of these fields: {names}.").format(names=ways), name)
    form = forms[0]
    if form == "answer":
        return fields
    given = fields.pop(form)
    kind, where = SHORT_FORMS[form]
    one = form == "pick" and not isinstance(given, list)
    return fields | {"answer": {"type": kind, where: [given] if one else given}}


class _NamedTwice(ValueError):
    """An object names a field more than once."""


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _value in pairs}) != len(pairs):
        raise _NamedTwice


_ONCE = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, strict=False)
"""Only looks; pydantic reads. Two readers could take an object that names a field twice for two commands."""
