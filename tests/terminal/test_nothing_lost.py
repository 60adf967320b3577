"""Servers that die, are stopped, or lose the whole machine under them, as people at the screens see it."""

import asyncio
import json
import os
import signal
import socket

import pytest

from quizterm_client.store import StoredServer
from tests.support.evenings import code_shown, go_on, hosted, joined
from tests.support.machines import Machine
from tests.support.processes import wait_until_gone
from tests.support.terminals import PATIENCE, Terminal

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
scoring: accuracy
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
  - ask: And which one pages?
    options: [{right: less}, vim]
"""

OPEN = "1-2 or A-B answer"
LOST = "reconnecting…"
GOOD_LINE = " ms ●"


async def in_the_middle_of_a_question(here: Machine) -> tuple[str, Terminal, Terminal, Terminal]:
    """A host, Ann who has answered, and Bob who has not."""
    host, code = await hosted(here, here.quiz(QUIZ))
    ann, bob = await joined(here, code, "Ann"), await joined(here, code, "Bob")
    await go_on(host, "start")
    await ann.until(OPEN)
    ann.press("2")
    await ann.until("Counted.")
    await host.until(lambda screen: "Bob" in screen and "Ann" not in screen)
    return code, host, ann, bob


def the_server(here: Machine) -> StoredServer:
    [server] = here.home.store.servers()
    return server


async def another_server(here: Machine, before: StoredServer) -> StoredServer:
    """The server that was started in place of this one."""
    async with asyncio.timeout(PATIENCE):
        while True:
            running = here.home.store.servers()
            if running and running[0].pid != before.pid:
                return running[0]
            await asyncio.sleep(0.05)


async def comes_back(*screens: Terminal) -> None:
    for screen in screens:
        await screen.until(GOOD_LINE)


async def test_a_killed_server_comes_back_by_itself_and_the_answer_counts(here: Machine) -> None:
    """R10, R12: nobody types anything, however the server ends, and as often as it does."""
    _code, host, ann, bob = await in_the_middle_of_a_question(here)

    for number in (signal.SIGKILL, signal.SIGTERM):
        before = the_server(here)
        os.kill(before.pid, number)
        await host.until(LOST)
        await comes_back(host, ann, bob)
        after = await another_server(here, before)
        assert (after.address, after.name) == (before.address, before.name)

    assert "your answer" in ann.screen
    assert OPEN in bob.screen
    bob.press("1")
    await ann.until("Right, in")
    await bob.until("Not this time")
    await go_on(host, "standings")
    await ann.until("Ann · 1\xa0000")


async def test_after_a_power_cut_host_and_players_type_their_commands_again(here: Machine) -> None:
    """R10, R36: everything on the machine dies at once; the host's right and the players are stored on it."""
    code, *screens = await in_the_middle_of_a_question(here)
    for screen in screens:
        screen.kill()
    os.kill(the_server(here).pid, signal.SIGKILL)
    for screen in screens:
        await screen.ended()

    host = here.open("host", "--resume", code)
    await host.until("Which one is an editor?")
    ann, bob = here.open("join", code, "--name", "Ann"), here.open("join", code)

    await ann.until("your answer")
    await bob.until(OPEN)
    assert "Your name" not in bob.written
    bob.press("1")
    await ann.until("Right, in")
    await host.until("2 in")


async def test_a_server_that_is_stopped_says_so_and_everybody_comes_back(here: Machine) -> None:
    """R35."""
    async with here.home.started("serve", "--json") as server:
        told = json.loads(await server.out_line())
        here.home.variables["QUIZTERM_SERVER"] = f"127.0.0.1:{told['port']}"
        host = here.open("host", here.quiz(QUIZ))
        code = await code_shown(host)
        ann = await joined(here, code, "Ann")
        await go_on(host, "start")
        await ann.until(OPEN)

        server.send(signal.SIGTERM)

        assert (await server.ended()).status == 0
    for screen in (host, ann):
        await screen.until(lambda text: LOST in text and "Nothing is lost; you come back" in text)
    async with here.home.started("serve", "--json", "--port", str(told["port"])) as again:
        assert json.loads(await again.out_line())["sessions"] == [code]
        await comes_back(host, ann)
        ann.press("2")
        await ann.until("Right, in")


async def test_a_server_whose_session_has_ended_stays_down(here: Machine) -> None:
    here.home.variables["QUIZTERM_SERVE_LINGER_SECONDS"] = "0"
    host, code = await hosted(here, here.quiz(QUIZ))
    server = the_server(here)
    host.press("e")
    await host.until("End the session?")
    host.press("y")
    await host.until("The session is over.")

    wait_until_gone(server.pid)
    host.press("q")

    assert await host.ended() == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.address.host, server.address.port))
    listed = await here.home.run("sessions", "--all", "--json")
    assert [session["ended_at"] is None for session in json.loads(listed.out)["sessions"]] == [False]
    assert code in listed.out
