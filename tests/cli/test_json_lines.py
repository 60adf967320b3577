"""`--json` in real processes: a whole game through pipes, every way back, every end."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from quizterm.cli.exits import Exit
from tests.support.jsonlines import Program, program
from tests.support.lobbies import the_server
from tests.support.processes import Home, wait_until_gone

ODD = 'What does "\\e[31m" do, {"event":"stage"}? مرحبا 日本語 👩‍👧 [/nope]'
QUIZ = f"""\
quizterm: 1
title: Ports
reading: 0
questions:
  - ask: Which port does SSH use?
    options:
      - "21"
      - right: "22"
    explain: Since 1995.
    seconds: 0
  - ask: {json.dumps(ODD, ensure_ascii=False)}
    open: true
    seconds: 0
"""


@pytest.fixture
def quiz(home: Home) -> str:
    """A quiz of two questions without a clock, as typed."""
    path: Path = home.folder / "ports.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    return str(path)


@asynccontextmanager
async def hosted(home: Home, quiz: str, *more: str) -> AsyncIterator[tuple[Program, str]]:
    """A host in the lobby of a session on a server of its own, and the code."""
    async with program(home, "host", quiz, "--local", *more) as host:
        session = await host.next("session")
        await host.stage("lobby")
        yield host, session["code"]


def join(home: Home, code: str, name: str) -> Any:
    return program(home, "join", code, "--name", name)


async def test_a_whole_game_through_nothing_but_pipes(home: Home, quiz: str) -> None:
    async with AsyncExitStack() as stack:
        host, code = await stack.enter_async_context(hosted(home, quiz))
        room = await stack.enter_async_context(program(home, "watch", code))
        ann = await stack.enter_async_context(join(home, code, "[red]Zoë"))
        ben = await stack.enter_async_context(join(home, code, "日本語{}"))
        first = await ann.next()
        assert (first["event"], first["role"], first["code"]) == ("session", "player", code)
        assert first["join"] == f"quizterm join {code}"
        await host.until(lambda event: event["event"] == "stage" and event["stage"]["players"] == 2)
        assert (await room.next("session"))["role"] == "spectator"

        host.give({"do": "start", "id": "go"})
        assert (await host.reply(id="go"))["ok"]
        for one, option in ((ann, 1), (ben, 0)):
            stage = await one.stage("open")
            assert stage["item"]["options"] == ["21", "22"]
            assert (await one.reply({"pick": option, "id": option})) == {
                "event": "reply",
                "id": option,
                "ok": True,
                "did": "submit_answer",
                "question": 0,
            }
        reveal = await room.stage("reveal")
        assert reveal["reveal"]["tally"]["counts"] == [1, 1]
        await host.stage("reveal")
        host.give({"do": "go_on"}, {"do": "go_on"})
        assert (await ann.stage("open", 1))["item"]["text"] == ODD
        await ben.stage("open", 1)
        ben.give({"text": ODD})
        assert (await ben.reply())["ok"]
        host.give({"do": "close"})
        tally = (await room.stage("reveal", 1))["reveal"]["tally"]
        assert [group["text"] for group in tally["groups"]] == [ODD]
        host.give({"do": "go_on"})
        standings = (await room.stage("podium"))["standings"]
        assert [row[1:3] for row in standings] == [["[red]Zoë", 1], ["日本語{}", 2]]
        host.give({"do": "end", "id": "over"})

        assert [await one.ended() for one in (host, room, ann, ben)] == [0, 0, 0, 0]
    assert ann.of("you")[-1]["you"]["rank"] == 1
    assert "The session has ended." in host.err
    assert all("Traceback" not in one.err for one in (host, room, ann, ben))


async def test_a_bot_that_was_killed_comes_back_as_the_same_player(home: Home, quiz: str) -> None:
    async with AsyncExitStack() as stack:
        host, code = await stack.enter_async_context(hosted(home, quiz))
        ann, ben = [await stack.enter_async_context(join(home, code, name)) for name in ("Ann", "Ben")]
        was = (await ann.next("session"))["player"]
        await ann.next("you")
        await ben.next("you")
        host.give({"do": "start"})
        await ann.stage("open")
        assert (await ann.reply({"pick": 1}))["ok"]
        ann.process.kill()
        await ann.process.wait()
        again = await stack.enter_async_context(join(home, code, "Ann"))
        assert (await again.next("session"))["player"] == was
        assert (await again.next("you"))["you"]["answer"] == {"options": [1], "type": "picked"}
        assert (await again.reply({"pick": 1}))["ok"], "it counts once"
        await ben.stage("open")
        assert (await ben.reply({"pick": 0}))["ok"]
        assert (await host.stage("reveal"))["reveal"]["tally"]["counts"] == [1, 1]


async def test_a_server_that_is_killed_and_started_again_costs_nothing(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code), join(home, code, "Ann") as ann:
        await ann.next("you")
        host.give({"do": "start"})
        await ann.stage("open")
        server = the_server(home)
        os.kill(server.pid, signal.SIGKILL)
        wait_until_gone(server.pid)
        ann.give({"pick": 1, "id": "meanwhile"})

        assert (await ann.reply(id="meanwhile"))["ok"]
        await host.stage("reveal")
        states = [event["state"] for event in host.of("line")]
        assert states in (["connected"], ["connected", "reconnecting", "connected"]), "not told if in a blink"
        host.give({"do": "end"}, {"do": "end"})
        assert [await one.ended() for one in (host, ann)] == [0, 0]


async def test_a_host_who_was_killed_takes_the_session_up_again(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code):
        host.process.kill()
        await host.process.wait()
        async with program(home, "host", "--resume", code) as again:
            session = await again.next("session")
            assert (session["role"], session["hosting"]) == ("host", True)
            assert (await again.reply({"do": "start"}))["did"] == "start"
            assert (await again.reply({"do": "quit"}))["ok"]
            assert await again.ended() == 0
        assert f"quizterm host --resume {code}" in again.err


async def test_malformed_and_huge_input_ends_nothing(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (_, code), join(home, code, "Ann") as ann:
        ann.give(
            b"nonsense", b"\x00\xff\x1b]0;x\x07", b"", b"x" * 1_000_000, b'{"text":"' + b"y" * 60_000 + b'"}'
        )
        ann.give(*[b"{}"] * 1000)
        ann.give({"do": "leave", "id": "last"})

        assert (await ann.reply(id="last"))["ok"]
        errors = ann.of("error")
        assert [(error["line"], error["code"]) for error in errors[:3]] == [
            (1, "bad_message"),
            (2, "bad_message"),
            (4, "too_long"),
        ]
        assert errors[-1]["line"] == 1005
        assert await ann.ended() == Exit.OK


async def test_a_closed_input_means_no_more_commands_and_no_end(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code), join(home, code, "Ann") as ann:
        ann.give(b'{"pick": 1, "id": "early"}')
        ann.close_input()
        assert (await ann.reply(id="early"))["code"] == "wrong_phase"
        host.give({"do": "start"})
        host.close_input()
        assert (await host.reply())["ok"]
        await ann.stage("open")
        async with program(home, "host", "--resume", code) as second:
            await second.next("stage")
            second.give({"do": "end"}, {"do": "end"})
            assert [await one.ended() for one in (second, host, ann)] == [0, 0, 0]


async def test_an_output_that_nobody_reads_any_more_ends_it_quietly(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code), join(home, code, "Ann") as ann:
        await ann.next("you")
        ann.close_output()
        host.give({"do": "start"})
        await asyncio.wait_for(ann.process.wait(), 20)
        assert (await host.until(lambda e: e["event"] == "stage" and e["stage"]["connected"] == 0))["event"]
    assert "Traceback" not in ann.err


async def test_a_signal_ends_it_though_nobody_reads(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code), join(home, code, "Ann") as ann:
        await ann.next("you")
        assert ann.process.stdout is not None
        ann.process._transport.get_pipe_transport(1).pause_reading()
        ann.give(*[b"nonsense"] * 20_000)
        host.give({"do": "set_locked", "locked": True})
        await host.next("stage")
        ann.process.send_signal(signal.SIGTERM)

        # The pipe that nobody reads keeps asyncio from seeing the end, but nothing of the process is left.
        await asyncio.to_thread(wait_until_gone, ann.process.pid)
        ann.process._transport.get_pipe_transport(1).resume_reading()
        assert await ann.process.wait() == Exit.TERMINATED
    assert "Fatal" not in ann.err
    assert "Traceback" not in ann.err


async def test_ctrl_c_keeps_the_seat_and_says_so(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (_, code), join(home, code, "Ann") as ann:
        await ann.next("you")
        ann.process.send_signal(signal.SIGINT)

        assert await ann.ended() == Exit.OK
    assert f"You can come back: quizterm join {code}" in ann.err


async def test_being_sent_out_has_its_status(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code), join(home, code, "Ann") as ann:
        number = (await ann.next("session"))["player"]
        await ann.next("you")
        assert (await host.reply({"do": "ban", "player": number}))["ok"]

        assert await ann.ended() == Exit.SENT_OUT
    assert [event["close"] for event in ann.of("goodbye")] == [4403]
    assert ann.err == "The host sent you out of this session for good.\n"


async def test_who_hosts_may_play_along(home: Home, quiz: str) -> None:
    async with hosted(home, quiz, "--play", "--name", "Teacher") as (host, _):
        assert host.of("session")[0]["role"] == "player"
        assert (await host.reply({"do": "start"}))["did"] == "start"
        await host.stage("open")
        assert (await host.reply({"pick": 1}))["did"] == "submit_answer"
        await host.stage("reveal")


async def test_a_co_host_gives_the_token_before_the_commands(home: Home, quiz: str, tmp_path: Path) -> None:
    elsewhere = Home(tmp_path / "elsewhere")
    async with hosted(home, quiz) as (host, code):
        token = (await host.reply({"do": "invite_host"}))["token"]
        place = f"{code}@{the_server(home).address}"
        async with program(elsewhere, "host", "--resume", place, "--token") as second:
            second.give(token.encode(), {"do": "set_locked", "locked": True})
            assert (await second.reply())["ok"]
            assert (await second.until(lambda e: e["event"] == "stage" and e["stage"]["locked"]))["version"]


async def test_where_the_locale_is_ascii_so_is_every_line(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (host, code):
        host.give({"do": "start"})
        home.variables |= {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        async with home.started("join", code, "--name", "Zoe", "--json") as ann:
            while '"options":["21","22"]' not in (await ann.out_line()):
                pass
            host.give({"do": "close"}, {"do": "go_on"}, {"do": "go_on"})
            while b"mar" not in (line := await ann.out_bytes()) and b"\\u0645" not in line:
                assert line.isascii()
            assert line.isascii()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("join",), Exit.USAGE, "Give the join code after the command."),
        (("watch",), Exit.USAGE, "Give the join code after the command."),
        (("join", "K7Q4MF", "--no-plain"), Exit.USAGE, "leave out --no-plain"),
        (("watch", "K7Q4MF", "--colour", "8"), Exit.USAGE, "leave out --no-plain, --colour"),
        (("join", "K7Q4MF", "--bell"), Exit.USAGE, "--bell"),
        (("host", "every-kind", "--ephemeral"), Exit.USAGE, "Log in before: quizterm login"),
        (("watch", "K7Q4MF", "--server", "127.0.0.1:9", "--plain"), Exit.NO_SERVER, "127.0.0.1:9"),
        (("host", "nowhere.yaml"), Exit.BAD_FILE, "nowhere.yaml"),
    ],
)
async def test_what_goes_wrong_before_is_a_sentence_on_stderr_and_nobody_is_asked(
    home: Home, arguments: tuple[str, ...], status: Exit, words: str
) -> None:
    finished = await home.run(*arguments, "--json", typed='{"do":"quit"}\n')

    assert finished.status == status
    assert finished.out == ""
    assert words in finished.err


async def test_a_name_comes_from_the_options_or_the_settings_or_not_at_all(home: Home, quiz: str) -> None:
    async with hosted(home, quiz) as (_, code):
        nameless = await home.run("join", code, "--json", typed='{"do":"quit"}\n')
        assert (nameless.status, nameless.out) == (Exit.USAGE, "")
        assert nameless.err == "Give your name with --name.\n"
        home.variables["QUIZTERM_NAME"] = "Ann"
        async with program(home, "join", code) as ann:
            assert (await ann.next("you"))["you"]["name"] == "Ann"
            elsewhere = Home(home.folder.parent / "elsewhere", home.variables)
            server = str(the_server(home).address)
            taken = await elsewhere.run("join", code, "--server", server, "--json", typed='{"do":"quit"}\n')
    assert (taken.status, taken.out) == (Exit.NAME_TAKEN, "")
