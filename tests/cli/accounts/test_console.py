"""What is done about accounts on the server's own machine, without an account."""

import json
from pathlib import Path

from quizterm.cli.exits import Exit
from quizterm_client.addresses import Address
from tests.support.schools import PASSWORD, School, school
from tests.support.teachers import Teacher

SECRET = "seven small boats"


async def test_the_first_admin_is_made_before_the_server_starts(database: str, tmp_path: Path) -> None:
    console = Teacher(tmp_path / "console", Address("lab"))
    made = await console.types(
        "admin", "create", "root", "--database", database, "--password-stdin", "--json", typed=f"{SECRET}\n"
    )

    assert made.status == 0, made.err
    assert json.loads(made.out) == {"name": "root", "role": "admin", "database": database}
    async with school(database) as lab:
        root = Teacher(tmp_path / "root", Address("127.0.0.1", lab.serving.port))
        came = await root.types("login", "root", "--password-stdin", typed=f"{SECRET}\n")
        assert came.err == f"Logged in as root (admin) on {lab.address}.\n"


async def test_it_works_while_the_server_runs(lab: School, newcomer: Teacher, ada: Teacher) -> None:
    database = ("--database", lab.database)

    up = await newcomer.types("admin", "promote", "ada", "--role", "admin", *database)
    reset = await newcomer.types("admin", "reset", "ada", *database)
    came = await newcomer.types("login", "ada", "--password-stdin", typed=f"{reset.out.strip()}\n{SECRET}\n")

    assert up.err == "ada has the role admin now.\n"
    assert came.err.endswith(f"Logged in as ada (admin) on {lab.address}.\n")


async def test_the_database_that_serve_takes_needs_no_name(tmp_path: Path) -> None:
    console = Teacher(tmp_path / "console", Address("lab"))
    console.variables["QUIZTERM_DATA_DIR"] = str(tmp_path / "data")
    here = ("--database", "")

    await console.types("admin", "create", "root", "--password-stdin", typed=f"{SECRET}\n")
    reset = await console.types("admin", "reset", "root", *here)
    console.variables["QUIZTERM_SERVE_DATABASE"] = str(tmp_path / "other.db")
    await console.types("admin", "create", "ada", "--role", "player", "--password-stdin", typed=f"{SECRET}\n")
    up = await console.types("admin", "promote", "ada", "--role", "teacher", *here)

    assert reset.err.startswith("root logs in with this once")
    assert (up.status, up.err) == (0, "ada has the role teacher now.\n")


async def test_keys_are_rotated_and_nobody_is_logged_out(lab: School, ada: Teacher) -> None:
    keys = ("--database", lab.database, "--keys", lab.serving.server.settings.keys)

    for more in ((), ("--now",)):
        said = await ada.types("admin", "rotate-key", *keys, *more)
        told = await ada.types("whoami")

        assert said.status == 0, said.err
        assert told.status == 0, told.err


async def test_what_does_not_work_is_told(
    lab: School, newcomer: Teacher, ada: Teacher, tmp_path: Path
) -> None:
    database = ("--database", lab.database)
    create = ("admin", "create", "--password-stdin", *database)

    weak = await newcomer.types(*create, "eve", typed="short\n")
    taken = await newcomer.types(*create, "ada", typed=f"{PASSWORD}\n")
    path = await newcomer.types(*create, "a/b", typed=f"{PASSWORD}\n")
    nobody = await newcomer.types("admin", "reset", "nobody", *database)
    nowhere = await newcomer.types("admin", "reset", "ada", "--database", str(tmp_path / "no" / "such.db"))

    assert weak.status == Exit.UNACCEPTABLE
    assert taken.status == Exit.TAKEN
    assert path.status == Exit.UNACCEPTABLE
    assert nobody.status == Exit.NOT_FOUND
    assert nowhere.status == Exit.CANNOT_STORE
