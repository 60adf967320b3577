"""The minimal game, as a process: it speaks just enough of the protocol for the load's players and host.

It decodes an answer, counts it and acknowledges it, and sends each question to all when all have answered
the one before and a host would have had time to look; whatever else it is asked, such as a ping, it answers
with an empty `ok`. It has no log, no rules and no rights. `python -m benchmarks.load.yardstick 10 --uvloop`
"""

import argparse
import asyncio
import json
import sys
from contextlib import suppress
from time import monotonic
from typing import Any

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from benchmarks.load.messages import OPEN, PODIUM
from quizterm.protocol.messages import HOST_PATH

dumps = json.JSONEncoder(separators=(",", ":")).encode
CODE = "YARDST"
WELCOME = dumps({"type": "welcome", "protocol": 1, "server": "yardstick"})
BACKLOG = 1024


class Game:
    """Who is there, and how many have answered."""

    def __init__(self, questions: int, breath: float) -> None:
        self._questions = questions
        self._breath = breath
        self._question = -1
        self._answers = 0
        self._players: set[ServerConnection] = set()
        self._hosts: set[ServerConnection] = set()
        self._asked: list[float] = []

    async def serve(self, socket: ServerConnection) -> None:
        """Talk to one client until it goes."""
        hosting = socket.request is not None and socket.request.path == HOST_PATH
        with suppress(ConnectionClosed):
            await self._talk(socket, hosting)
        self._players.discard(socket)

    async def _talk(self, socket: ServerConnection, hosting: bool) -> None:
        async for text in socket:
            message = json.loads(text)
            if message["type"] == "submit_answer":
                self._answers += 1
                await socket.send(dumps({"type": "ok", "ref": message["ref"]}))
                if self._answers == len(self._players):
                    # So long does the load's host look at the result, and then at the standings.
                    asyncio.get_running_loop().call_later(2 * self._breath, self._ask)
            elif message["type"] == "hello":
                await socket.send(WELCOME)
            else:
                await socket.send(dumps({"type": "ok", "ref": message["ref"], **self._obey(message)}))
                if message["type"] == "join":
                    self._players.add(socket)
                elif hosting:
                    self._hosts.add(socket)

    def _obey(self, message: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked; returns what the reply says besides."""
        match message["type"]:
            case "create_session":
                return {"code": CODE}
            case "join":
                return {"player": len(self._players)}
            case "start":
                self._ask()
            case "end":
                return {"asked": self._asked}
            case _:
                pass
        return {}

    def _ask(self) -> None:
        self._question += 1
        self._answers = 0
        asked = self._question < self._questions
        stage = {
            "code": CODE,
            "title": "Load",
            "phase": OPEN if asked else PODIUM,
            "question": self._question,
            "questions": self._questions,
            "item": {
                "kind": "choice",
                "text": f"Which of these four short words is number {self._question + 1:>2}?",
                "options": ["the first one", "the second one", "the third one", "the last one"],
            },
        }
        news = dumps({"type": "stage", "version": self._question, "stage": stage})
        if asked:
            self._asked.append(monotonic())
        broadcast(self._players, news)
        broadcast(self._hosts, news)


async def run(questions: int, breath: float) -> None:
    """Serve until the process is ended; the port goes to stdout."""
    game = Game(questions, breath)
    async with serve(game.serve, "127.0.0.1", 0, compression=None, backlog=BACKLOG) as server:
        port = server.sockets[0].getsockname()[1]
        sys.stdout.write(json.dumps({"port": port}) + "\n")
        sys.stdout.flush()
        await server.serve_forever()


def main() -> None:
    """Read the arguments, serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=int)
    parser.add_argument("--uvloop", action="store_true", help="instead of asyncio's own loop")
    parser.add_argument("--breath", type=float, default=0.0, metavar="SECONDS", help="of a host at each look")
    arguments = parser.parse_args()
    (uvloop.run if arguments.uvloop else asyncio.run)(run(arguments.questions, arguments.breath))


if __name__ == "__main__":
    main()
