"""Players of whom some have more time than others."""

from typing import Any

from quizterm.engine import inputs
from quizterm.engine.effects import Effect
from quizterm.errors import ErrorCode
from quizterm.snapshot import PlayerId
from tests.support.games import ANN, BOB, CYD, PORT, RIGHT, Story, refused


def give(story: Story, player: PlayerId, percent: int) -> list[Effect]:
    return story.tell(inputs.ExtraTimeSet(at=story.now, player=player, percent=percent))


def started(*percents: tuple[PlayerId, int], **wishes: Any) -> Story:
    """Ann, Bob and Cyd are asked two questions of twenty seconds each."""
    story = Story(PORT, PORT, **wishes).join(ANN, BOB, CYD)
    for player, percent in percents:
        give(story, player, percent)
    return story.start()


def too_late(story: Story, player: PlayerId) -> None:
    answer = RIGHT[PORT.text]
    refused(
        ErrorCode.TOO_LATE, story, inputs.Answered(at=story.now, player=player, question=0, answer=answer)
    )
