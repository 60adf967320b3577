"""Servers that lose replies, say nonsense, or would like to write into somebody's terminal and files."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from quizterm.cli.exits import Exit
from quizterm.protocol.accounts import Authenticate, ListResults
from quizterm.protocol.client import Request
from quizterm.protocol.data import (
    KeptQuiz,
    PlayedSession,
    QuizCard,
    QuizText,
    Quizzes,
    Results,
    Share,
    Version,
    Versions,
)
from quizterm.protocol.library import ListQuizzes, PullQuiz, PushQuiz, QuizHistory
from quizterm.protocol.messages import ServerBase
from quizterm.protocol.server import Ok
from quizterm_client.addresses import Address
from tests.support.fakeserver import Reply, fake_server
from tests.support.processes import Home
from tests.support.teachers import Teacher

WIRES = (
    "quizterm: 1\ntitle: Wires\nquestions:\n  - ask: Which port is for SSH?\n    options: [right: 22, 80]\n"
)
WHEN = datetime(2026, 9, 1, 8, tzinfo=UTC)
EVIL = "x\x1b]0;owned\x07\r\n\u202e../../evil"


def card(**fields: Any) -> QuizCard:
    about = {"owner": "ada", "name": "wires", "title": "Wires", "updated_by": "ada"}
    numbers = {"questions": 1, "version": 1, "size": 100}
    return QuizCard(**(about | numbers | {"updated_at": WHEN} | fields))


EVIL_CARD = card(owner=EVIL, name=EVIL, title=EVIL, updated_by=EVIL, tags=(EVIL,), shared=True)


def answering(reply: Reply) -> Reply:
    """Let everybody log in, and answer all else like this."""

    def answer(request: Request) -> ServerBase | None:
        return Ok(ref=request.ref) if isinstance(request, Authenticate) else reply(request)

    return answer


def at(server: Address, folder: Path) -> Teacher:
    found = Teacher(folder, server)
    found.logged_in("ada", "a.b.c", "r" * 32)
    found.write("wires.yaml", WIRES)
    return found


def everything_in(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


async def test_a_push_whose_reply_is_lost_is_sent_again_and_counts_once(tmp_path: Path) -> None:
    async with fake_server() as fake:
        keys: list[str] = []

        def lose_two(request: Request) -> ServerBase | None:
            assert isinstance(request, PushQuiz)
            keys.append(request.key)
            if len(keys) <= 2:
                fake.cut()
                return None
            return Ok(ref=request.ref, data=KeptQuiz(card=card()))

        fake.reply = answering(lose_two)
        pushed = await at(fake.address, tmp_path).quiz("push", "wires.yaml")

    assert (pushed.status, pushed.err) == (0, "wires.yaml is version 1 of ada/wires now.\n")
    assert len(keys) == 3
    assert len(set(keys)) == 1


async def test_a_push_that_is_lost_every_time_is_given_up(tmp_path: Path) -> None:
    async with fake_server() as fake:

        def lose(request: Request) -> None:
            fake.cut()

        fake.reply = answering(lose)
        pushed = await at(fake.address, tmp_path).quiz("push", "wires.yaml")

        assert len(fake.heard_of(PushQuiz)) == 3
    assert pushed.status == Exit.LINE_LOST


async def test_a_reply_that_is_none_is_told(tmp_path: Path) -> None:
    async with fake_server() as fake:
        fake.reply = answering(lambda request: Ok(ref=request.ref))
        pulled = await at(fake.address, tmp_path).quiz("pull", "cables")

    assert pulled.status == Exit.FAILED
    assert "The server's reply makes no sense here." in pulled.err


async def test_a_server_does_not_choose_where_a_file_goes(tmp_path: Path) -> None:
    async with fake_server() as fake:
        fake.reply = answering(
            lambda request: Ok(ref=request.ref, data=QuizText(card=EVIL_CARD, version=1, text=WIRES))
        )
        machine = at(fake.address, tmp_path / "here")
        before = everything_in(tmp_path)
        pulled = await machine.quiz("pull", "cables")
        after = everything_in(tmp_path) - before

    assert pulled.status == 0
    assert {path.name for path in after} == {"cables.yaml"}
    assert_harmless(pulled.out + pulled.err)


def nasty(request: Request) -> ServerBase:
    """Say everything with the worst names there are."""
    match request:
        case ListQuizzes():
            return Ok(ref=request.ref, data=Quizzes(quizzes=(EVIL_CARD,)))
        case QuizHistory():
            version = Version(number=1, author=EVIL, pushed_at=WHEN, title=EVIL, questions=1, size=1)
            return Ok(ref=request.ref, data=Versions(card=EVIL_CARD, versions=(version,)))
        case ListResults():
            played = PlayedSession(
                code="K7Q4MF", title=EVIL, name=EVIL, ended_at=WHEN, rank=1, players=2, score=3
            )
            return Ok(ref=request.ref, data=Results(results=(played,)))
        case PullQuiz():
            return Ok(ref=request.ref, data=QuizText(card=EVIL_CARD, version=1, text=WIRES))
        case _:
            shares = (Share(user=EVIL, edit=True),)
            return Ok(ref=request.ref, data=KeptQuiz(card=EVIL_CARD, shares=shares))


def assert_harmless(text: str) -> None:
    assert not any(char in text for char in "\x1b\x07\r\u202e")
    assert not any(line.lstrip(" \ufffd").startswith("../") for line in text.splitlines())


async def test_names_from_a_server_steer_no_terminal_and_fake_no_lines(tmp_path: Path) -> None:
    async with fake_server() as fake:
        fake.reply = answering(nasty)
        machine = at(fake.address, tmp_path)
        said = [
            await machine.types(*command)
            for command in (
                ("quiz", "list"),
                ("quiz", "history", "cables"),
                ("quiz", "show", "cables"),
                ("quiz", "push", "wires.yaml"),
                ("quiz", "rename", "cables", "strings"),
                ("quiz", "tag", "cables", "exam"),
                ("quiz", "share", "cables", "--with", "bob"),
                ("quiz", "publish", "cables"),
                ("quiz", "copy", "cables"),
                ("quiz", "restore", "cables@1"),
                ("quiz", "delete", "cables", "--yes"),
                ("results",),
            )
        ]
        documents = [
            await machine.types(*command)
            for command in (("quiz", "list", "--json"), ("quiz", "history", "cables", "--json"))
        ]

    assert [one.status for one in said] == [0] * len(said)
    for one in (*said, *documents):
        assert_harmless(one.out + one.err)
    assert [json.loads(one.out) is not None for one in documents] == [True, True]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12))),
    ],
)
async def test_moments_that_no_clock_shows_are_told_somehow(tmp_path: Path, moment: datetime) -> None:
    async with fake_server() as fake:
        strange = Quizzes(quizzes=(card(updated_at=moment),))
        fake.reply = answering(lambda request: Ok(ref=request.ref, data=strange))
        listed = await at(fake.address, tmp_path).quiz("list")

    assert listed.status == 0
    assert "ada/wires" in listed.out


async def test_a_text_from_a_server_steers_no_terminal(tmp_path: Path) -> None:
    text = f"\ufeff# \x1b]0;owned\x07\u202e\r\n{WIRES}"
    async with fake_server() as fake:
        fake.reply = answering(
            lambda request: Ok(ref=request.ref, data=QuizText(card=card(), version=1, text=text))
        )
        machine = at(fake.address, tmp_path)
        home = Home(tmp_path, {"QUIZTERM_SERVER": str(fake.address)})
        async with home.terminal("quiz", "pull", "wires", "--to", "-") as terminal:
            assert await terminal.ended() == 0
            shown = terminal.written
        to_a_program = await home.run("quiz", "pull", "wires", "--to", "-")

    assert machine.state == tmp_path / "state"
    assert "owned" in shown
    assert "Which port is for SSH?" in shown
    assert_harmless(shown.replace("\r\n", "\n"))
    assert to_a_program.out == text


async def test_lists_come_page_by_page_until_the_server_goes_in_circles(tmp_path: Path) -> None:
    async with fake_server() as fake:

        def page(request: Request) -> ServerBase:
            assert isinstance(request, ListQuizzes)
            names = (card(name=f"wires-{request.after}"),) if request.after < 3 else ()
            return Ok(ref=request.ref, data=Quizzes(quizzes=names, next=request.after + 1))

        fake.reply = answering(page)
        listed = await at(fake.address, tmp_path).quiz("list", "--json")

        assert len(fake.heard_of(ListQuizzes)) == 4
    names = [quiz["name"] for quiz in json.loads(listed.out)["quizzes"]]
    assert names == ["wires-0", "wires-1", "wires-2"]


async def test_results_tell_how_somebody_did(tmp_path: Path) -> None:
    first = PlayedSession(
        code="K7Q4MF", title="Wires", name="Ann", ended_at=WHEN, rank=3, players=28, score=4200
    )
    late = PlayedSession(code="K7Q4MG", title="Cables", name="Ann B", ended_at=WHEN, players=2, score=0)
    async with fake_server() as fake:

        def page(request: Request) -> ServerBase:
            assert isinstance(request, ListResults)
            told = Results(results=(late,), next=7) if request.before is None else Results(results=(first,))
            return Ok(ref=request.ref, data=told)

        fake.reply = answering(page)
        machine = at(fake.address, tmp_path)
        people, programs = await machine.types("results"), await machine.types("results", "--json")

        assert [asked.before for asked in fake.heard_of(ListResults)] == [None, 7] * 2
    when = f"{WHEN.astimezone():%Y-%m-%d %H:%M}"
    assert people.out.splitlines() == [
        "ended             rank     score  played as  quiz",
        f"{when}  -        0      Ann B      Cables",
        f"{when}  3 of 28  4\u00a0200  Ann        Wires",
    ]
    assert [one["rank"] for one in json.loads(programs.out)["results"]] == [None, 3]


async def test_a_password_is_not_sent_in_the_clear_unless_somebody_insists(tmp_path: Path) -> None:
    machine = Teacher(tmp_path, Address("192.0.2.1", 1))
    machine.logged_in("ada", "a.b.c", "r" * 32)

    refused = await machine.quiz("list")

    assert refused.status == Exit.UNENCRYPTED
    assert "--insecure" in refused.err


async def test_a_file_that_fits_into_no_message_is_not_sent(tmp_path: Path) -> None:
    async with fake_server() as fake:
        machine = at(fake.address, tmp_path)
        machine.write("wires.yaml", WIRES + "#\n" * 450_000)
        pushed = await machine.quiz("push", "wires.yaml")

        assert fake.heard_of(PushQuiz) == []
    assert pushed.status == Exit.TOO_MUCH
    assert "split the quiz" in pushed.err


async def test_where_nothing_answers_a_name_that_is_no_file_is_told_so(tmp_path: Path) -> None:
    async with fake_server() as fake:
        machine = at(fake.address, tmp_path)
    shown = await machine.quiz("show", "cables")

    assert shown.status == Exit.NO_SERVER
    assert shown.err.startswith("There is no file cables here. No server answers at ")
