"""Secrets that are typed at a terminal: never shown, never on a command line, asked for again when wrong."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from tests.support.processes import Home
from tests.support.schools import PASSWORD, School, school
from tests.support.terminals import Terminal, interrupt

SECRET = "seven small boats"
WRONG = "The name or the password is wrong."


@pytest.fixture
async def invited(tmp_path: Path) -> AsyncIterator[School]:
    """A server on which one registers with an invitation; which database it has is of no matter here."""
    async with school(str(tmp_path / "quizterm.db")) as found:
        yield found


@pytest.fixture
def person(invited: School, home: Home) -> Home:
    """Somebody at a machine where nobody is logged in."""
    home.variables["QUIZTERM_SERVER"] = invited.address
    return home


def command_lines() -> str:
    """The command line of every process on this machine."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return "\n".join(found)


async def answer(terminal: Terminal, question: str, typed: str) -> None:
    """Answer a question that stands on the last line."""
    await terminal.until(lambda screen: screen.rstrip().endswith(question.rstrip()))
    terminal.type(f"{typed}\r")


async def test_a_password_is_asked_for_and_seen_by_nobody(invited: School, person: Home) -> None:
    await invited.person("ada")
    async with person.terminal("login") as terminal:
        await answer(terminal, "Account: ", "ada")
        await answer(terminal, "Password: ", PASSWORD)
        await terminal.until("Logged in as ada (teacher)")
        assert await terminal.ended() == 0

    assert PASSWORD not in terminal.written


async def test_no_secret_is_on_a_command_line(invited: School, person: Home) -> None:
    await invited.person("ada")
    async with person.started("login", "ada", "--password-stdin", typed=True) as process:
        finished = await process.ended(f"{PASSWORD}\n")
        assert finished.status == 0
    async with person.terminal("whoami", "--ephemeral") as terminal:
        await answer(terminal, "Account: ", "ada")
        await terminal.until("Password:")
        terminal.type(PASSWORD)
        seen = command_lines()
        terminal.type("\r")
        assert await terminal.ended() == 0

    assert "whoami" in seen
    assert PASSWORD not in seen


async def test_a_wrong_password_can_be_typed_again(invited: School, person: Home) -> None:
    await invited.person("ada")
    async with person.terminal("login", "ada") as terminal:
        await answer(terminal, "Password: ", "wrong")
        await terminal.until(WRONG)
        await answer(terminal, "Password: ", PASSWORD)
        assert await terminal.ended() == 0


async def test_three_wrong_passwords_are_enough(invited: School, person: Home) -> None:
    await invited.person("ada")
    async with person.terminal("login", "ada") as terminal:
        for number in range(1, 4):
            await answer(terminal, "Password: ", "wrong")
            await terminal.until("\n".join(["Password:", WRONG] * number))
        assert await terminal.ended() == Exit.BAD_LOGIN


async def test_who_registers_types_the_password_twice_and_may_correct_what_is_refused(
    invited: School, person: Home, tmp_path: Path
) -> None:
    console = Home(tmp_path / "console")
    await invited.person("ada")
    made = await console.run(
        "admin", "create", "root", "--database", invited.database, "--password-stdin", typed=f"{SECRET}\n"
    )
    console.variables["QUIZTERM_SERVER"] = invited.address
    invite = await console.run("admin", "invite", "--ephemeral", typed=f"root\n{SECRET}\n")
    assert (made.status, invite.status) == (0, 0), invite.err

    async with person.terminal("register", "ada") as terminal:
        await answer(terminal, "Password: ", SECRET)
        await answer(terminal, "Once more: ", "something else")
        await terminal.until("The two are not the same.")
        await answer(terminal, "Password: ", SECRET)
        await answer(terminal, "Once more: ", SECRET)
        await answer(terminal, "Invitation code, if you have one: ", "")
        await answer(terminal, "Invitation code: ", invite.out.strip())
        await answer(terminal, "Name of the new account: ", "grace")
        await terminal.until("logged in as grace (teacher)")
        assert await terminal.ended() == 0

    assert SECRET not in terminal.written
    assert invite.out.strip() not in terminal.written


async def test_a_weak_password_for_the_first_admin_can_be_typed_again(home: Home) -> None:
    async with home.terminal("admin", "create", "root") as terminal:
        for password in ("short", SECRET):
            await answer(terminal, "Password: ", password)
            await answer(terminal, "Once more: ", password)
        await terminal.until("Made the account root (admin).")
        assert await terminal.ended() == 0

    assert "too short" in terminal.screen


async def test_a_password_that_an_admin_has_set_is_changed_at_once(invited: School, person: Home) -> None:
    await invited.person("ada", must_change=True)
    async with person.terminal("login", "ada") as terminal:
        await answer(terminal, "Password: ", PASSWORD)
        await answer(terminal, "New password: ", "short")
        await answer(terminal, "Once more: ", "short")
        await answer(terminal, "New password: ", SECRET)
        await answer(terminal, "Once more: ", SECRET)
        await terminal.until("Logged in as ada")
        assert await terminal.ended() == 0


async def test_ctrl_c_at_a_password_ends_the_command(invited: School, person: Home) -> None:
    async with person.terminal("login", "ada") as terminal:
        await terminal.until("Password:")
        assert await interrupt(terminal) == Exit.INTERRUPTED


async def test_a_terminal_has_its_name_in_the_list_of_devices(invited: School, person: Home) -> None:
    await invited.person("ada")
    async with person.terminal("login", "ada") as terminal:
        await answer(terminal, "Password: ", PASSWORD)
        assert await terminal.ended() == 0

    told = await person.run("account", "devices")

    assert "@" in told.out
    assert ", pts/" in told.out
