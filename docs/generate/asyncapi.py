"""`docs/asyncapi.json`: the protocol for programs, as AsyncAPI 3."""

import json
from typing import Any

from docs.generate.docstrings import summary
from docs.generate.schemas import client_messages, is_request, name_of, schemas, server_messages
from quizterm import __version__
from quizterm.protocol.messages import DEFAULT_PORT, HOST_FRAME, HOST_PATH, PLAY_FRAME, PLAY_PATH, PROTOCOL

PATHS = {"play": (PLAY_PATH, PLAY_FRAME), "host": (HOST_PATH, HOST_FRAME)}
HOST_ONLY = {"create_session", "resume_host"}
"""Entries that only the host's path takes."""


def asyncapi() -> str:
    """The whole document as JSON."""
    return json.dumps(_document(), indent=2, ensure_ascii=False) + "\n"


def _document() -> dict[str, Any]:
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "QuizTerm",
            "version": f"{PROTOCOL}.0.0",
            "description": f"Protocol {PROTOCOL}, as spoken by QuizTerm {__version__}. "
            "JSON text frames over WebSocket; docs/protocol.md tells the story.",
            "license": {"name": "MIT"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "quizterm": {"host": f"localhost:{DEFAULT_PORT}", "protocol": "ws"},
            "encrypted": {"host": f"localhost:{DEFAULT_PORT}", "protocol": "wss"},
        },
        "channels": {name: _channel(name) for name in PATHS},
        "operations": _operations(),
        "components": {
            "messages": {name_of(m): _message(m) for m in (*client_messages(), *server_messages())},
            "schemas": schemas("#/components/schemas/{model}"),
        },
    }


def _channel(name: str) -> dict[str, Any]:
    path, frame = PATHS[name]
    return {
        "address": path,
        "description": f"Frames to the server hold at most {frame} bytes.",
        "messages": {m: {"$ref": f"#/components/messages/{m}"} for m in _names(name)},
    }


def _names(channel: str) -> list[str]:
    messages = [name_of(message) for message in (*client_messages(), *server_messages())]
    return [name for name in messages if channel == "host" or name not in HOST_ONLY]


def _message(message: Any) -> dict[str, Any]:
    return {
        "name": name_of(message),
        "summary": summary(message),
        "payload": {"$ref": f"#/components/schemas/{message.__name__}"},
    }


def _operations() -> dict[str, Any]:
    operations: dict[str, Any] = {}
    for channel in PATHS:
        allowed = _names(channel)
        for message in client_messages():
            name = name_of(message)
            if name in allowed:
                operations[f"{channel}_{name}"] = _request(channel, name, answered=is_request(message))
        for message in server_messages():
            name = name_of(message)
            operations[f"{channel}_tell_{name}"] = _operation("send", channel, name)
    return operations


def _request(channel: str, name: str, *, answered: bool) -> dict[str, Any]:
    """What the server receives, and how it replies."""
    replies = ("ok", "refused") if answered else ("welcome", "goodbye")
    reply = {
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [_reference(channel, name) for name in replies],
    }
    return {**_operation("receive", channel, name), "reply": reply}


def _operation(action: str, channel: str, name: str) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [_reference(channel, name)],
    }


def _reference(channel: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/channels/{channel}/messages/{name}"}
