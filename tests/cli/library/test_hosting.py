"""Hosting straight from the library, and hosting a file on a server with accounts."""

from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.accounts import LogIn
from quizterm.snapshot import Phase
from quizterm_client.addresses import parse_server
from tests.support.lobbies import LOBBY, co_host, hosting, the_server
from tests.support.peers import peer
from tests.support.processes import Home
from tests.support.schools import School, school
from tests.support.teachers import Teacher, at_another_machine

WIRES = (
    "quizterm: 1\ntitle: Wires\nquestions:\n  - ask: Which port is for SSH?\n    options: [right: 22, 80]\n"
)


@pytest.fixture
async def desk(lab: School, ada: Teacher, home: Home) -> Home:
    """A machine with a terminal where Ada is logged in, who keeps a quiz."""
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    ada.write("wires.yaml", WIRES.replace("Wires", "Cables"))
    await ada.quiz("push", "wires.yaml")
    await at_another_machine(lab, home.folder, "ada")
    home.variables["QUIZTERM_SERVER"] = lab.address
    return home


@pytest.mark.parametrize(("name", "title"), [("wires", "Cables"), ("ada/wires@1", "Wires")])
async def test_a_quiz_is_hosted_straight_from_the_library(desk: Home, name: str, title: str) -> None:
    async with desk.terminal("host", name, columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)
        [stored] = desk.store.hosts()

        async with co_host(stored) as host:
            stage = await host.reaches(Phase.LOBBY)
        assert stage.title == title
        assert desk.store.servers() == []


async def test_the_session_can_be_taken_up_again_without_a_login(desk: Home, lab: School) -> None:
    async with desk.terminal("host", "wires", columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)
        [stored] = desk.store.hosts()
        terminal.kill()
        await terminal.ended()
    for login in (desk.folder / "state").glob("*.login"):
        login.unlink()

    async with desk.terminal("host", "--resume", stored.code, columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)
        terminal.type("\x03")
        assert await terminal.ended() == 0


async def test_the_server_need_not_be_named_where_somebody_is_logged_in(desk: Home) -> None:
    del desk.variables["QUIZTERM_SERVER"]

    async with desk.terminal("host", "wires", columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)


async def test_a_file_goes_before_a_quiz_of_its_name(desk: Home) -> None:
    (desk.folder / "wires").write_text(WIRES.replace("Wires", "The file"))

    async with desk.terminal("host", "wires", columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)
        [stored] = desk.store.hosts()
        async with co_host(stored) as host:
            assert (await host.reaches(Phase.LOBBY)).title == "The file"


async def test_what_is_neither_a_file_nor_in_the_library_is_told_so(desk: Home) -> None:
    async with desk.terminal("host", "cables") as terminal:
        assert await terminal.ended() == Exit.NOT_FOUND
        assert "There is no file cables here. There is no quiz" in " ".join(terminal.written.split())


async def test_without_a_server_a_missing_file_is_told_as_ever(tmp_path: Path) -> None:
    machine = Teacher(tmp_path, parse_server("lab"), {"QUIZTERM_SERVER": ""})

    name, file = await machine.types("host", "cables"), await machine.types("host", "cables.yaml")

    assert (name.status, file.status) == (Exit.BAD_FILE, Exit.BAD_FILE)
    assert name.err.startswith("cables: There is no such file; check the name and the folder.\n")
    assert name.err.endswith("log in: quizterm login\n")
    assert "log in" not in file.err


async def test_local_means_a_file(ada: Teacher) -> None:
    assert (await ada.types("host", "wires", "--local")).status == Exit.BAD_FILE


async def test_a_server_may_let_only_teachers_host_their_files(database: str, home: Home) -> None:
    (home.folder / "wires.yaml").write_text(WIRES)
    async with school(database, hosting="teachers") as lab:
        await lab.person("ada")
        home.variables["QUIZTERM_SERVER"] = lab.address

        async with home.terminal("host", "wires.yaml") as terminal:
            assert await terminal.ended() == Exit.NOT_LOGGED_IN
            assert f"quizterm login --server {lab.address}" in terminal.screen

        await at_another_machine(lab, home.folder, "ada")
        async with home.terminal("host", "wires.yaml", columns=100, rows=30) as terminal:
            await terminal.until(LOBBY)


async def test_a_server_for_one_session_keeps_no_accounts(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_ACCOUNTS"] = "true"
    async with hosting(home, "--local"), peer(str(the_server(home).address)) as guest:
        with pytest.raises(Refusal) as refused:
            await guest.ask(LogIn, name="ada", password="plenty of oranges")

    assert refused.value.code is ErrorCode.NO_ACCOUNTS
