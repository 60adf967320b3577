"""Quizzes that go to the library and come back."""

from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from tests.support.schools import PASSWORD, School
from tests.support.teachers import Teacher, at_another_machine

SSH = "  - ask: Which port is for SSH?\n    options: [right: 22, 80]\n"
HTTP = "  - ask: Which port is for HTTP?\n    options: [22, right: 80]\n"
WIRES = f"quizterm: 1  # ports\ntitle: Wires\nquestions:\n{SSH}"
MORE = WIRES + HTTP


async def test_a_file_comes_back_byte_for_byte(ada: Teacher) -> None:
    text = "\ufeff" + WIRES.replace("\n", "\r\n") + "\r\n# Grüße\t\r\n"
    (ada.folder / "wires.yaml").write_bytes(text.encode())

    pushed = await ada.quiz("push", "wires.yaml")
    pulled = await ada.quiz("pull", "wires", "--to", "again.yaml")

    assert (pushed.status, pushed.err) == (0, "wires.yaml is version 1 of ada/wires now.\n")
    assert (pulled.status, pulled.err) == (0, "again.yaml is version 1 of ada/wires.\n")
    assert (ada.folder / "again.yaml").read_bytes() == text.encode()


async def test_a_file_that_is_no_quiz_is_not_sent(ada: Teacher) -> None:
    ada.write("wires.yaml", "quizterm: 1\ntitle: Wires\nquestions:\n  - ask: What?\n    answr: 3\n")

    pushed = await ada.quiz("push", "wires.yaml")

    assert pushed.status == Exit.BAD_FILE
    assert pushed.err.startswith("wires.yaml:5:5: ")
    assert (await ada.quiz("list")).out == ""


async def test_files_are_still_known_when_their_owner_has_another_name(ada: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    await ada.types("account", "name", "lovelace", "--password-stdin", typed=f"{PASSWORD}\n")
    ada.write("wires.yaml", MORE)

    pushed = await ada.quiz("push", "wires.yaml")

    assert (pushed.status, pushed.err) == (0, "wires.yaml is version 2 of lovelace/wires now.\n")


async def test_each_push_makes_a_version_and_the_same_text_makes_none(ada: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    ada.write("wires.yaml", MORE)

    second, again = await ada.quiz("push", "wires.yaml"), await ada.quiz("push", "wires.yaml")

    assert second.err == "wires.yaml is version 2 of ada/wires now.\n"
    assert (again.status, again.err) == (0, "Nothing has changed: version 2 of ada/wires is the same.\n")


@pytest.mark.parametrize(
    ("file", "name"), [("Wires, week 3.yaml", "Wires-week-3"), ("übung.yml", "übung"), ("a..b__.yaml", "a-b")]
)
async def test_a_quiz_is_called_like_its_file_as_far_as_that_can_be_typed(
    ada: Teacher, file: str, name: str
) -> None:
    ada.write(file, WIRES)

    assert f"version 1 of ada/{name} now." in (await ada.quiz("push", file)).err


async def test_a_quiz_that_is_called_like_a_sample_is_told_to_need_its_full_name(ada: Teacher) -> None:
    ada.write("networks.yaml", WIRES)

    pushed = await ada.quiz("push", "networks.yaml")

    assert pushed.err.startswith("networks.yaml is version 1 of ada/networks now.\n")
    assert pushed.err.endswith(": quizterm host ada/networks\n")


async def test_a_file_whose_name_is_none_needs_one(ada: Teacher) -> None:
    ada.write("---.yaml", WIRES)

    unnamed = await ada.quiz("push", "--", "---.yaml")
    named = await ada.quiz("push", "--as", "wires", "--", "---.yaml")

    assert unnamed.status == Exit.USAGE
    assert "--as" in unnamed.err
    assert named.status == 0


async def test_stdin_can_be_pushed_and_stdout_pulled(ada: Teacher) -> None:
    unnamed = await ada.quiz("push", "-", typed=WIRES)
    named = await ada.quiz("push", "-", "--as", "wires", typed=WIRES)
    pulled = await ada.quiz("pull", "wires", "--to", "-")

    assert (unnamed.status, named.status) == (Exit.USAGE, 0)
    assert (pulled.out, pulled.err) == (WIRES, "")


async def test_a_file_that_is_there_is_not_replaced_unasked(ada: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    ada.write("wires.yaml", MORE)

    refused = await ada.quiz("pull", "wires")
    kept = ada.read("wires.yaml")
    forced = await ada.quiz("pull", "wires", "--force")

    assert refused.status == Exit.FAILED
    assert "wires.yaml exists already; say --force to replace it" in refused.err
    assert (kept, ada.read("wires.yaml"), forced.status) == (MORE, WIRES, 0)


async def test_a_file_that_is_the_same_is_left_alone(ada: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")

    again = await ada.quiz("pull", "wires")

    assert (again.status, again.err) == (0, "wires.yaml is version 1 of ada/wires already.\n")


async def test_an_earlier_version_can_be_pulled(ada: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    ada.write("wires.yaml", MORE)
    await ada.quiz("push", "wires.yaml")

    pulled = await ada.quiz("pull", "wires@1", "--to", "old.yaml")
    missing = await ada.quiz("pull", "wires@3", "--to", "none.yaml")

    assert pulled.err == "old.yaml is version 1 of ada/wires. The newest is version 2.\n"
    assert ada.read("old.yaml") == WIRES
    assert missing.status == Exit.NOT_FOUND
    assert not (ada.folder / "none.yaml").exists()


async def test_what_was_pulled_goes_back_to_where_it_came_from(ada: Teacher, bob: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    await ada.quiz("share", "wires", "--with", "bob", "--edit")
    await bob.quiz("pull", "ada/wires", "--to", "mine.yaml")
    bob.write("mine.yaml", MORE)

    pushed = await bob.quiz("push", "mine.yaml")

    assert pushed.err == "mine.yaml is version 2 of ada/wires now.\n"


async def test_what_was_pulled_can_be_kept_as_a_quiz_of_ones_own(ada: Teacher, bob: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    await ada.quiz("share", "wires", "--with", "bob")
    await bob.quiz("pull", "ada/wires")
    bob.write("wires.yaml", MORE)

    refused = await bob.quiz("push", "wires.yaml")
    own = await bob.quiz("push", "wires.yaml", "--as", "wires")

    assert refused.status == Exit.NOT_ALLOWED
    assert "say --as NAME to keep it as a quiz of your own" in refused.err.replace("\n", " ")
    assert own.err == "wires.yaml is version 1 of bob/wires now.\n"


async def test_a_file_of_a_quiz_that_is_gone_can_be_kept_anew(
    lab: School, ada: Teacher, tmp_path: Path
) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    other = await at_another_machine(lab, tmp_path / "other", "ada")
    await other.quiz("delete", "wires", "--yes")

    gone, anew = await ada.quiz("push", "wires.yaml"), await ada.quiz("push", "wires.yaml")

    assert gone.status == Exit.NOT_FOUND
    assert "Push it again to keep it as a quiz of your own." in gone.err.replace("\n", " ")
    assert anew.err == "wires.yaml is version 1 of ada/wires now.\n"


async def test_a_renamed_quiz_is_pushed_to_under_its_new_name(ada: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")
    renamed = await ada.quiz("rename", "wires", "cables")
    ada.write("wires.yaml", MORE)

    pushed = await ada.quiz("push", "wires.yaml")

    assert renamed.err == "wires is called ada/cables now.\n"
    assert pushed.err == "wires.yaml is version 2 of ada/cables now.\n"


@pytest.mark.parametrize("name", ["../wires", "a/b/c", "wires@0", "w" * 41, "-", ""])
async def test_what_names_no_quiz_is_told_before_anything_is_asked(ada: Teacher, name: str) -> None:
    pulled = await ada.quiz("pull", "--", name)

    assert pulled.status == Exit.UNACCEPTABLE
    assert list(ada.folder.glob("*.yaml")) == []


async def test_a_quiz_that_is_somebody_elses_looks_like_none(ada: Teacher, bob: Teacher) -> None:
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")

    theirs, none = await bob.quiz("pull", "ada/wires"), await bob.quiz("pull", "ada/cables")

    assert theirs.status == none.status == Exit.NOT_FOUND
    assert theirs.err.replace("wires", "cables") == none.err


async def test_without_a_login_the_way_to_one_is_told(ada: Teacher, tmp_path: Path) -> None:
    guest = Teacher(tmp_path / "guest", ada.server)
    guest.write("wires.yaml", WIRES)

    pushed = await guest.quiz("push", "wires.yaml")

    assert pushed.status == Exit.NOT_LOGGED_IN
    assert f"quizterm login --server {ada.server}" in pushed.err
