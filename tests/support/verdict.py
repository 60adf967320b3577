"""The proof that nothing was lost: what people asked for and saw, held against the log of the session."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from quizterm.engine import inputs
from quizterm.engine.outcome import Place, outcome
from quizterm.engine.views import view_for
from quizterm.errors import Refusal
from quizterm.protocol.server import StageNews, YouNews
from quizterm.snapshot import TOP, Audience, Millis, Phase, PlayerId, Stage, Standing
from quizterm_server.rooms.state import SessionState
from quizterm_server.storage.codec import encode_outcome
from quizterm_server.storage.interface import StoredSession
from quizterm_server.storage.records import Record
from tests.support.witness import Ask, Fate, Setting, Sight, Witness, digest

_ASKED = (inputs.Answered, *get_args(inputs.Command), *get_args(Setting))
_ONCE = get_args(inputs.Command)
"""Each of these that is accepted is a record of its own; the others may be said again without effect."""


def verdict(witness: Witness, stored: StoredSession, result: str | None) -> list[str]:
    """Every promise that was broken; nothing if all were kept.

    Args:
        witness: Everybody who asked for anything, and everything they were shown.
        stored: The session as the database has it.
        result: What was stored as its result; `None` while it has not ended.
    """
    return [
        *witness.complaints,
        *_one_answer_each(stored.records),
        *_nothing_lost_nothing_invented(witness, stored.records),
        *_everybody_is_there(witness, stored.records),
        *_replayed_well(witness, stored, result),
    ]


def _replayed_well(witness: Witness, stored: StoredSession, result: str | None) -> Iterator[str]:
    try:
        yield from _seen_is_what_was_stored(witness, stored)
        yield from _results_agree(witness, stored, result)
    except Refusal as refusal:
        yield f"the log cannot be replayed: {refusal}"


def _one_answer_each(records: list[Record]) -> Iterator[str]:
    """At most one accepted answer for each question and player."""
    answers = Counter((r.player, r.question) for r in records if isinstance(r, inputs.Answered))
    for (player, question), count in answers.items():
        if count > 1:
            yield f"player {player} has {count} answers to question {question}"


def _nothing_lost_nothing_invented(witness: Witness, records: list[Record]) -> Iterator[str]:
    """Acknowledged ⊆ stored ⊆ sent, and what was refused is not stored."""
    stored = Counter(timeless for record in records if (timeless := _timeless(record)) is not None)
    fates: dict[Ask, Counter[Fate]] = {}
    for asked in witness.asked:
        fates.setdefault(asked.what, Counter())[asked.fate] += 1
    for what, count in stored.items():
        fate = fates.get(what, Counter())
        if count > fate.total():
            yield f"stored {count} times and asked for {fate.total()} times: {what}"
        elif count > fate[Fate.ACCEPTED] + fate[Fate.UNHEARD]:
            yield f"refused, and stored all the same: {what}"
    for what, fate in fates.items():
        promised = fate[Fate.ACCEPTED] if isinstance(what, _ONCE) else min(fate[Fate.ACCEPTED], 1)
        if promised > stored[what]:
            yield f"accepted {promised} times and stored {stored[what]} times: {what}"


def _timeless(record: Record) -> Ask | None:
    if not isinstance(record, _ASKED):
        return None
    asked: Ask = replace(record, at=Millis(0))
    return asked


def _everybody_is_there(witness: Witness, records: list[Record]) -> Iterator[str]:
    """Whoever was let in is stored, once and with this number, and nobody else who never asked."""
    stored = Counter((record.player, record.name) for record in records if isinstance(record, inputs.Joined))
    for _, name in stored:
        if name not in witness.knocked:
            yield f"{name} is stored, and never asked to be let in"
    for player, name in witness.joined.items():
        if stored[player, name] != 1:
            yield f"{name} is stored {stored[player, name]} times as player {player}"


def _seen_is_what_was_stored(witness: Witness, stored: StoredSession) -> Iterator[str]:
    """Whatever anybody was ever shown is what the log makes of the game at that place."""
    wanted: dict[int, list[Sight]] = {}
    for sight in witness.sights:
        version = sight[1]
        # An odd version was shown while nothing could be stored, which the log cannot know.
        if version % 2 == 0:
            wanted.setdefault(version // 2, []).append(sight)
    for position, state in _every_state(stored):
        for sight in wanted.pop(position, ()):
            if witness.sights[sight] != _replayed(state, sight):
                yield f"what was shown as {sight} is not what the log says"
    for position in wanted:
        yield f"somebody was shown version {2 * position}, and the log ends at {2 * len(stored.records)}"


def _every_state(stored: StoredSession) -> Iterator[tuple[int, SessionState]]:
    """The session after each of its records, with their number."""
    created, *rest = stored.records
    assert isinstance(created, inputs.Created)
    state = SessionState(created, stored.secret)
    yield 1, state
    for number, record in enumerate(rest, start=2):
        assert not isinstance(record, inputs.Created)
        state.apply(record)
        yield number, state


def _replayed(state: SessionState, sight: Sight) -> bytes | None:
    """What this sight looked like; `None` if nobody could have had it then."""
    viewer, version = sight
    if isinstance(viewer, Audience):
        return digest(StageNews(version=version, stage=view_for(state.game, viewer)))
    if viewer not in state.game.players:
        return None
    return digest(YouNews(version=version, you=view_for(state.game, PlayerId(viewer))))


def _results_agree(witness: Witness, stored: StoredSession, result: str | None) -> Iterator[str]:
    """The result that was shown is the one that was stored and the one that the log replays to."""
    game = SessionState.replayed(stored.records, stored.secret).game
    replayed = outcome(game)
    if result is None:
        yield "the session has no result"
    elif result != encode_outcome(replayed):
        yield "the stored result is not what the log replays to"
    for who, seen in witness.seen.items():
        stage = seen.stage.stage if seen.stage else None
        if stage is None or stage.phase is not Phase.ENDED:
            yield f"{who} was not shown the end"
        elif list(stage.standings) != [_row(place) for place in replayed.standings[: _places(stage)]]:
            yield f"{who} was shown other standings than the log says"
        if seen.player not in game.players:
            continue  # hosts and spectators, and whoever is known to be missing
        if seen.you is None or seen.you.you != view_for(game, seen.player):
            yield f"{who} was shown another score than the log says"


def _row(place: Place) -> Standing:
    """A place as it is shown."""
    return Standing(place.player, place.name, place.rank, place.score, place.rose)


def _places(stage: Stage) -> int | None:
    """How many places of the standings this audience sees; `None` for all."""
    return TOP if stage.desk is None else None
