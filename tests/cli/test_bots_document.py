"""docs/bots.md tells what happens: its bot plays, and its session is run again."""

import json
import os
import re
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, get_args

from quizterm_client.jsonlines.commands import SHORT_FORMS, WORDS
from quizterm_client.jsonlines.events import AnyEvent
from tests.support.jsonlines import Event, Program, program
from tests.support.processes import Home

DOCUMENT = (Path(__file__).parents[2] / "docs" / "bots.md").read_text(encoding="utf-8")
CHANGING = ("code", "server", "join", "server_now", "version", "deadline", "round_trip", "time", "average")
"""Fields that are others in each session."""


def block(language: str) -> str:
    """The one block of the document in this language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)
    return str(found)


def quiz_in(home: Home) -> str:
    path = home.folder / "ports.yaml"
    path.write_text(block("yaml"), encoding="utf-8")
    return str(path)


def holds(told: Any, written: Any) -> bool:
    """Whether what was told is what is written, apart from what is left out there."""
    if not isinstance(written, dict):
        return bool(told == written)
    return isinstance(told, dict) and all(
        type(told.get(name)) is type(value) if name in CHANGING else holds(told.get(name), value)
        for name, value in written.items()
    )


def place(event: Event) -> tuple[str, int] | None:
    """Where the game stands, in a stage."""
    return (event["stage"]["phase"], event["stage"]["question"]) if event["event"] == "stage" else None


async def test_the_session_in_the_document_goes_as_it_says(home: Home) -> None:
    async with AsyncExitStack() as stack:
        command = ("host", quiz_in(home), "--local")
        people: dict[str, Program] = {"host": await stack.enter_async_context(program(home, *command))}
        for line in block("text").splitlines():
            who, way, given = re.split(r"\s+", line, maxsplit=2)
            if who == "ann" and who not in people:
                code = people["host"].of("session")[0]["code"]
                join = program(home, "join", code, "--name", "Ann")
                people["ann"] = await stack.enter_async_context(join)
            if way == "→":
                people[who].give(given.encode())
            else:
                expected: Event = json.loads(given)
                await people[who].until(lambda event, expected=expected: holds(event, expected))  # type: ignore[misc]
        assert [await one.ended() for one in people.values()] == [0, 0]


async def test_the_bot_in_the_document_plays(home: Home) -> None:
    """`quizterm` is found as on everybody's machine."""
    (home.folder / "bot.py").write_text(block("python"), encoding="utf-8")
    tools = home.folder / "bin"
    tools.mkdir()
    (tools / "quizterm").write_text(f'#!/bin/sh\nexec {sys.executable} -m quizterm "$@"\n')
    (tools / "quizterm").chmod(0o755)
    environment = home.environment()
    environment["PATH"] = os.pathsep.join([str(tools), environment["PATH"]])
    async with program(home, "host", "every-kind", "--local") as host:
        code = (await host.next("session"))["code"]
        bot = await create_subprocess_exec(
            *(sys.executable, "bot.py", code, "Robbie"), stdout=PIPE, env=environment, cwd=home.folder
        )
        await host.until(lambda event: event["event"] == "stage" and event["stage"]["players"] == 1)
        while (here := place(host.of("stage")[-1])) not in (None, ("ended", 11)):
            if here[0] != "open":
                await host.reply({"do": "go_on"})  # refused where reading has just ended by itself
            await host.until(lambda event, here=here: place(event) not in (None, here))  # type: ignore[misc]
        out, _ = await bot.communicate()

    assert bot.returncode == 0
    answers = [event["stage"] for event in host.of("stage") if event["stage"]["phase"] == "reveal"]
    assert [reveal["reveal"]["tally"]["answered"] for reveal in answers] == [1] * 11
    assert out.decode().count("points, rank 1") >= 9


def test_the_document_names_every_event_every_field_and_every_command() -> None:
    for event in get_args(AnyEvent):
        (row,) = re.findall(rf"^\| `{event.model_fields['event'].default}` \|.*$", DOCUMENT, re.MULTILINE)
        for name in event.model_fields:
            assert name == "event" or f"`{name}`" in row, (event, name)
    commands = DOCUMENT.partition("## Commands")[2]
    for word in (*WORDS, *SHORT_FORMS, "answer"):
        assert f"`{word}`" in commands, word
