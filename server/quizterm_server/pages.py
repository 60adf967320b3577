"""What plain HTTP gets on the server's port, and which upgrades are let through."""

import json
from collections.abc import Sized
from http import HTTPStatus
from math import ceil

from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from quizterm.errors import Refusal
from quizterm.protocol.messages import HOST_PATH, PLAY_PATH
from quizterm_server.exposition import CONTENT_TYPE, Exposition
from quizterm_server.limits import Source
from quizterm_server.metrics import Turned
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.session import NO_SESSION
from quizterm_server.rooms.surroundings import Surroundings

DOORS = (PLAY_PATH, HOST_PATH)
"""The paths that speak the protocol."""

SESSIONS = "/sessions/"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"

BUSY = "This server has as many connections as it can take. Try again in a moment.\n"
UPGRADE = "This is a QuizTerm server. Connect with: quizterm join CODE\n"
NOTHING = "There is nothing here. This is a QuizTerm server; connect with: quizterm join CODE\n"
CROWDED = "Too much comes from your address at once. Try again in a moment.\n"
CLOSING = "The server is going down.\n"


class Pages:
    """Answers plain HTTP requests; `None` lets a WebSocket handshake go on."""

    def __init__(
        self, registry: Registry, connections: Sized, around: Surroundings, exposition: Exposition | None
    ) -> None:
        self._registry = registry
        self._connections = connections
        self._most_connections = around.settings.max_connections
        self._refused = around.metrics.connections_refused
        self._exposition = exposition
        self.closing = False

    def answer(self, protocol: ServerProtocol, request: Request, source: Source) -> Response | None:
        """The response to a plain request; `None` for one that may become a WebSocket."""
        path = request.path.partition("?")[0]
        if path in DOORS:
            return self._upgrade(protocol, request, source)
        if request.method != "GET":
            return _page(protocol, HTTPStatus.METHOD_NOT_ALLOWED, NOTHING)
        if path.startswith(SESSIONS):
            return self._session(protocol, path.removeprefix(SESSIONS), source)
        return self._page(protocol, path)

    def _upgrade(self, protocol: ServerProtocol, request: Request, source: Source) -> Response | None:
        if "websocket" not in ",".join(request.headers.get_all("Upgrade")).lower():
            response = _page(protocol, HTTPStatus.UPGRADE_REQUIRED, UPGRADE)
            response.headers["Upgrade"] = "websocket"
            return response
        if self.closing:
            self._refused[Turned.CLOSING] += 1
            return _page(protocol, HTTPStatus.SERVICE_UNAVAILABLE, CLOSING)
        if len(self._connections) >= self._most_connections:
            self._refused[Turned.FULL] += 1
            return _page(protocol, HTTPStatus.SERVICE_UNAVAILABLE, BUSY)
        if not source.connects():
            self._refused[Turned.TOO_FAST] += 1
            return _wait(protocol, 1)
        return None

    def _page(self, protocol: ServerProtocol, path: str) -> Response:
        if path == "/healthz":
            return _page(protocol, HTTPStatus.OK, "ok\n")
        if path == "/readyz":
            if self.closing:
                return _page(protocol, HTTPStatus.SERVICE_UNAVAILABLE, CLOSING)
            return _page(protocol, HTTPStatus.OK, "ready\n")
        if path == "/metrics" and self._exposition is not None:
            return _page(protocol, HTTPStatus.OK, self._exposition.page().decode(), CONTENT_TYPE)
        return _page(protocol, HTTPStatus.NOT_FOUND, NOTHING)

    def _session(self, protocol: ServerProtocol, code: str, source: Source) -> Response:
        if seconds := source.wait_for(code):
            return _wait(protocol, seconds)
        try:
            room = self._registry.find(code)
        except Refusal:
            room = None
        if room is None or not room.facts.joinable:
            source.was_wrong(code)
            return _page(protocol, HTTPStatus.NOT_FOUND, json.dumps({"message": NO_SESSION}), JSON)
        source.was_right(code)
        facts = room.facts
        about = {"code": code, "title": facts.title, "phase": facts.phase, "players": facts.players}
        return _page(protocol, HTTPStatus.OK, json.dumps(about), JSON)


def _wait(protocol: ServerProtocol, seconds: float) -> Response:
    response = _page(protocol, HTTPStatus.TOO_MANY_REQUESTS, CROWDED)
    response.headers["Retry-After"] = str(ceil(seconds))
    return response


def _page(protocol: ServerProtocol, status: HTTPStatus, text: str, kind: str = TEXT) -> Response:
    response = protocol.reject(status, text)
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
