"""Line mode that a screen takes over from, and a mistake in the middle of that."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
import typer

from quizterm.cli import faces
from quizterm.cli.exits import Exit
from quizterm.cli.faces import speak
from quizterm.snapshot import Stage
from quizterm_client.peer import LinkStatus
from quizterm_client.plain.session import PlainSession
from tests.support import stages
from tests.support.stages import FakePeer


class Stumbling(PlainSession[None]):
    """Cannot hand over what was begun."""

    def hear_stage(self, stage: Stage) -> None:
        pass

    def hear_status(self, status: LinkStatus) -> None:
        pass

    def hear_typed(self, line: str) -> None:
        pass

    def hear_interrupt(self) -> None:
        pass

    def hear_lost(self) -> None:
        pass

    def hand_over(self, begun: str) -> None:
        raise LookupError("nowhere")


@contextmanager
def at_once(give_way: Callable[[], Awaitable[bool]]) -> Iterator[None]:
    """A window that is large enough from the beginning."""
    giving = asyncio.ensure_future(give_way())
    yield
    giving.cancel()


async def test_a_mistake_while_a_screen_takes_over_ends_the_session_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(faces, "kept", lambda error: f" {error}")

    with pytest.raises(typer.Exit) as ended:
        await speak(lambda voice, typed: Stumbling(FakePeer(stages.lobby()), voice, typed), watch=at_once)

    assert ended.value.exit_code == Exit.FAILED
    assert capsys.readouterr().err == "Line mode failed, which is a mistake in QuizTerm. nowhere\n"
