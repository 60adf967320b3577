"""`docs/protocol.md`: the protocol for people."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from docs.generate.docstrings import field_docs, summary
from docs.generate.example import example
from docs.generate.markdown import table
from docs.generate.schemas import Schema, client_messages, name_of, schemas, server_messages
from quizterm.errors import ErrorCode
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import (
    DEFAULT_PORT,
    HOST_FRAME,
    HOST_PATH,
    PLAY_FRAME,
    PLAY_PATH,
    PROTOCOL,
)
from quizterm.quiz.bounds import MAX_OPTIONS, MAX_QUESTIONS
from quizterm_server.connection import COMMAND_FRAME
from quizterm_server.settings import ServerSettings

TEMPLATE = Path(__file__).with_name("protocol.in.md")
PREFIX = "#/"


def protocol() -> str:
    """The whole document as Markdown."""
    found = schemas(PREFIX + "{model}")
    messages = {message.__name__ for message in (*client_messages(), *server_messages())}
    limits = ServerSettings.model_fields
    filled = {
        "protocol": PROTOCOL,
        "port": DEFAULT_PORT,
        "play_path": PLAY_PATH,
        "play_frame": PLAY_FRAME,
        "host_path": HOST_PATH,
        "host_frame": HOST_FRAME,
        "rate": f"{limits['message_rate'].default:g}",
        "burst": limits["message_burst"].default,
        "bad_messages": limits["bad_messages"].default,
        "wrong_codes": limits["wrong_codes"].default,
        "hello_seconds": f"{limits['hello_seconds'].default:g}",
        "entry_seconds": f"{limits['entry_seconds'].default:g}",
        "stall_seconds": f"{limits['stall_seconds'].default:g}",
        "max_questions": MAX_QUESTIONS,
        "max_options": MAX_OPTIONS,
        "command_frame": COMMAND_FRAME,
        "example": example(),
        "client": _messages(client_messages(), found),
        "server": _messages(server_messages(), found),
        "types": _types({name: schema for name, schema in found.items() if name not in messages}),
        "errors": _errors(),
        "closing": table(("code", "name", "meaning"), _closing()),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace("{{" + name + "}}", str(value))
    return text


def _messages(messages: tuple[type[BaseModel], ...], found: dict[str, Schema]) -> str:
    parts = [f"### {name_of(m)}\n\n{summary(m)}\n\n{_fields(found[m.__name__])}" for m in messages]
    return "\n\n".join(parts)


def _types(found: dict[str, Schema]) -> str:
    parts = []
    for name, schema in sorted(found.items()):
        body = _values(schema) if "enum" in schema else _fields(schema)
        parts.append(f"### {name}\n\n{schema.get('description', '')}\n\n{body}".rstrip())
    return "\n\n".join(parts)


def _fields(schema: Schema) -> str:
    """A table of an object's fields, or of the items of a list in their order."""
    items = schema.get("prefixItems", [])
    found = {item["title"]: item for item in items} or schema.get("properties", {})
    required = list(found)[: schema["minItems"]] if items else schema.get("required", [])
    rows: list[tuple[str, ...]] = [
        (f"`{name}`", _type(inner), _default(inner, needed=name in required), inner.get("description", ""))
        for name, inner in found.items()
    ]
    return table(("item" if items else "field", "type", "default", "meaning"), rows)


def _default(schema: Schema, *, needed: bool) -> str:
    """What a field is when it is left out."""
    if needed:
        return "required"
    if "default" not in schema:
        return "see its type"
    return f"`{json.dumps(schema['default'], ensure_ascii=False)}`"


def _values(schema: Schema) -> str:
    return ", ".join(f"`{value}`" for value in schema["enum"])


def _type(schema: Schema) -> str:
    """A type in a few words, with links to the types it is made of."""
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " or ".join(_type(inner) for inner in schema[union])
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(PREFIX)
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f'`"{schema["const"]}"`'
    if schema["type"] == "array":
        return _list(schema)
    return f"{schema['type']}{_limits(schema)}"


def _list(schema: Schema) -> str:
    inner: list[Any] = schema.get("prefixItems", [])
    if inner:
        return "[" + ", ".join(_type(item) for item in inner) + "]"
    return f"list of {_type(schema['items'])}"


def _limits(schema: Schema) -> str:
    if "maxLength" in schema:
        return f", {schema.get('minLength', 0)} to {schema['maxLength']} characters"
    if "pattern" in schema:
        return f" matching `{schema['pattern']}`"
    if "maximum" in schema:
        return f", {schema['minimum']} to {schema['maximum']}"
    return ""


def _errors() -> str:
    docs = field_docs(ErrorCode)
    rows: list[tuple[str, ...]] = [(f"`{code}`", docs.get(code.name, "")) for code in ErrorCode]
    return table(("code", "meaning"), rows)


def _closing() -> list[tuple[str, ...]]:
    docs = field_docs(CloseReason)
    return [(str(int(code)), f"`{code.name.lower()}`", docs.get(code.name, "")) for code in CloseReason]
