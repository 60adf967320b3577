"""Two who push over each other: nothing is lost, and both are told what to do."""

from pathlib import Path

from quizterm.cli.exits import Exit
from tests.support.schools import School
from tests.support.teachers import Teacher, at_another_machine

HEAD = "quizterm: 1\ntitle: Wires\nquestions:\n"
SSH = "  - ask: Which port is for SSH?\n    options: [right: 22, 80]\n"
HTTP = "  - ask: Which port is for HTTP?\n    options: [22, right: 80]\n"
DNS = "  - ask: Who resolves names?\n    options: [Gateways, right: DNS]\n"


async def two_machines(lab: School, ada: Teacher, folder: Path) -> Teacher:
    """Ada's other machine, where she has pulled the quiz that she has pushed here."""
    ada.write("wires.yaml", HEAD + SSH)
    await ada.quiz("push", "wires.yaml")
    other = await at_another_machine(lab, folder / "other", "ada")
    await other.quiz("pull", "wires")
    return other


async def test_a_conflict_is_shown_question_by_question(lab: School, ada: Teacher, tmp_path: Path) -> None:
    other = await two_machines(lab, ada, tmp_path)
    other.write("wires.yaml", HEAD + SSH + HTTP)
    await other.quiz("push", "wires.yaml")
    ada.write("wires.yaml", HEAD + SSH.replace("22", "23") + DNS)

    refused = await ada.quiz("push", "wires.yaml")

    assert refused.status == Exit.CONFLICT
    assert "ada/wires is at version 2, pushed by ada on " in refused.err
    assert "wires.yaml builds on version 1. Nothing was changed, and nothing is lost." in refused.err
    assert refused.out.splitlines() == [
        "changed 1. Which port is for SSH?",
        "    options: 22 → 23",
        "    right: 22 → 23",
        "removed 2. Which port is for HTTP?",
        "added 2. Who resolves names?",
    ]
    assert "quizterm quiz pull ada/wires@2 --to wires-2.yaml\n" in refused.err
    assert "quizterm quiz push wires.yaml --onto 2\n" in refused.err


async def test_the_two_ways_on_lead_on(lab: School, ada: Teacher, tmp_path: Path) -> None:
    other = await two_machines(lab, ada, tmp_path)
    other.write("wires.yaml", HEAD + SSH + HTTP)
    await other.quiz("push", "wires.yaml")
    ada.write("wires.yaml", HEAD + SSH + DNS)
    await ada.quiz("push", "wires.yaml")

    beside = await ada.quiz("pull", "ada/wires@2", "--to", "wires-2.yaml")
    ada.write("wires.yaml", HEAD + SSH + HTTP + DNS)
    pushed = await ada.quiz("push", "wires.yaml", "--onto", "2")

    assert ada.read("wires-2.yaml") == HEAD + SSH + HTTP
    assert (beside.status, pushed.status) == (0, 0)
    assert pushed.err == "wires.yaml is version 3 of ada/wires now.\n"
    assert (await other.quiz("pull", "wires", "-o", "-")).out == HEAD + SSH + HTTP + DNS


async def test_who_has_changed_nothing_is_told_to_take_the_newest(
    lab: School, ada: Teacher, tmp_path: Path
) -> None:
    other = await two_machines(lab, ada, tmp_path)
    other.write("wires.yaml", HEAD + SSH + HTTP)
    await other.quiz("push", "wires.yaml")

    refused = await ada.quiz("push", "wires.yaml")
    taken = await ada.quiz("pull", "ada/wires", "--to", "wires.yaml", "--force")

    assert refused.status == Exit.CONFLICT
    assert refused.out == ""
    assert refused.err.endswith("quizterm quiz pull ada/wires --to wires.yaml --force\n")
    assert taken.status == 0
    assert ada.read("wires.yaml") == HEAD + SSH + HTTP


async def test_a_file_that_was_never_there_does_not_replace_a_quiz_of_its_name(
    lab: School, ada: Teacher, tmp_path: Path
) -> None:
    other = await two_machines(lab, ada, tmp_path)
    other.write("cables.yaml", HEAD + DNS)

    refused = await other.quiz("push", "cables.yaml", "--as", "wires")

    assert refused.status == Exit.CONFLICT
    assert "cables.yaml does not build on any version" in refused.err
    assert "quizterm quiz push cables.yaml --as wires --onto 1\n" in refused.err
    assert (await ada.quiz("pull", "wires", "-o", "-")).out == HEAD + SSH


async def test_the_same_text_from_two_machines_is_no_conflict(
    lab: School, ada: Teacher, tmp_path: Path
) -> None:
    other = await two_machines(lab, ada, tmp_path)
    for machine in (ada, other):
        machine.write("wires.yaml", HEAD + SSH + HTTP)

    said = [await machine.quiz("push", "wires.yaml") for machine in (ada, other)]

    assert [one.err for one in said] == [
        "wires.yaml is version 2 of ada/wires now.\n",
        "Nothing has changed: version 2 of ada/wires is the same.\n",
    ]


async def test_only_the_layout_differs(lab: School, ada: Teacher, tmp_path: Path) -> None:
    other = await two_machines(lab, ada, tmp_path)
    other.write("wires.yaml", HEAD + SSH + "# mine\n")
    await other.quiz("push", "wires.yaml")
    ada.write("wires.yaml", HEAD + SSH + "# yours\n")

    refused = await ada.quiz("push", "wires.yaml")

    assert refused.status == Exit.CONFLICT
    assert "The quizzes are equal.\n" in refused.err
