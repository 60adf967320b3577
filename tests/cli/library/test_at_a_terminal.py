"""What is asked and drawn where somebody sits at a terminal, and what players find again."""

import json
from contextlib import AsyncExitStack
from pathlib import Path

from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.protocol.accounts import AccountRole
from quizterm.snapshot import Phase
from quizterm.text import width
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.peers import host
from tests.support.processes import Home
from tests.support.schools import School
from tests.support.teachers import Teacher, at_another_machine, teacher

LONG = "Wires and cables, for the first course in networking, in the third week"
WIRES = (
    f"quizterm: 1\ntitle: {LONG}\nquestions:\n  - ask: Which port is for SSH?\n    options: [right: 22, 80]\n"
)


async def at_terminal(lab: School, ada: Teacher, home: Home) -> Home:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    await at_another_machine(lab, home.folder, "ada")
    home.variables["QUIZTERM_SERVER"] = lab.address
    return home


async def test_deleting_is_asked_about(lab: School, ada: Teacher, home: Home) -> None:
    machine = await at_terminal(lab, ada, home)

    async with machine.terminal("quiz", "delete", "wires") as terminal:
        await terminal.until("with its only version, for good?")
        terminal.type("y no\r")
        assert await terminal.ended() == Exit.FAILED
    assert "ada/wires" in (await ada.quiz("list")).out

    async with machine.terminal("quiz", "delete", "wires") as terminal:
        await terminal.until("for good?")
        terminal.type("yes\r")
        assert await terminal.ended() == 0
    assert (await ada.quiz("list")).out == ""


async def test_nobody_is_asked_about_deleting_what_is_not_theirs(
    lab: School, ada: Teacher, bob: Teacher, home: Home
) -> None:
    machine = await at_terminal(lab, ada, home)
    bob.write("cables.yaml", WIRES)
    await bob.quiz("push", "cables.yaml")
    await bob.quiz("publish", "cables")

    async with machine.terminal("quiz", "delete", "cables") as terminal:
        assert await terminal.ended() == Exit.NOT_ALLOWED

    assert terminal.screen.strip() == "bob/cables belongs to bob, and nobody else can do this with it."


async def test_a_title_ends_where_the_terminal_ends(lab: School, ada: Teacher, home: Home) -> None:
    machine = await at_terminal(lab, ada, home)

    async with machine.terminal("quiz", "list", columns=80) as terminal:
        assert await terminal.ended() == 0
        heading, line = terminal.screen.rstrip().split("\n")
    elsewhere = await ada.quiz("list")

    assert heading.startswith("quiz ")
    assert width(line) <= 80
    assert line.endswith("…")
    assert LONG in elsewhere.out


async def test_a_player_finds_results_again(lab: School, tmp_path: Path) -> None:
    eve = await teacher(lab, tmp_path / "eve", "eve", role=AccountRole.PLAYER)
    async with AsyncExitStack() as stack:
        her_host = await stack.enter_async_context(host(lab.address, quiz(PORT, title="Ports")))
        player = await stack.enter_async_context(lab.visitor("eve"))
        await player.join(her_host.code, "Eve")
        await her_host.command(client.Start)
        await player.reaches(Phase.OPEN)
        await player.answer(RIGHT[PORT.text])
        await her_host.reaches(Phase.REVEAL)
        await her_host.command(client.EndSession)
        podium = await her_host.reaches(Phase.PODIUM)
        await her_host.command(client.EndSession)
        await her_host.closed()

    people, programs = await eve.types("results"), await eve.types("results", "--json")

    [result] = json.loads(programs.out)["results"]
    assert (result["name"], result["title"], result["rank"], result["players"]) == ("Eve", "Ports", 1, 1)
    assert result["score"] == podium.standings[0].score
    assert "  1 of 1  " in people.out.splitlines()[1]
    assert people.out.endswith("  Eve        Ports\n")
