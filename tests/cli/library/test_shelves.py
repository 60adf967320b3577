"""What there is in the library: lists, cards, versions, and who may use what."""

import json

import pytest

from quizterm.cli.exits import Exit
from quizterm.cli.quiz.library import listing
from quizterm.protocol.accounts import AccountRole
from tests.support.schools import MORNING, School
from tests.support.teachers import Teacher, teacher

WIRES = (
    "quizterm: 1\ntitle: Wires\nquestions:\n  - ask: Which port is for SSH?\n    options: [right: 22, 80]\n"
)
MORE = WIRES + "  - ask: TCP has no connections.\n    answer: false\n"
DAY = f"{MORNING.astimezone():%Y-%m-%d}"
WHEN = f"{MORNING.astimezone():%Y-%m-%d %H:%M}"


@pytest.fixture(autouse=True)
async def kept(ada: Teacher) -> None:
    """What Ada keeps."""
    ada.write("wires.yaml", WIRES)
    await ada.quiz("push", "wires.yaml")


async def test_a_list_tells_what_one_may_use(ada: Teacher, bob: Teacher) -> None:
    bob.write("日本.yaml", WIRES.replace("Wires", "日本"))
    await bob.quiz("push", "日本.yaml")
    await bob.quiz("share", "日本", "--with", "ada")
    await ada.quiz("tag", "wires", "exam", "Year-9")

    listed = await ada.quiz("list")

    assert listed.out.splitlines() == [
        "quiz       version  questions  changed     shared  title",
        f"ada/wires  1        1          {DAY}  no      Wires #exam #Year-9",
        f"bob/日本   1        1          {DAY}  yes     日本",
    ]


async def test_lists_can_be_narrowed_down(ada: Teacher, bob: Teacher) -> None:
    bob.write("cables.yaml", MORE.replace("Wires", "Cables"))
    await bob.quiz("push", "cables.yaml")
    await bob.quiz("publish", "cables")
    await ada.quiz("tag", "wires", "exam")

    async def names(*options: str) -> list[str]:
        found = await ada.quiz("list", "--json", *options)
        return [quiz["name"] for quiz in json.loads(found.out)["quizzes"]]

    assert await names() == ["wires", "cables"]
    assert await names("--mine") == ["wires"]
    assert await names("--shared") == []
    assert await names("--public") == ["cables"]
    assert await names("--tag", "exam") == ["wires"]
    assert await names("--search", "connect tcp") == ["cables"]


async def test_an_empty_list_says_so(ada: Teacher, bob: Teacher) -> None:
    nothing, none_like_that = await bob.quiz("list", "--mine"), await ada.quiz("list", "--tag", "x")

    assert (nothing.status, nothing.out) == (0, "")
    assert "quizterm quiz push FILE" in nothing.err
    assert none_like_that.err == "No quiz is like that.\n"
    assert (await bob.quiz("list", "--shared")).err == "Nobody shares a quiz with you here yet.\n"
    assert "quizterm quiz publish" in (await bob.quiz("list", "--public")).err


async def test_only_one_shelf_can_be_asked_for(ada: Teacher) -> None:
    assert (await ada.quiz("list", "--mine", "--public")).status == Exit.USAGE


async def test_a_list_says_when_there_is_more(ada: Teacher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_LISTED", 100)
    for number in range(101):
        await ada.quiz("copy", "wires", f"wires-{number:03}")

    people, programs = await ada.quiz("list"), await ada.quiz("list", "--json")

    assert people.err == "These are the first 100, and there are more; narrow them down with --search.\n"
    assert json.loads(programs.out)["more"] is True


async def test_a_quiz_is_shown_with_what_is_known_of_it(ada: Teacher, bob: Teacher) -> None:
    ada.write("wires.yaml", MORE)
    await ada.quiz("push", "wires.yaml")
    await ada.quiz("tag", "wires", "exam")
    await ada.quiz("share", "wires", "--with", "bob", "--edit")

    newest, first, theirs = (
        await ada.quiz("show", "wires"),
        await ada.quiz("show", "wires@1"),
        await bob.quiz("show", "ada/wires"),
    )

    size = len(MORE.encode())
    assert newest.out.startswith(
        f"ada/wires: version 2, {WHEN}, by ada, {size} bytes\n"
        "tags: exam\n"
        "shared with: bob (may change it)\n"
        "\n"
        "Wires\n(2 questions, "
    )
    assert first.out.startswith("ada/wires: version 1; the newest is version 2, ")
    assert "TCP" not in first.out
    assert "shared with you, to change it as well\n" in theirs.out


async def test_a_shown_quiz_can_be_a_document(ada: Teacher) -> None:
    shown = json.loads((await ada.quiz("show", "wires", "--json")).out)

    assert (shown["quizterm"], shown["title"], len(shown["questions"])) == (1, "Wires", 1)
    assert shown["library"]["owner"] == "ada"
    assert (shown["library"]["shown_version"], shown["library"]["shares"]) == (1, [])


async def test_the_options_of_files_are_those_of_kept_quizzes(ada: Teacher) -> None:
    one = await ada.quiz("show", "ada/wires", "--question", "1", "--no-answers")

    assert one.out == "  1. Which port is for SSH?\n       A 22\n       B 80\n"
    assert (await ada.quiz("show", "ada/wires", "-q", "2")).status == Exit.USAGE


async def test_a_file_goes_before_a_quiz_of_its_name(ada: Teacher) -> None:
    ada.write("wires", WIRES.replace("Wires", "The file"))

    assert (await ada.quiz("show", "wires")).out.startswith("The file\n")
    assert (await ada.quiz("show", "networks")).out.startswith("Computer networks\n")


async def test_what_is_nowhere_is_told_of_both_places(ada: Teacher) -> None:
    nowhere = await ada.quiz("show", "cables")
    file = await ada.quiz("show", "cables.yaml")

    assert nowhere.status == Exit.NOT_FOUND
    assert nowhere.err.startswith("There is no file cables here. There is no quiz ")
    assert (file.status, file.err) == (
        Exit.BAD_FILE,
        "cables.yaml: There is no such file; check the name and the folder.\n"
        "The quizzes that ship with QuizTerm are "
        "arabic, every-kind, general-knowledge, japanese, long-texts, networks, python-code.\n",
    )


async def test_versions_are_listed_and_brought_back(ada: Teacher) -> None:
    ada.write("wires.yaml", MORE)
    await ada.quiz("push", "wires.yaml")

    restored, again = await ada.quiz("restore", "wires@1"), await ada.quiz("restore", "wires@1")
    history = await ada.quiz("history", "wires")

    assert restored.err == "Version 1 is back, as version 3 of ada/wires.\n"
    assert again.err == "Nothing has changed: version 3 of ada/wires is the same.\n"
    short, long = len(WIRES.encode()), len(MORE.encode())
    assert history.out.splitlines() == [
        "version  pushed            by   questions  bytes  title",
        f"3        {WHEN}  ada  1          {short:<5}  Wires",
        f"2        {WHEN}  ada  2          {long:<5}  Wires",
        f"1        {WHEN}  ada  1          {short:<5}  Wires",
    ]
    document = json.loads((await ada.quiz("history", "wires", "--json")).out)
    assert [version["number"] for version in document["versions"]] == [3, 2, 1]


async def test_restore_needs_a_version_and_others_take_none(ada: Teacher) -> None:
    unsaid, said = await ada.quiz("restore", "wires"), await ada.quiz("history", "wires@1")

    assert (unsaid.status, said.status) == (Exit.USAGE, Exit.USAGE)
    assert "quizterm quiz restore wires@1" in unsaid.err
    assert "leave @1 away" in said.err


async def test_tags_come_and_go(ada: Teacher) -> None:
    put_on = await ada.quiz("tag", "wires", "exam", "draft")
    changed = await ada.quiz("tag", "wires", "year-9", "--remove", "draft", "--remove", "exam")
    nothing = await ada.quiz("tag", "wires")
    too_long = await ada.quiz("tag", "wires", "x" * 101)

    assert put_on.err == "Tags of ada/wires: draft, exam\n"
    assert changed.err == "Tags of ada/wires: year-9\n"
    assert (nothing.status, too_long.status) == (Exit.USAGE, Exit.UNACCEPTABLE)


async def test_sharing_begins_and_ends(ada: Teacher, bob: Teacher) -> None:
    said = [
        (await ada.quiz("share", "wires", "--with", "bob", *options)).err
        for options in ((), (), ("--edit",), ("--stop",))
    ]
    after = await bob.quiz("show", "ada/wires")

    assert said == [
        "bob may use ada/wires now.\n",
        "bob may use ada/wires, as before.\n",
        "bob may use and change ada/wires now.\n",
        "bob may not use ada/wires now.\n",
    ]
    assert after.status == Exit.NOT_FOUND
    assert (await ada.quiz("share", "wires", "--with", "bob", "--edit", "--stop")).status == Exit.USAGE
    assert (await ada.quiz("share", "wires", "--with", "nobody")).status == Exit.NOT_FOUND


async def test_a_public_quiz_is_everybodys_to_use_and_copy(ada: Teacher, bob: Teacher) -> None:
    published = await ada.quiz("publish", "wires")
    copied = await bob.quiz("copy", "ada/wires", "my-wires")
    taken = await bob.quiz("copy", "ada/wires", "my-wires")
    theirs = await bob.quiz("delete", "ada/wires", "--yes")
    private = await ada.quiz("unpublish", "wires")

    assert published.err == "ada/wires can be used by every teacher of this server now.\n"
    assert copied.err == "bob/my-wires is yours now: version 1, as ada/wires is.\n"
    assert (taken.status, theirs.status) == (Exit.TAKEN, Exit.NOT_ALLOWED)
    assert private.err == "ada/wires can be used by you and those it is shared with now.\n"
    assert (await bob.quiz("pull", "ada/wires")).status == Exit.NOT_FOUND


async def test_nobody_deletes_by_mistake(ada: Teacher) -> None:
    refused = await ada.quiz("delete", "wires", typed="yes\n")
    kept = (await ada.quiz("list")).out
    deleted = await ada.quiz("delete", "wires", "--yes")

    assert refused.status == Exit.USAGE
    assert "--yes" in refused.err
    assert "ada/wires" in kept
    assert (deleted.status, deleted.err) == (0, "ada/wires is deleted.\n")
    assert (await ada.quiz("list")).out == ""


async def test_players_keep_no_quizzes(lab: School, ada: Teacher) -> None:
    eve = await teacher(lab, ada.folder.parent / "eve", "eve", role=AccountRole.PLAYER)
    eve.write("wires.yaml", WIRES)

    refused = [
        (await eve.quiz(*command)).status
        for command in (("push", "wires.yaml"), ("list",), ("show", "ada/wires"), ("pull", "ada/wires"))
    ]

    assert refused == [Exit.NOT_ALLOWED] * 4


async def test_who_has_played_nothing_is_told_so(ada: Teacher) -> None:
    people, programs = await ada.types("results"), await ada.types("results", "--json")

    assert (people.status, people.out) == (0, "")
    assert people.err == "You have played no session yet while you were logged in.\n"
    assert json.loads(programs.out) == {"results": [], "more": False}
