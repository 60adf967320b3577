"""Yes and no in the host's dialogs, by the letters of the language that is spoken."""

import pytest

from quizterm.language import speaking
from quizterm.protocol.client import EndSession
from quizterm_client.host.app import HostApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled, shown
from tests.support.stages import FakePeer


async def _ended(language: str, letter: str, shown_as: str) -> bool:
    """Whether a letter ends a session, where the dialog shows this one."""
    peer = FakePeer(stages.opened(desk=stages.desk()))
    with speaking(language):
        async with HostApp(peer, Invitation("join", "lab"), appearance=STILL).run_test() as pilot:
            await settled(pilot)
            await pilot.press("e")
            await shown(pilot, f"│  {shown_as}  ")
            await pilot.press(letter)
            await settled(pilot)
    return [type(sent) for sent in peer.sent] == [EndSession]


@pytest.mark.parametrize(
    ("language", "own"), [("en", "y"), ("de", "j"), ("es", "s"), ("fr", "o"), ("ru", "д")]
)
async def test_yes_is_the_letter_that_is_shown_or_the_english_one(language: str, own: str) -> None:
    assert await _ended(language, own, own)
    assert await _ended(language, "y", own)


async def test_a_russian_no_is_not_taken_for_the_yes_on_its_key() -> None:
    assert not await _ended("ru", "н", "д")
