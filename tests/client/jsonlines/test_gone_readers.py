"""A reader who goes away while the last words are written."""

from collections.abc import AsyncIterator

import pytest

from quizterm_client.jsonlines.events import Role, SessionEvent
from quizterm_client.jsonlines.session import JsonSession
from quizterm_client.jsonlines.writing import Output
from tests.support import stages
from tests.support.stages import FakePeer


async def _quits() -> AsyncIterator[bytes | None]:
    yield b'{"do": "quit"}'


def _closed_at_the_reply(data: bytes) -> None:
    if b'"reply"' in data:
        raise BrokenPipeError


async def test_what_cannot_be_written_any_more_is_told_after_leaving_as_well() -> None:
    entered = SessionEvent(role=Role.HOST, code="K7Q4MF", server="", join="", hosting=True)
    session = JsonSession(FakePeer(stages.lobby()), Output(_closed_at_the_reply), _quits(), entered)

    with pytest.raises(BrokenPipeError):
        await session.run()
