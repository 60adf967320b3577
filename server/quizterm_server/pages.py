"""What plain HTTP gets on the server's port, and which upgrades are let through."""

import json
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from quizterm.errors import Refusal
from quizterm.protocol.messages import HOST_PATH, PLAY_PATH
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.session import NO_SESSION

DOORS = (PLAY_PATH, HOST_PATH)
"""The paths that speak the protocol."""

SESSIONS = "/sessions/"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"

BUSY = "This server has as many connections as it can take. Try again in a moment.\n"
UPGRADE = "This is a QuizTerm server. Connect with: quizterm join CODE\n"
NOTHING = "There is nothing here. This is a QuizTerm server; connect with: quizterm join CODE\n"
CLOSING = "The server is going down.\n"


class Pages:
    """Answers plain HTTP requests; `None` lets a WebSocket handshake go on."""

    def __init__(self, registry: Registry, most_connections: int) -> None:
        self._registry = registry
        self._most_connections = most_connections
        self.closing = False

    def __call__(self, connection: ServerConnection, request: Request) -> Response | None:
        path = request.path.partition("?")[0]
        if path in DOORS:
            return self._upgrade(connection, request)
        if request.method != "GET":
            return _page(connection, HTTPStatus.METHOD_NOT_ALLOWED, NOTHING)
        return self._page(connection, path)

    def _upgrade(self, connection: ServerConnection, request: Request) -> Response | None:
        if "websocket" not in ",".join(request.headers.get_all("Upgrade")).lower():
            response = _page(connection, HTTPStatus.UPGRADE_REQUIRED, UPGRADE)
            response.headers["Upgrade"] = "websocket"
            return response
        if self.closing:
            return _page(connection, HTTPStatus.SERVICE_UNAVAILABLE, CLOSING)
        if len(connection.server.connections) >= self._most_connections:
            return _page(connection, HTTPStatus.SERVICE_UNAVAILABLE, BUSY)
        return None

    def _page(self, connection: ServerConnection, path: str) -> Response:
        if path == "/healthz":
            return _page(connection, HTTPStatus.OK, "ok\n")
        if path == "/readyz":
            if self.closing:
                return _page(connection, HTTPStatus.SERVICE_UNAVAILABLE, CLOSING)
            return _page(connection, HTTPStatus.OK, "ready\n")
        if path.startswith(SESSIONS):
            return self._session(connection, path.removeprefix(SESSIONS))
        return _page(connection, HTTPStatus.NOT_FOUND, NOTHING)

    def _session(self, connection: ServerConnection, code: str) -> Response:
        try:
            room = self._registry.find(code)
        except Refusal:
            room = None
        if room is None or not room.facts.joinable:
            return _page(connection, HTTPStatus.NOT_FOUND, json.dumps({"message": NO_SESSION}), JSON)
        facts = room.facts
        about = {"code": code, "title": facts.title, "phase": facts.phase, "players": facts.players}
        return _page(connection, HTTPStatus.OK, json.dumps(about), JSON)


def _page(connection: ServerConnection, status: HTTPStatus, text: str, kind: str = TEXT) -> Response:
    response = connection.respond(status, text)
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
