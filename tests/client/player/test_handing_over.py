"""A player whose window becomes too small: the screen gives way to lines, which give way to a screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest

from quizterm.protocol.client import SubmitAnswer
from quizterm.quiz.answers import Ordered, Picked, Typed
from quizterm.quiz.model import Select
from quizterm.snapshot import Phase, Stage
from quizterm_client.plain.playing import PlainPlayer
from quizterm_client.plain.session import GaveWay
from quizterm_client.plain.typing import Typed as Lined
from quizterm_client.plain.voice import Voice
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import PlayerExit
from quizterm_client.player.handover import Draft, Handover
from quizterm_client.player.state import Seen, Sending
from quizterm_client.relay import Relay
from quizterm_client.terminal.appearance import STILL
from quizterm_client.terminal.choosing import is_small
from tests.support import stages
from tests.support.conversations import Conversation, conversation
from tests.support.reading import settled, shown
from tests.support.stages import FakePeer

Talk = Conversation[PlayerExit]

LET_GO = "(What stood in the line is gone.)"


class Lines:
    """A player in lines, who types nothing."""

    def __init__(self, peer: Relay, handover: Handover) -> None:
        self.said: list[str] = []
        self.changed = asyncio.Event()
        self.face = PlainPlayer(peer, Voice(self._say), _nothing(), handover=handover)

    async def until(self, words: str) -> None:
        async with asyncio.timeout(10):
            while not any(words in line for line in self.said):
                self.changed.clear()
                await self.changed.wait()

    def _say(self, line: str) -> None:
        self.said.append(line)
        self.changed.set()


async def _nothing() -> AsyncIterator[str]:
    await asyncio.get_running_loop().create_future()
    yield ""


def screen(peer: Relay, handover: Handover) -> PlayerApp:
    app = PlayerApp(peer, appearance=STILL, handover=handover)
    app.gives_way = True
    return app


async def test_an_answer_on_its_way_is_followed_in_lines_and_sent_once() -> None:
    peer, handover = FakePeer(stages.opened(), stages.you()), Handover()
    relay = Relay(peer)
    peer.hold()
    app = screen(relay, handover)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await shown(pilot, "Sent…")
        app._give_way()
    assert app.gave_way

    lines = Lines(relay, handover)
    running = asyncio.ensure_future(lines.face.run())
    await lines.until("Which of these ports")
    peer.release()
    await lines.until("Counted.")
    lines.face.give_way("")
    with pytest.raises(GaveWay):
        await running

    async with screen(relay, handover).run_test(size=(80, 24)) as pilot:
        assert "your answer" in await shown(pilot, "Counted.")
    assert [type(sent) for sent in peer.sent] == [SubmitAnswer]


async def test_an_answer_that_is_counted_between_two_faces_counts_for_the_next() -> None:
    peer, handover = FakePeer(stages.opened(), stages.you()), Handover()
    relay = Relay(peer)
    peer.hold()
    app = screen(relay, handover)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await shown(pilot, "Sent…")
        app._give_way()
    peer.release()
    for _turn in range(10):
        await asyncio.sleep(0)
    assert handover.seen is not None
    assert handover.seen.answer == Picked((1,))
    assert handover.seen.sent.state is Sending.COUNTED

    lines = Lines(relay, handover)
    running = asyncio.ensure_future(lines.face.run())
    await lines.until("Your answer: 2, 22. Counted.")
    running.cancel()


async def test_items_that_are_half_in_order_stay_so() -> None:
    handover = Handover()
    relay = Relay(FakePeer(stages.opened(stages.ORDER), stages.you()))
    app = screen(relay, handover)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("shift+down")
        await settled(pilot)
        app._give_way()

    assert handover.draft == Draft(2, Ordered((1, 0, 2, 3)))
    async with screen(relay, handover).run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        assert text.index("Telnet") < text.index("HTTP/2")


async def test_what_was_begun_for_another_question_is_let_go() -> None:
    several = replace(stages.SSH, select=Select.ALL)
    handover = Handover(draft=Draft(1, Picked((0, 1))))
    async with screen(Relay(FakePeer(stages.opened(several), stages.you())), handover).run_test(
        size=(80, 24)
    ) as pilot:
        assert "picked" not in await settled(pilot)


async def _given_way(peer: FakePeer, handover: Handover, begun: str) -> Relay:
    """Lines that have given way while something was begun in them."""
    relay = Relay(peer)
    lines = Lines(relay, handover)
    running = asyncio.ensure_future(lines.face.run())
    await lines.until("Which of these ports")
    lines.face.give_way(begun)
    with pytest.raises(GaveWay):
        await running
    return relay


async def test_a_line_that_is_ended_before_the_screen_is_seen_is_the_answer() -> None:
    peer, handover = FakePeer(stages.opened(), stages.you()), Handover()
    relay = await _given_way(peer, handover, "2")
    app = screen(relay, handover)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.hear_late_typing("\n")
        assert "your answer" in await shown(pilot, "Counted.")
    assert [type(sent) for sent in peer.sent] == [SubmitAnswer]


@pytest.mark.parametrize(("typed", "sent"), [("n\n", [Typed("man")]), ("n", [])])
async def test_what_is_typed_before_the_screen_listens_goes_on_with_what_stands_in_its_box(
    typed: str, sent: list[Typed]
) -> None:
    peer = FakePeer(stages.opened(stages.TEXT), stages.you())
    handover = Handover(draft=Draft(2, typed="ma"))
    handover.take(Seen(stage=stages.opened(stages.TEXT), you=stages.you()), handover.draft)
    app = screen(Relay(peer), handover)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, " ma ")
        app.hear_late_typing(typed)
        await shown(pilot, " man ")
    assert [one.answer for one in peer.sent if isinstance(one, SubmitAnswer)] == sent


def in_lines(
    typed_before: str, *, edited: bool, begun: str = "m", now: Stage | None = None
) -> AbstractAsyncContextManager[Talk]:
    """A player whose window has become small while a word was begun on the screen.

    Args:
        typed_before: What was typed since.
        edited: Whether the terminal lets lines be begun for whoever types; then it says when they are let go.
        begun: The word.
        now: What is the stage by the time the lines are there; the same unless given.
    """
    stage, you = stages.opened(stages.TEXT), stages.you()

    def made(peer: FakePeer, voice: Voice, typed: Lined) -> PlainPlayer:
        handover = Handover(seen=Seen(stage=stage, you=you), draft=Draft(2, typed=begun))
        player = PlainPlayer(peer, voice, typed, handover=handover)
        player.take_over(typed_before)
        if edited and player.carried:
            player.let_go = lambda: voice.say(LET_GO)
            player.hear_begun()
        return player

    return conversation(made, now or stage, you)


def answers(talk: Talk) -> list[object]:
    return [sent.answer for sent in talk.peer.sent if isinstance(sent, SubmitAnswer)]


async def test_words_that_were_begun_on_a_screen_go_on_in_the_line() -> None:
    async with in_lines("a", edited=True) as talk:
        assert (await talk.heard())[-1] == "You had begun to type, and can go on:"
        await talk.types("")
        assert answers(talk) == []
        await talk.types("man")
        assert answers(talk) == [Typed("man")]


async def test_where_no_line_can_be_begun_enter_alone_sends_the_words() -> None:
    async with in_lines("a", edited=False) as talk:
        assert (await talk.heard())[-1].startswith("Begun and not sent: ma. Enter alone sends it")
        await talk.types("")
        assert answers(talk) == [Typed("ma")]


@pytest.mark.parametrize("edited", [True, False])
async def test_enter_while_no_face_was_there_sends_the_words(edited: bool) -> None:
    async with in_lines("an\n", edited=edited) as talk:
        await talk.heard()
        assert answers(talk) == [Typed("man")]


@pytest.mark.parametrize(
    "now",
    [
        stages.opened(stages.TEXT, question=3),
        replace(stages.opened(stages.TEXT), phase=Phase.REVEAL, deadline=None),
    ],
    ids=["next", "closed"],
)
@pytest.mark.parametrize("word", ["man", "leave"])
async def test_words_that_stand_in_the_line_are_no_answer_to_something_else(word: str, now: Stage) -> None:
    """R10: the host went on before the lines were there; what was begun is no answer and no command."""
    async with in_lines("", edited=True, begun=word, now=now) as talk:
        said = await talk.heard()
        assert said[said.index(LET_GO) + 1] == f"You had begun to type: {word}. It is not sent."
        await talk.types("")
        assert answers(talk) == []


async def test_words_that_stand_in_the_line_and_are_not_ended_go_with_their_question() -> None:
    async with in_lines("", edited=True) as talk:
        assert "You had begun to type, and can go on:" in await talk.heard()
        said = await talk.tells(stages.opened(stages.TEXT, question=3))
        assert said[:2] == [LET_GO, "You had begun to type: m. It is not sent."]


async def test_nothing_is_let_go_once_the_line_was_ended() -> None:
    async with in_lines("", edited=True) as talk:
        await talk.types("man")
        assert LET_GO not in await talk.tells(stages.opened(stages.TEXT, question=3))


@pytest.mark.parametrize("begun", ["/time", " /time", "//time", "/ti", "/dev"])
async def test_an_answer_that_begins_like_a_command_stays_an_answer(begun: str) -> None:
    async with in_lines("", edited=True, begun=begun) as talk:
        await talk.types("")
        assert answers(talk) == [Typed(begun.strip())]


async def test_blanks_are_nothing_that_was_begun() -> None:
    async with in_lines(" ", edited=True, begun=" ") as talk:
        assert not any("begun" in line for line in await talk.heard())


async def test_a_line_that_was_begun_for_another_question_is_no_answer_to_this_one() -> None:
    """R10: the host went on in the moment in which no face was there; nobody has answered what came then."""
    peer, handover = FakePeer(stages.opened(), stages.you()), Handover()
    relay = await _given_way(peer, handover, "2")
    peer.tell(stages.opened(stages.CODE, question=3))
    app = screen(relay, handover)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, "What does this print?")
        app.hear_late_typing("\n")
        assert "your answer" not in await settled(pilot)
    assert peer.sent == []


async def test_a_dialog_is_not_taken_away() -> None:
    app = screen(Relay(FakePeer(stages.opened(), stages.you())), Handover())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        await shown(pilot, "Leave")
        app._give_way()
        assert not app.gave_way
        await pilot.press("escape")
        await settled(pilot)
        app._give_way()
        assert app.gave_way


@pytest.mark.parametrize(
    ("columns", "rows", "small"),
    [(40, 12, False), (39, 24, True), (80, 11, True), (119, 23, False), (0, 0, False)],
)
def test_what_is_too_small(columns: int, rows: int, small: bool) -> None:
    assert is_small(columns, rows) is small
