"""A link that cannot come back yet: that it goes on, and what it says meanwhile to whom."""

from collections.abc import AsyncIterator

import pytest

from quizterm.protocol.client import Rejoin, ResumeHost, Watch
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.server import StageNews
from quizterm.quiz.model import Quiz, Slide
from quizterm_client.entries import CreateEntry, Entry, HostEntry, HostQuizEntry, WatchEntry
from quizterm_client.link import Link, Patience
from quizterm_client.peer import LinkState
from tests.support.fakeserver import TOKEN, FakeServer, accept, fake_server, refuse
from tests.support.links import ANN, CODE, entered, until
from tests.support.stages import ended, lobby

QUIZ = Quiz(title="Tiny", questions=(Slide(text="Hello"),))
STRANGER = refuse("no_session", "No session that you can enter has this code.")
EVERYBODY = [
    pytest.param(ANN, Rejoin, id="player"),
    pytest.param(CreateEntry(QUIZ), ResumeHost, id="host"),
    pytest.param(HostQuizEntry("ada/ports"), ResumeHost, id="library-host"),
    pytest.param(HostEntry(CODE, TOKEN), ResumeHost, id="co-host"),
    pytest.param(WatchEntry(CODE), Watch, id="spectator"),
]
HASTY = Patience(silent_about=0, restarting=0)
WAY_BACK = f"If it has stopped, the host's machine starts it again: quizterm host --resume {CODE}"


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        yield fake


async def told(server: FakeServer, link: Link, words: str) -> str:
    """What is said as the line breaks, once it has these words in it."""
    events = link.events()
    server.cut()
    while words not in (status := await until(events, LinkState.RECONNECTING)).message:
        pass
    return status.message


# Another server


@pytest.mark.parametrize(("entry", "kind"), EVERYBODY)
async def test_a_server_that_does_not_know_the_session_is_asked_until_the_right_one_is_back(
    server: FakeServer, entry: Entry, kind: type[ClientMessage]
) -> None:
    """R11, R12: an empty server at the same address, started by mistake, throws nobody out."""
    async with entered(server, entry) as link:
        asked = len(server.heard_of(kind))
        server.reply = STRANGER
        words = await told(server, link, "does not know")
        await server.until_heard(kind, asked + 3)
        server.reply = accept
        await until(link.events(), LinkState.CONNECTED)

    assert words == "The server that answers does not know this session. QuizTerm goes on trying; q leaves."


async def test_a_server_that_never_knows_the_session_is_given_up_in_the_end(server: FakeServer) -> None:
    async with entered(server, patience=Patience(give_up=0)) as link:
        server.reply = STRANGER
        server.cut()
        status = await until(link.events(), LinkState.LOST)

    assert status.message == "No session that you can enter has this code."


async def test_who_saw_the_session_end_does_not_look_for_it(server: FakeServer) -> None:
    async with entered(server, WatchEntry(CODE)) as link:
        events = link.events()
        await server.say(StageNews(version=1, stage=lobby()))
        await server.say(StageNews(version=2, stage=ended()))
        async for event in events:
            if isinstance(event, StageNews) and event.version == 2:
                break
        server.reply = STRANGER
        server.cut()
        status = await until(events, LinkState.LOST)

    assert status.message == "The session is over."


async def test_who_waits_hears_when_the_server_is_away_again(server: FakeServer) -> None:
    """The words are about what is there now, not about what was."""
    async with entered(server) as link:
        server.reply = STRANGER
        await told(server, link, "does not know")
        server.reply = refuse("busy", "Later.")
        status = await until(link.events(), LinkState.RECONNECTING)

    assert status.message == ""


# A server that cannot save


async def test_who_cannot_come_back_because_nothing_can_be_stored_reads_so(server: FakeServer) -> None:
    """R34"""
    async with entered(server, patience=HASTY) as link:
        server.reply = refuse("not_stored", "The disk is full.")
        words = await told(server, link, "cannot save")

    assert words == "The server cannot save for a moment, so nobody can come in. QuizTerm goes on trying."


# Nobody there


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(
            ANN, "Still no line to the server. QuizTerm goes on trying; your place is kept.", id="player"
        ),
        pytest.param(CreateEntry(QUIZ), f"No line to the server. {WAY_BACK}", id="host"),
        pytest.param(HostEntry(CODE, TOKEN), f"No line to the server. {WAY_BACK}", id="co-host"),
        pytest.param(
            WatchEntry(CODE), "Still no line to the server. QuizTerm goes on trying.", id="spectator"
        ),
    ],
)
async def test_after_a_while_everybody_reads_what_concerns_them(
    server: FakeServer, entry: Entry, expected: str
) -> None:
    async with entered(server, entry, patience=HASTY) as link:
        server.reply = refuse("busy", "Later.")
        assert await told(server, link, "o line to the server") == expected


@pytest.mark.parametrize("message", ["", "The server restarts. Back soon."])
async def test_a_restart_that_takes_too_long_is_told_of_no_longer(server: FakeServer, message: str) -> None:
    """R35"""
    async with entered(server, CreateEntry(QUIZ), patience=Patience(silent_about=900, restarting=0)) as link:
        events = link.events()
        server.reply = refuse("busy", "Later.")
        await server.say_goodbye(1012, message)
        first = await until(events, LinkState.RECONNECTING)
        then = await until(events, LinkState.RECONNECTING)

    assert "The server restarts." in first.message
    assert WAY_BACK in then.message


async def test_a_restart_has_thirty_seconds_before_it_is_called_a_broken_line(server: FakeServer) -> None:
    """R35"""
    assert Patience().restarting == 30
    async with entered(server, patience=Patience(silent_about=0)) as link:
        server.reply = refuse("busy", "Later.")
        await server.say_goodbye(1012, "")
        await server.until_heard(Rejoin, 4)
        assert link.status.message == "The server restarts. Nothing is lost; you come back by yourself."
