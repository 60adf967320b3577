"""What a host is asked before the end, and before a question is left."""

import pytest

from quizterm.snapshot import Stage
from quizterm_client.host.app import HostApp
from quizterm_client.terminal.appearance import STILL
from quizterm_client.view.invitation import Invitation
from tests.support import stages
from tests.support.reading import settled, shown


async def asked(stage: Stage, key: str, question: str) -> str:
    """What is read after a key that asks this."""
    app = HostApp(stages.FakePeer(stage), Invitation("quizterm join K7Q4MF", "lab"), appearance=STILL)

    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(key)
        return " ".join((await shown(pilot, question)).replace("│", " ").split())


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (stages.opened(desk=stages.desk()), "The open question does not count;"),
        (stages.revealed(desk=stages.desk()), "the questions that are left are not asked."),
    ],
)
async def test_ending_early_says_what_becomes_of_the_questions(stage: Stage, words: str) -> None:
    assert words in await asked(stage, "e", "End the quiz now?")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (2, "Nobody gets points for it. The next question comes at once."),
        (9, "Nobody gets points for it. It is the last one: the podium comes at once."),
    ],
)
async def test_skipping_says_what_comes_then(question: int, words: str) -> None:
    stage = stages.opened(desk=stages.desk(), question=question)

    assert words in await asked(stage, "s", "Skip this question?")
