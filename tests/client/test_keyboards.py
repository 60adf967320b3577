"""A keyboard that is switched to Russian: letters that are commands are known by their keys."""

import pytest

from quizterm.language import speaking
from quizterm.protocol.client import Pause, SubmitAnswer
from quizterm_client.host.app import HostApp
from quizterm_client.plain.commands import Asked, read_command
from quizterm_client.plain.hostcommands import host_commands
from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.layouts import latin
from tests.support import stages
from tests.support.reading import settled, shown
from tests.support.stages import FakePeer


@pytest.mark.parametrize(
    ("letter", "key"), [("й", "q"), ("т", "n"), ("ф", "a"), ("Ь", "M"), ("ж", ""), ("q", "")]
)
def test_a_letter_is_known_by_its_key(letter: str, key: str) -> None:
    assert latin(letter) == key


async def test_a_host_s_letters_work_on_a_russian_keyboard() -> None:
    peer = FakePeer(stages.opened(desk=stages.desk()))
    app = HostApp(peer, Invitation("quizterm join K7Q4MF", "lab"), appearance=STILL)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("з")
        await settled(pilot)
        await pilot.press("й")
        await shown(pilot, "Leave this screen?")

    assert [type(sent) for sent in peer.sent] == [Pause]


async def test_letters_of_options_are_none_of_the_keyboard() -> None:
    peer = FakePeer(stages.opened(), stages.you())
    async with PlayerApp(peer, appearance=STILL).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("в", "а", "с", "ф")
        await settled(pilot)
        assert not peer.sent
        await pilot.press("й")
        await shown(pilot, "Leave the game?")


@pytest.mark.parametrize("reply", ["д", "Д", "н"])
async def test_a_russian_yes_or_no_is_none_of_the_other_ways_out(reply: str) -> None:
    """Where a dialog knows neither: д is on the key of l, which leaves for good."""
    peer = FakePeer(stages.opened(), stages.you())
    with speaking("ru"):
        async with PlayerApp(peer, appearance=STILL).run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press("й")
            asking = await shown(pilot, "Enter  ")
            await pilot.press(reply)

            assert await settled(pilot) == asking
    assert not peer.sent


async def test_what_is_typed_as_an_answer_stays_russian() -> None:
    peer = FakePeer(stages.opened(stages.TEXT), stages.you())
    async with PlayerApp(peer, appearance=STILL).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("й", "т", "enter")
        await settled(pilot)

    (sent,) = peer.sent
    assert isinstance(sent, SubmitAnswer)
    assert getattr(sent.answer, "text", "") == "йт"


def test_one_letter_that_is_a_command_works_in_line_mode() -> None:
    short = next(command for command in host_commands() if command.short == "n")

    assert read_command("т", host_commands()) == Asked(short.word)
    assert read_command("ж", host_commands()) is None


@pytest.mark.parametrize("reply", ["д", "Д", "н"])
def test_a_russian_yes_or_no_is_no_command_in_line_mode(reply: str) -> None:
    """Where it comes too late for what was asked: д is on the key of l, which locks the session."""
    with speaking("ru"):
        assert read_command(reply, host_commands()) is None
