"""What a host had begun to type when a screen took over from lines, or gave way to them."""

from contextlib import AbstractAsyncContextManager

import pytest

from quizterm.snapshot import Phase
from quizterm_client.host.app import HostApp
from quizterm_client.host.handover import Handover
from quizterm_client.plain.hosting import PlainHost
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.smallness import in_lines_words
from tests.support import stages
from tests.support.conversations import Conversation, conversation
from tests.support.plainhosts import INVITATION, OPENED
from tests.support.reading import settled

NOT_SENT = "You had begun to type: rename 3 An. It is not sent."


def returned(
    handover: Handover, typed_before: str = ""
) -> AbstractAsyncContextManager[Conversation[Phase | None]]:
    """A host whose window has become small again, where no line can be gone on with."""

    def made(peer: stages.FakePeer, voice: Voice, typed: Typed) -> PlainHost:
        host = PlainHost(peer, voice, typed, INVITATION, handover=handover)
        host.preface = in_lines_words
        host.take_over(typed_before)
        return host

    return conversation(made, OPENED)


async def through_a_screen(handover: Handover, typed_late: str = "") -> None:
    app = HostApp(stages.FakePeer(OPENED), INVITATION, appearance=STILL, handover=handover)
    async with app.run_test() as pilot:
        await settled(pilot)
        app.hear_late_typing(typed_late)
        app.hand_over()


async def begun(line: str) -> Handover:
    """What is left when lines give way with this line."""
    handover = Handover()
    async with conversation(
        lambda peer, voice, typed: PlainHost(peer, voice, typed, INVITATION, handover=handover), OPENED
    ) as talk:
        await talk.heard()
        talk.session.give_way(line)
    return handover


@pytest.mark.parametrize("late", ["", " An", " An\n"])
async def test_a_line_that_was_begun_is_there_again_after_a_screen(late: str) -> None:
    handover = await begun("rename 3" if late else "rename 3 An")
    await through_a_screen(handover, late)

    async with returned(handover) as talk:
        assert talk.session.carried == "rename 3 An"
        assert NOT_SENT in await talk.heard()


async def test_enter_behind_a_line_that_is_not_sent_does_not_go_on() -> None:
    async with returned(await begun("rename 3 An")) as talk:
        await talk.heard()
        assert await talk.types("") == ["Nothing is changed."]
        assert talk.peer.sent == []
        await talk.types("")
        assert len(talk.peer.sent) == 1


async def test_another_line_takes_its_place() -> None:
    async with returned(await begun("rename 3 An")) as talk:
        await talk.types("lock")
        assert [type(one).__name__ for one in talk.peer.sent] == ["SetLocked"]


@pytest.mark.parametrize("line", ["", "  ", "next", "n", "/n", "NEXT "])
async def test_what_would_go_on_by_enter_alone_is_not_kept(line: str) -> None:
    async with returned(await begun(line)) as talk:
        assert talk.session.carried == ""
        assert not any("had begun" in said for said in await talk.heard())


@pytest.mark.parametrize(("typed", "goes_on"), [("\n", True), (" \n", True), ("sk\n", False), ("re", False)])
async def test_keys_of_a_screen_that_was_gone_end_no_line(typed: str, goes_on: bool) -> None:
    async with returned(Handover(), typed) as talk:
        await talk.heard()
        assert bool(talk.peer.sent) is goes_on
