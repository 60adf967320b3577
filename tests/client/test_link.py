"""A link on real sockets: entering, asking, hearing, losing the line and coming back."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest
from websockets.asyncio.server import ServerConnection, serve

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.client import CreateSession, Join, Leave, Rejoin, Request, ResumeHost, Watch
from quizterm.protocol.closing import CloseReason
from quizterm.protocol.messages import MAX_WHOLE, ServerBase
from quizterm.protocol.server import Goodbye, Ok, Refused, StageNews, Welcome, YouNews
from quizterm.quiz.model import Quiz, Slide
from quizterm.snapshot import PlayerId, You
from quizterm_client.addresses import Address, NoServer, NotQuizTerm, WrongProtocol
from quizterm_client.entries import CreateEntry, Entry, HostEntry, RejoinEntry, WatchEntry
from quizterm_client.finding import MOST_BYTES
from quizterm_client.link import Link, Patience
from quizterm_client.peer import LinkState, LinkStatus
from tests.support.fakeserver import TOKEN, FakeServer, accept, fake_server, refuse
from tests.support.links import ANN, CODE, entered, until
from tests.support.stages import lobby

QUIZ = Quiz(title="Tiny", questions=(Slide(text="Hello"),))


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        yield fake


def you(score: int) -> YouNews:
    return YouNews(version=score, you=You(player=PlayerId(3), name="Ann", score=score))


async def test_a_player_enters_and_keeps_the_token(server: FakeServer) -> None:
    async with entered(server) as link:
        assert (link.code, link.player, link.token) == (CODE, 3, TOKEN)
        assert link.status.state is LinkState.CONNECTED
        assert link.status.round_trip is not None
        assert TOKEN not in repr(RejoinEntry(CODE, TOKEN))


@pytest.mark.parametrize(
    ("entry", "kind", "path"),
    [
        (ANN, Join, "/play"),
        (RejoinEntry(CODE, TOKEN), Rejoin, "/play"),
        (WatchEntry(CODE), Watch, "/play"),
        (HostEntry(CODE, TOKEN), ResumeHost, "/host"),
        (CreateEntry(QUIZ, auto=True), CreateSession, "/host"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
async def test_every_way_in_goes_through_its_own_door(
    server: FakeServer, entry: Entry, kind: type[Request], path: str
) -> None:
    async with entered(server, entry) as link:
        assert len(server.heard_of(kind)) == 1
        request = server.lines[0].request
        assert request is not None
        assert request.path == path
        assert link.code == CODE


async def test_the_servers_clock_is_known_from_the_start(server: FakeServer) -> None:
    server.time = 9_000_000
    async with entered(server) as link:
        assert 0 <= link.server_now() - 9_000_000 < 2_000


@pytest.mark.parametrize("elsewhere", ["http://127.0.0.1:1/", "ws://", "ws://127.0.0.2:1/play", "\x1b", ""])
async def test_nobody_is_sent_elsewhere_by_what_listens_there(elsewhere: str) -> None:
    async def send_away(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()

    async with await asyncio.start_server(send_away, "127.0.0.1", 0) as listener:
        address = Address("127.0.0.1", listener.sockets[0].getsockname()[1])
        with pytest.raises(NotQuizTerm):
            await Link.enter(address, ANN, jitter=Random(1))


async def test_a_refused_entry_says_why_and_leaves_nothing_behind(server: FakeServer) -> None:
    server.reply = refuse("name_taken", "Ann is taken.")
    with pytest.raises(Refusal, match=r"Ann is taken\.") as caught:
        await Link.enter(server.address, ANN, jitter=Random(1))
    assert caught.value.code is ErrorCode.NAME_TAKEN


async def test_nothing_at_the_address_is_said_in_a_sentence() -> None:
    async with fake_server() as gone:
        address = gone.address
    with pytest.raises(NoServer, match="Check the address"):
        await Link.enter(address, ANN, jitter=Random(1))


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\n\r\n", b"220 smtp\r\n", b""], ids=repr)
async def test_something_else_at_the_address_is_said_in_a_sentence(answer: bytes) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(MOST_BYTES)
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(speak, "127.0.0.1", 0) as other:
        address = Address("127.0.0.1", other.sockets[0].getsockname()[1])
        with pytest.raises(NotQuizTerm, match="is not QuizTerm"):
            await Link.enter(address, ANN, jitter=Random(1))


async def test_a_socket_that_greets_wrongly_is_not_quizterm(server: FakeServer) -> None:
    server.greeting = Ok(ref=1)
    with pytest.raises(NotQuizTerm):
        await Link.enter(server.address, ANN, jitter=Random(1))


@pytest.mark.parametrize(
    "greeting",
    [
        Welcome(protocol=99, server="future"),
        Goodbye(close=CloseReason.WRONG_PROTOCOL, message="Speak 99."),
        Refused(code="wrong_protocol", message="Speak 99."),
    ],
    ids=lambda greeting: type(greeting).__name__,
)
async def test_another_protocol_number_is_told_from_another_program(
    server: FakeServer, greeting: ServerBase
) -> None:
    server.greeting = greeting
    with pytest.raises(WrongProtocol, match=r"another version|Speak 99\."):
        await Link.enter(server.address, ANN, jitter=Random(1))


async def test_a_server_without_room_for_a_connection_is_busy() -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(speak, "127.0.0.1", 0) as full:
        address = Address("127.0.0.1", full.sockets[0].getsockname()[1])
        with pytest.raises(Refusal, match="busy") as caught:
            await Link.enter(address, ANN, jitter=Random(1))
    assert caught.value.code is ErrorCode.BUSY


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        (Refused(code="busy", message="Full."), ErrorCode.BUSY),
        (Goodbye(close=1012, message="Full."), ErrorCode.BUSY),
    ],
    ids=["refused", "goodbye"],
)
async def test_a_server_that_takes_nobody_now_says_so(
    server: FakeServer, greeting: ServerBase, code: ErrorCode
) -> None:
    server.greeting = greeting
    with pytest.raises(Refusal, match=r"Full\.") as caught:
        await Link.enter(server.address, ANN, jitter=Random(1))
    assert caught.value.code is code


@pytest.mark.parametrize(
    ("close", "error"), [(4400, WrongProtocol), (1008, NotQuizTerm), (None, NoServer)], ids=str
)
async def test_a_server_that_hangs_up_at_hello_is_explained(
    close: int | None, error: type[Exception]
) -> None:
    async def hang_up(line: ServerConnection) -> None:
        await line.recv()
        if close is None:
            line.transport.abort()
        else:
            await line.close(close)

    async with serve(hang_up, "127.0.0.1", 0) as listening:
        address = Address("127.0.0.1", next(iter(listening.sockets)).getsockname()[1])
        with pytest.raises(error):
            await Link.enter(address, ANN, jitter=Random(1))


@pytest.mark.parametrize(
    "reply",
    [
        '{"type":"ok","ref":2,"player":3,"token":"short"}',
        '{"type":"ok","ref":2,"player":"x","token":[]}',
        '{"type":"ok","ref":2}',
    ],
)
async def test_a_reply_to_the_entry_that_makes_no_sense_is_said_in_a_sentence(
    server: FakeServer, reply: str
) -> None:
    def speak(_request: Request) -> ServerBase | None:
        told.append(asyncio.create_task(server.lines[0].send(reply)))
        return None

    told: list[asyncio.Task[None]] = []
    server.reply = speak
    with pytest.raises(Refusal, match="Install the same version"):
        await Link.enter(server.address, ANN, jitter=Random(1))


async def test_a_server_that_welcomes_and_then_says_nothing_is_given_up_after_a_while(
    server: FakeServer,
) -> None:
    server.reply = lambda _request: None
    with pytest.raises(NoServer, match="does not answer"):
        await Link.enter(server.address, ANN, jitter=Random(1), patience=Patience(entering=0.2))


def test_nobody_waits_longer_than_a_quarter_of_a_minute_for_a_server_that_says_nothing() -> None:
    assert Patience().entering <= 15


async def test_an_entry_cut_in_the_middle_is_sent_again_with_the_same_key(server: FakeServer) -> None:
    def cut_once(request: Request) -> ServerBase | None:
        server.reply = accept
        server.cut()
        return None

    server.reply = cut_once
    async with entered(server) as link:
        first, second = server.heard_of(Join)
        assert first.key == second.key
        assert link.player == 3


async def test_a_request_gets_its_own_reply(server: FakeServer) -> None:
    async with entered(server) as link:
        server.reply = lambda request: Ok(ref=request.ref, time=request.ref)
        first, second = await asyncio.gather(link.request(Leave(ref=0)), link.request(Leave(ref=0)))
        assert first.ref != second.ref
        assert (first.time, second.time) == (first.ref, second.ref)


async def test_a_refused_request_leaves_the_link_alone(server: FakeServer) -> None:
    async with entered(server) as link:
        server.reply = refuse("not_in_this_version", "No.")
        with pytest.raises(Refusal, match=r"No\."):
            await link.request(Leave(ref=0))
        assert link.status.state is LinkState.CONNECTED


async def test_a_request_fails_when_the_line_breaks_before_the_reply(server: FakeServer) -> None:
    async with entered(server) as link:
        server.reply = lambda _request: server.cut()
        with pytest.raises(ConnectionError):
            await link.request(Leave(ref=0))


async def test_a_server_that_goes_silent_is_left_and_found_again(server: FakeServer) -> None:
    async with entered(server, patience=Patience(reply=0.1)) as link:
        events = link.events()
        server.reply = lambda request: accept(request) if isinstance(request, Rejoin) else None
        with pytest.raises(ConnectionError):
            await link.request(Leave(ref=0))
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)


@pytest.mark.parametrize(
    "frame", ["not json", '{"type":"ok","ref":', "[]", b"\xff\x00", '{"type":"ok"}', '{"type":"refused"}', ""]
)
async def test_a_line_on_which_nothing_can_be_read_is_left_at_once_and_entered_again(
    server: FakeServer, frame: str | bytes
) -> None:
    def speak(_request: Request) -> ServerBase | None:
        server.reply = accept
        told.append(asyncio.create_task(server.lines[0].send(frame)))
        return None

    told: list[asyncio.Task[None]] = []
    async with entered(server) as link:
        events = link.events()
        server.reply = speak
        with pytest.raises(ConnectionError, match="cannot be read"):
            await link.request(Leave(ref=0))
        assert "cannot be read" in (await until(events, LinkState.RECONNECTING)).message
        await until(events, LinkState.CONNECTED)
        assert (await link.request(Leave(ref=0))).ref


async def test_an_entry_whose_reply_cannot_be_read_is_tried_again(server: FakeServer) -> None:
    def speak(_request: Request) -> ServerBase | None:
        server.reply = accept
        told.append(asyncio.create_task(server.lines[0].send("not json")))
        return None

    told: list[asyncio.Task[None]] = []
    server.reply = speak
    async with entered(server) as link:
        first, second = server.heard_of(Join)
        assert (first.key, link.player) == (second.key, 3)


async def test_a_slow_reader_sees_only_the_newest_snapshots(server: FakeServer) -> None:
    async with entered(server) as link:
        for score in range(50):
            await server.say(you(score))
            await server.say(StageNews(version=score, stage=lobby()))
        await server.say_goodbye(CloseReason.SESSION_ENDED, "The session is over.")
        seen = [event async for event in link.events()]

    assert [event.version for event in seen if isinstance(event, YouNews)] == [49]
    assert [event.version for event in seen if isinstance(event, StageNews)] == [49]
    assert seen[-1] == LinkStatus(LinkState.LOST, message="The session is over.")


async def test_what_a_newer_server_adds_is_passed_over(server: FakeServer) -> None:
    async with entered(server) as link:
        for frame in (
            '{"type":"fireworks"}',
            '{"type":"stage"}',
            '{"type":"fireworks","ref":null}',
            '{"type":"welcome","protocol":1,"server":"x"}',
        ):
            await server.lines[0].send(frame)
        await server.say(you(7))
        async for event in link.events():
            if isinstance(event, YouNews):
                assert event.you.score == 7
                return


async def test_sentences_of_a_hostile_server_are_cut_short(server: FakeServer) -> None:
    async with entered(server) as link:
        await server.say_goodbye(CloseReason.LEFT, "x" * 100_000)
        status = await until(link.events(), LinkState.LOST)
        assert len(status.message) <= 500


async def test_a_hostile_clock_cannot_break_the_link(server: FakeServer) -> None:
    server.time = MAX_WHOLE
    async with entered(server) as link:
        assert abs(link.server_now()) < 10 * MAX_WHOLE


async def test_closing_ends_the_news(server: FakeServer) -> None:
    async with entered(server) as link:
        events = link.events()
    assert [event.state for event in [e async for e in events] if isinstance(event, LinkStatus)] == [
        LinkState.CONNECTED
    ]
    with pytest.raises(ConnectionError):
        await link.request(Leave(ref=0))
