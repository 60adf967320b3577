"""What a host is asked before the end."""

import pytest

from quizterm.snapshot import Stage
from quizterm_client.host.app import HostApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled, shown


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (stages.opened(desk=stages.desk()), "The open question does not count;"),
        (stages.revealed(desk=stages.desk()), "the questions that are left are not asked."),
    ],
)
async def test_ending_early_says_what_becomes_of_the_questions(stage: Stage, words: str) -> None:
    app = HostApp(stages.FakePeer(stage), Invitation("quizterm join K7Q4MF", "lab"), appearance=STILL)

    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("e")
        text = " ".join((await shown(pilot, "End the quiz now?")).replace("│", " ").split())

    assert words in text
