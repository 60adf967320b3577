"""The JSON Schemas of all wire messages, with the meaning of every field."""

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from docs.generate.docstrings import field_docs, summary
from quizterm.protocol.client import Request
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.server import ServerMessage

Schema = dict[str, Any]


def client_messages() -> tuple[type[BaseModel], ...]:
    """Everything a client can say, in the order of the union."""
    return get_args(get_args(ClientMessage)[0])


def server_messages() -> tuple[type[BaseModel], ...]:
    """Everything the server can say."""
    return get_args(get_args(ServerMessage)[0])


def name_of(message: type[BaseModel]) -> str:
    """The value of a message's `type`."""
    return str(message.model_fields["type"].default)


def is_request(message: type[BaseModel]) -> bool:
    """Whether the message is answered by `ok` or `refused`."""
    return issubclass(message, Request)


def schemas(template: str) -> dict[str, Schema]:
    """Every model and every type inside it, by name.

    Args:
        template: How one schema refers to another, with `{model}` for the name.
    """
    models: list[Any] = [(model, "validation") for model in (*client_messages(), *server_messages())]
    _, definitions = models_json_schema(models, ref_template=template)
    found: dict[str, Schema] = definitions["$defs"]
    types = _types()
    for name, schema in found.items():
        _describe(schema, types[name])
    return found


def _describe(schema: Schema, cls: type) -> None:
    """Put our own words into a schema, and leave out titles, which only repeat names."""
    schema.pop("title", None)
    schema["description"] = summary(cls)
    docs = field_docs(cls)
    for field, inner in schema.get("properties", {}).items():
        inner.pop("title", None)
        if field in docs:
            inner["description"] = docs[field].replace("`None`", "`null`")
        if field == "type" and "const" in inner:
            schema.setdefault("required", []).append("type")
            inner.pop("default", None)
    for item in schema.get("prefixItems", []):
        if item["title"] in docs:
            item["description"] = docs[item["title"]]
    if "required" in schema:
        schema["required"] = list(dict.fromkeys(schema["required"]))


def _types() -> dict[str, type]:
    """Every class that the messages are made of, by name."""
    import quizterm.errors
    import quizterm.protocol.accounts
    import quizterm.protocol.client
    import quizterm.protocol.data
    import quizterm.protocol.library
    import quizterm.protocol.server
    import quizterm.quiz.answers
    import quizterm.quiz.model
    import quizterm.snapshot

    modules = (
        quizterm.errors,
        quizterm.quiz.model,
        quizterm.quiz.answers,
        quizterm.snapshot,
        quizterm.protocol.accounts,
        quizterm.protocol.library,
        quizterm.protocol.data,
        quizterm.protocol.client,
        quizterm.protocol.server,
    )
    return {
        name: value for module in modules for name, value in vars(module).items() if isinstance(value, type)
    }
