"""Logs followed again: all at once, or with turns for others."""

from functools import partial

import pytest

from quizterm.engine import inputs
from quizterm.snapshot import Millis, PlayerId
from quizterm_server.rooms.state import SessionState
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.records import Record
from quizterm_server.storage.replaying import follow, follow_in_turns
from tests.server.storage.places import joined
from tests.server.storage.turns import Turns
from tests.support.games import PORT, unshuffled

OPENING = unshuffled(PORT)
BEGIN = partial(SessionState, secret=b"")


def crowd(size: int) -> list[Record]:
    """A log of so many records, the first of which opens the session."""
    return [OPENING, *(joined(number) for number in range(size - 1))]


@pytest.mark.parametrize("size", [1, 2, 299, 300, 301, 302, 2000])
async def test_with_turns_the_same_comes_out(size: int) -> None:
    records = crowd(size)
    others = Turns()
    async with others:
        state = await follow_in_turns(records, BEGIN, SessionState.apply)

    assert len(state.game.players) == size - 1
    assert state.game == follow(records, BEGIN, SessionState.apply).game
    assert others.taken >= size // 400


@pytest.mark.parametrize("place", [2, 301, 302, 700])
async def test_with_turns_it_is_said_where_the_damage_is(place: int) -> None:
    records = crowd(1000)
    records.insert(place - 1, inputs.Came(at=Millis(0), player=PlayerId(2000)))

    with pytest.raises(Damaged, match=f"^Record {place} does not follow"):
        await follow_in_turns(records, BEGIN, SessionState.apply)


@pytest.mark.parametrize("records", [[], [joined(1)], [joined(1), OPENING]])
async def test_with_turns_a_log_begins_with_its_opening(records: list[Record]) -> None:
    with pytest.raises(Damaged, match="Record 1 does not open a session"):
        await follow_in_turns(records, BEGIN, SessionState.apply)


async def test_with_turns_a_session_is_opened_once() -> None:
    with pytest.raises(Damaged, match="Record 401 opens the session a second time"):
        await follow_in_turns([*crowd(400), OPENING], BEGIN, SessionState.apply)
