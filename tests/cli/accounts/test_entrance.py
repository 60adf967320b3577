"""Registering, logging in and out, and being told as whom, with secrets from stdin."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from sqlalchemy import select

from quizterm.cli.accounts.secrets import Secrets
from quizterm.cli.exits import Exit
from quizterm_client.accounts.logins import LoginFiles
from quizterm_client.addresses import Address
from quizterm_server.storage.tables import devices
from tests.support.schools import PASSWORD, School, school
from tests.support.teachers import Teacher, at_another_machine

SECRET = "seven small boats"


def tokens(somebody: Teacher) -> list[str]:
    """What must never be shown."""
    return [token for login in LoginFiles(somebody.state).all() for token in (login.access, login.refresh)]


async def test_somebody_registers_and_is_logged_in(lab: School, newcomer: Teacher) -> None:
    made = await newcomer.types("register", "Grace", "--password-stdin", typed=f"{SECRET}\n")

    assert made.status == 0, made.err
    assert made.out == ""
    assert made.err == f"Made the account, and logged in as Grace (player) on {lab.address}.\n"
    told = await newcomer.types("whoami")
    assert (told.status, told.out) == (0, f"Grace (player) on {lab.address}\n")


async def test_an_invitation_is_the_second_line(database: str, tmp_path: Path) -> None:
    async with school(database) as lab:
        root = await at_another_machine_of_an_admin(lab, tmp_path)
        code = (await root.types("admin", "invite", "--role", "teacher")).out.strip()
        newcomer = Teacher(tmp_path / "new", root.server)

        without = await newcomer.types("register", "grace", "--password-stdin", typed=f"{SECRET}\n")
        wrong = await newcomer.types(
            "register", "grace", "--password-stdin", typed=f"{SECRET}\n{'A' * 200}\n"
        )
        right = await newcomer.types("register", "grace", "--password-stdin", typed=f"{SECRET}\n{code}\n")

    assert (without.status, wrong.status) == (Exit.NO_ACCOUNTS, Exit.NO_ACCOUNTS)
    assert "grace (teacher)" in right.err
    assert code not in right.err + right.out


async def at_another_machine_of_an_admin(lab: School, folder: Path) -> Teacher:
    from quizterm.protocol.accounts import AccountRole

    await lab.person("root", AccountRole.ADMIN)
    return await at_another_machine(lab, folder / "root", "root")


async def test_an_account_can_be_made_without_a_login_that_stays(lab: School, newcomer: Teacher) -> None:
    made = await newcomer.types("register", "grace", "--ephemeral", "--password-stdin", typed=f"{SECRET}\n")

    assert made.status == 0
    assert not list(newcomer.folder.rglob("*.login"))
    (row,) = await lab.rows(select(devices.c.revoked_at))
    assert row.revoked_at is not None


MISTAKES = {
    "a path": (("register", "a/b"), SECRET, Exit.UNACCEPTABLE, "cannot be a name here"),
    "a long name": (("register", "a" * 300), SECRET, Exit.UNACCEPTABLE, "too long"),
    "a taken name": (("register", "ada"), SECRET, Exit.TAKEN, "name"),
    "a weak password": (("register", "eve"), "short", Exit.UNACCEPTABLE, "assword"),
    "a long password": (("register", "eve"), "x" * 2000, Exit.UNACCEPTABLE, "longer than 1024 bytes"),
    "an enormous password": (("register", "eve"), "x" * 5000, Exit.UNACCEPTABLE, "too long"),
    "no address": (("register", "eve", "--email", "nonsense"), SECRET, Exit.UNACCEPTABLE, "e-mail"),
    "no password": (("register", "eve"), "", Exit.USAGE, "Nothing more comes from stdin"),
    "wrong": (("login", "ada"), "wrong", Exit.BAD_LOGIN, "The name or the password is wrong."),
    "nobody": (("login", "nobody"), PASSWORD, Exit.BAD_LOGIN, "The name or the password is wrong."),
    "nobody can be called so": (("login", "a" * 300), PASSWORD, Exit.UNACCEPTABLE, "too long"),
    "nothing to log in with": (("login", "ada"), "", Exit.USAGE, "Nothing more comes from stdin"),
}


@pytest.mark.parametrize(
    ("arguments", "secret", "status", "sentence"), MISTAKES.values(), ids=MISTAKES.keys()
)
async def test_what_does_not_work_is_told_and_leaves_nothing(
    lab: School, newcomer: Teacher, arguments: tuple[str, ...], secret: str, status: Exit, sentence: str
) -> None:
    await lab.person("ada")

    typed = f"{secret}\n" if secret else ""
    said = await newcomer.types(*arguments, "--password-stdin", typed=typed)

    assert said.status == status, said.err
    assert sentence in said.err
    assert said.out == ""
    assert not list(newcomer.folder.rglob("*.login"))


async def test_a_password_is_not_read_from_stdin_without_being_asked_to(
    lab: School, newcomer: Teacher
) -> None:
    said = await newcomer.types("login", "ada", typed=f"{PASSWORD}\n")

    assert said.status == Exit.USAGE
    assert "--password-stdin" in said.err


def test_what_is_no_text_is_no_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), "utf-8"))

    with pytest.raises(typer.Exit) as caught:
        Secrets(from_stdin=True).secret("Password")

    assert caught.value.exit_code == Exit.USAGE
    assert capsys.readouterr().err == "What comes from stdin is not text.\n"


async def test_somebody_logs_in_and_out(lab: School, newcomer: Teacher) -> None:
    await lab.person("ada")

    came = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    went = await newcomer.types("logout")
    after = await newcomer.types("whoami")

    assert came.err == f"Logged in as ada (teacher) on {lab.address}.\n"
    assert went.err == f"ada is logged out here, on {lab.address}.\n"
    assert after.status == Exit.NOT_LOGGED_IN
    assert after.err.endswith(f"quizterm login --server {lab.address}\n")
    assert not list(newcomer.state.glob("*.login"))
    (row,) = await lab.rows(select(devices.c.revoked_at))
    assert row.revoked_at is not None


async def test_a_password_has_the_blanks_that_it_has(lab: School, newcomer: Teacher) -> None:
    spaced = "  seven small boats "
    await newcomer.types("register", "grace", "--password-stdin", typed=f"{spaced}\r\n")

    stripped = await newcomer.types("login", "grace", "--password-stdin", typed=f"{spaced.strip()}\n")
    right = await newcomer.types("login", "grace", "--password-stdin", typed=f"{spaced}\n")

    assert (stripped.status, right.status) == (Exit.BAD_LOGIN, 0)


async def test_programs_get_documents_without_secrets(lab: School, newcomer: Teacher) -> None:
    await lab.person("ada")

    came = await newcomer.types("login", "ada", "--password-stdin", "--json", typed=f"{PASSWORD}\n")
    told = await newcomer.types("whoami", "--json")

    document = json.loads(came.out)
    assert (document["server"], document["name"], document["role"]) == (lab.address, "ada", "teacher")
    assert json.loads(told.out) == document
    assert tokens(newcomer)
    assert not any(token in came.out + told.out + came.err + told.err for token in tokens(newcomer))


async def test_logging_in_again_here_ends_the_login_before(lab: School, ada: Teacher) -> None:
    before = tokens(ada)

    await ada.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")

    rows = await lab.rows(select(devices.c.revoked_at))
    assert [row.revoked_at is None for row in rows].count(True) == 1
    assert set(before).isdisjoint(tokens(ada))
    assert (await ada.types("whoami")).status == 0


async def test_logging_out_everywhere_ends_all_logins(lab: School, ada: Teacher, tmp_path: Path) -> None:
    elsewhere = await at_another_machine(lab, tmp_path / "elsewhere", "ada")

    went = await ada.types("logout", "--all")

    assert went.err == f"ada is logged out on all devices, on {lab.address}.\n"
    said = await elsewhere.types("whoami")
    assert said.status == Exit.NOT_LOGGED_IN
    assert "Log in again" in said.err
    assert not list(elsewhere.state.glob("*.login"))


async def test_a_login_is_forgotten_even_when_the_server_is_away(tmp_path: Path) -> None:
    nobody = Teacher(tmp_path / "ada", Address("127.0.0.1", 1))
    nobody.logged_in("ada", "acc.ess.token", "r" * 32)

    went = await nobody.types("logout")

    assert went.status == Exit.NO_SERVER
    assert "goes on at the server until it runs out" in went.err
    assert not list(nobody.state.glob("*.login"))


async def test_who_is_not_logged_in_cannot_log_out(newcomer: Teacher) -> None:
    went = await newcomer.types("logout")

    assert went.status == Exit.NOT_LOGGED_IN
    assert went.err == f"Nobody is logged in on {newcomer.server} from here.\n"


async def test_a_password_that_an_admin_has_set_is_changed_at_once(lab: School, newcomer: Teacher) -> None:
    await lab.person("ada", must_change=True)

    came = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n{SECRET}\n")
    again = await newcomer.types("login", "ada", "--password-stdin", typed=f"{SECRET}\n")

    assert came.status == 0, came.err
    assert "Choose another one now." in came.err
    assert again.status == 0, again.err


async def test_whoever_does_not_change_it_is_told_how_later(lab: School, newcomer: Teacher) -> None:
    await lab.person("ada", must_change=True)

    came = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")
    told = await newcomer.types("whoami")
    refused = await newcomer.types("account", "devices")
    changed = await newcomer.types("account", "password", "--password-stdin", typed=f"{PASSWORD}\n{SECRET}\n")
    after = await newcomer.types("account", "devices")

    assert came.status == Exit.USAGE
    assert (told.status, refused.status) == (0, Exit.NOT_LOGGED_IN)
    assert "quizterm account password" in told.err
    assert "quizterm account password" in refused.err
    assert (changed.status, after.status) == (0, 0), changed.err


async def test_without_a_server_the_one_where_somebody_is_logged_in_is_meant(
    lab: School, ada: Teacher
) -> None:
    ada.variables["QUIZTERM_SERVER"] = ""

    told = await ada.types("whoami")

    assert told.out == f"ada (teacher) on {lab.address}\n"


async def test_with_several_logins_one_says_which(lab: School, ada: Teacher) -> None:
    LoginFiles(ada.state).keep(replace(next(LoginFiles(ada.state).all()), server=Address("elsewhere")))
    ada.variables["QUIZTERM_SERVER"] = ""

    told = await ada.types("whoami")
    named = await ada.types("whoami", "--server", lab.address)

    assert told.status == Exit.USAGE
    assert lab.address in told.err
    assert "elsewhere:8765" in told.err
    assert named.status == 0


async def test_a_server_for_one_session_keeps_no_accounts(database: str, tmp_path: Path) -> None:
    async with school(database, accounts=False) as lab:
        newcomer = Teacher(tmp_path / "new", Address("127.0.0.1", lab.serving.port))

        said = await newcomer.types("login", "ada", "--password-stdin", typed=f"{PASSWORD}\n")

    assert said.status == Exit.NO_ACCOUNTS


async def test_nobody_types_a_password_for_a_server_that_is_not_there(tmp_path: Path) -> None:
    newcomer = Teacher(tmp_path / "new", Address("127.0.0.1", 1))

    said = await newcomer.types("login", "ada", "--password-stdin", typed="")

    assert said.status == Exit.NO_SERVER


async def test_a_login_for_one_command_is_kept_nowhere_and_ends_with_it(
    lab: School, newcomer: Teacher
) -> None:
    await lab.person("ada")

    told = await newcomer.types("whoami", "--ephemeral", typed=f"ada\n{PASSWORD}\n")

    assert told.out == f"ada (teacher) on {lab.address}\n"
    assert not list(newcomer.folder.rglob("*.login*"))
    (row,) = await lab.rows(select(devices.c.revoked_at))
    assert row.revoked_at is not None
