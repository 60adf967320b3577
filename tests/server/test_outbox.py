"""What goes out to one client at once, what waits, and in which order."""

import re

import pytest

from quizterm.protocol.server import Goodbye, Refused
from quizterm_server.frames import text_frame
from quizterm_server.outbox import MOST_REPLIES, Outbox
from quizterm_server.rooms.member import News


class Wire:
    """A wire that keeps what it was given, a write each."""

    def __init__(self) -> None:
        self.clogged = False
        self.writes: list[str] = []
        self.called = 0
        """How often there was something for whoever collects."""

    def send(self, frames: bytes, messages: int) -> None:
        said = _said(frames)
        assert len(said.split()) == messages
        self.writes.append(said)

    def abort(self) -> None:
        self.writes.append("cut")

    def call(self) -> None:
        self.called += 1


class Room:
    """The newest snapshots of a room."""

    def __init__(self) -> None:
        self.stage: News | None = News(2, text_frame(b'{"type":"stage2"}'))
        self.you: News | None = News(2, text_frame(b'{"type":"you2"}'))
        self.wire = Wire()
        self.outbox = Outbox(self.wire, self.wire.call)
        self.outbox.subscribe(lambda: self.stage, lambda: self.you)
        self.outbox.collect()
        self.wire.called = 0

    def tell(self, version: int) -> None:
        self.stage = News(version, text_frame(b'{"type":"stage%d"}' % version))
        self.outbox.stage_changed(self.stage)

    def change_you(self, version: int) -> None:
        self.you = News(version, text_frame(b'{"type":"you%d"}' % version))
        self.outbox.you_changed()


def _said(frames: bytes) -> str:
    return " ".join(re.findall(r'"type":"(\w+)"', frames.decode(errors="replace")))


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_stage_goes_out_at_once_and_only_once(room: Room) -> None:
    room.tell(4)
    room.tell(4)
    room.outbox.deliver()

    assert room.wire.writes == ["stage4"]
    assert room.wire.called == 0


def test_everything_that_waits_goes_out_in_one_write_with_replies_first(room: Room) -> None:
    room.change_you(6)
    room.outbox.accept(3)
    room.tell(6)

    assert room.wire.writes == ["ok stage6 you6"]


def test_a_you_does_not_overtake_the_stage_that_it_belongs_to(room: Room) -> None:
    room.stage = News(6, text_frame(b'{"type":"stage6"}'))
    room.change_you(6)
    room.outbox.deliver()
    room.tell(6)

    assert room.wire.writes == ["stage6 you6"]


def test_a_stage_does_not_overtake_a_reply(room: Room) -> None:
    room.outbox.accept(3)
    room.tell(6)

    assert room.wire.writes == ["ok stage6"]


def test_replies_keep_their_order(room: Room) -> None:
    room.outbox.accept(3)
    room.outbox.reply(Refused(ref=4, code="too_late", message="Too late."))
    room.outbox.accept(5)
    room.outbox.deliver()

    assert room.wire.writes == ["ok refused ok"]
    assert room.outbox.collect() == (b"", 0)


def test_a_client_that_takes_nothing_gets_the_newest_only_when_it_does(room: Room) -> None:
    room.wire.clogged = True
    room.tell(8)
    room.change_you(8)
    room.outbox.deliver()
    room.tell(10)
    assert room.wire.writes == []

    room.outbox.put_off()
    room.wire.clogged = False
    room.wire.called = 0
    room.outbox.look_again()

    assert room.wire.called == 1
    assert _said(room.outbox.collect()[0]) == "stage10 you8"


def test_a_goodbye_takes_the_newest_stage_along(room: Room) -> None:
    """The round that brings the end of a session may reach somebody after the goodbye was said."""
    room.stage = News(12, text_frame(b'{"type":"stage12"}'))
    room.outbox.finish(Goodbye(close=4000, message="It is over."))

    assert _said(room.outbox.collect()[0]) == "stage12 goodbye"


def test_a_goodbye_does_not_repeat_a_stage(room: Room) -> None:
    room.tell(12)
    room.outbox.finish(Goodbye(close=4000, message="It is over."))

    assert _said(room.outbox.collect()[0]) == "goodbye"


def test_nothing_overtakes_the_goodbye(room: Room) -> None:
    room.outbox.finish(Goodbye(close=4003, message="You left."))
    room.tell(12)
    room.outbox.accept(7)
    room.outbox.deliver()

    assert room.wire.writes == []
    assert _said(room.outbox.collect()[0]) == "ok stage12 goodbye"


def test_whoever_is_not_listened_to_for_all_that_it_asks_is_left_to_the_connection(room: Room) -> None:
    for ref in range(MOST_REPLIES):
        room.outbox.accept(ref)
    room.outbox.deliver()
    room.tell(20)

    assert room.wire.writes == []
    assert room.wire.called == 1


def test_a_you_that_is_held_back_does_not_hold_back_the_stage(room: Room) -> None:
    room.change_you(14)
    room.you = None  # something is being stored
    room.tell(14)
    room.you = News(16, text_frame(b'{"type":"you16"}'))
    room.outbox.deliver()

    assert room.wire.writes == ["stage14", "you16"]


def test_what_is_older_than_what_was_sent_is_not_sent(room: Room) -> None:
    room.tell(16)
    room.tell(14)
    room.outbox.deliver()

    assert room.wire.writes == ["stage16"]


def test_who_is_not_subscribed_is_told_nothing(room: Room) -> None:
    """Whoever is being let in has a seat before that is stored."""
    stranger = Outbox(room.wire, room.wire.call)
    stranger.stage_changed(News(4, text_frame(b'{"type":"stage4"}')))

    assert room.wire.writes == []


def test_a_wire_is_cut_where_something_is_lost_on_the_way(room: Room) -> None:
    room.outbox.subscribe(lambda: room.stage, lambda: News(1 // 0, b""))
    room.outbox.accept(3)
    with pytest.raises(ZeroDivisionError):
        room.outbox.deliver()

    assert room.wire.writes == ["cut"]


def test_nobody_gets_anything_after_the_end(room: Room) -> None:
    room.outbox.close()
    room.tell(18)
    room.change_you(18)
    room.outbox.deliver()

    assert room.wire.writes == []
    assert room.wire.called == 0
