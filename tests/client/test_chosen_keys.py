"""Screens listen to the keys that a person has chosen, and print them."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from quizterm.protocol.client import Close, SubmitAnswer
from quizterm.quiz.answers import Picked
from quizterm_client.host.app import HostApp
from quizterm_client.player.app import PlayerApp
from quizterm_client.projector.app import ProjectorApp
from quizterm_client.terminal.appearance import STILL, Appearance
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.keychoice import checked_keys
from quizterm_client.widgets.keyline import KeyLine
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer

INVITATION = Invitation("quizterm join K7Q4MF", "lab")


def looks(**keys: str) -> Appearance:
    """An appearance with these keys; `__` stands for the point in a name, `_` for its dash."""
    named = {name.replace("__", "."): key for name, key in keys.items()}
    return replace(STILL, keys=MappingProxyType(checked_keys(named)))


async def key_line(pilot: Pilot[Any]) -> str:
    """What is printed at the bottom."""
    return (await settled(pilot)).splitlines()[-1]


async def test_a_player_answers_with_chosen_keys_and_reads_of_them() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    app = PlayerApp(peer, appearance=looks(answer__a="j", answer__b="k", player__leave="x"))

    async with app.run_test(size=(80, 24)) as pilot:
        assert "j k 3 4 answer   x leave" in await key_line(pilot)
        await pilot.press("a", "1", "2", "b")
        await settled(pilot)
        assert not peer.sent
        await pilot.press("k")
        await settled(pilot)

    assert [request.answer for request in peer.sent if isinstance(request, SubmitAnswer)] == [Picked((1,))]


async def test_the_help_names_chosen_keys() -> None:
    app = PlayerApp(FakePeer(stages.opened(), stages.you()), appearance=looks(player__help="F9"))

    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        assert "Putting in order" not in await settled(pilot)
        await pilot.press("f9")
        text = await settled(pilot)

    assert "F9" in text
    assert "? or F1" not in text


async def test_a_host_goes_on_with_a_chosen_key_and_by_clicking_it() -> None:
    peer = FakePeer(stages.opened(desk=stages.desk()))
    app = HostApp(peer, INVITATION, appearance=looks(host__next="f5", host__pause="space"))

    async with app.run_test(size=(80, 24)) as pilot:
        line = await key_line(pilot)
        assert line.strip().startswith("F5 close")
        assert "Space pause" in line
        await pilot.press("enter")
        await settled(pilot)
        assert not peer.sent
        await pilot.click(KeyLine, offset=(2, 0))
        await settled(pilot)

    assert [type(request) for request in peer.sent] == [Close]


async def test_a_projector_is_left_with_a_chosen_key() -> None:
    app = ProjectorApp(FakePeer(stages.lobby()), INVITATION, appearance=looks(projector__leave="f10"))

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await settled(pilot)
        assert app.is_running
        await pilot.press("question_mark")
        assert "F10" in await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f10")
        await pilot.pause()

    assert app.return_code == 0


async def test_letters_go_into_a_typed_answer_whatever_keys_are_chosen() -> None:
    peer = FakePeer(stages.opened(stages.TEXT), stages.you())
    app = PlayerApp(peer, appearance=looks(player__leave="x", player__help="j"))

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"jex")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "jex"
