"""The verdict itself: it has nothing to say against an honest session, and misses no broken promise."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizterm.engine import inputs
from quizterm.engine.outcome import outcome
from quizterm.engine.views import view_for
from quizterm.errors import ErrorCode
from quizterm.protocol.server import StageNews, YouNews
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Audience, Millis, Phase, PlayerId
from quizterm_server.rooms.state import SessionState
from quizterm_server.storage.codec import encode_outcome
from quizterm_server.storage.interface import StoredSession
from quizterm_server.storage.memory import MemoryLog
from quizterm_server.storage.records import PlayerAdmitted, Record
from tests.support.games import unshuffled
from tests.support.verdict import verdict
from tests.support.witness import Asked, Fate, Witness

ANN, BOB = PlayerId(1), PlayerId(2)
NOW = Millis(0)


def answered(player: PlayerId, option: int) -> inputs.Answered:
    return inputs.Answered(at=NOW, player=player, question=0, answer=Picked((option,)))


def ended(phase: Phase, question: int) -> inputs.Ended:
    return inputs.Ended(at=NOW, phase=phase, question=question)


STARTED = inputs.Started(at=NOW, phase=Phase.LOBBY, question=-1)
ASKED = (STARTED, answered(ANN, 1), answered(BOB, 0), ended(Phase.REVEAL, 0), ended(Phase.PODIUM, 0))


class Evidence:
    """An honest session: what was stored, and what a witness saw of it."""

    def __init__(self) -> None:
        self.records: list[Record] = [unshuffled()]
        for player, name in ((ANN, "Ann"), (BOB, "Bob")):
            self.records += [
                inputs.Joined(at=NOW, player=player, name=name),
                PlayerAdmitted(player=player, wish=name.encode(), token=name.encode()),
                inputs.Came(at=NOW, player=player),
            ]
        self.records += ASKED
        state = SessionState.replayed(self.records, b"secret")
        self.result: str | None = encode_outcome(outcome(state.game))
        self.witness = Witness()
        self._come_in()
        for what in ASKED:
            self.witness.asks(what).fate = Fate.ACCEPTED
        self._look()

    def _come_in(self) -> None:
        self.witness.enters("the host", Audience.HOSTS)
        for player, name in ((ANN, "Ann"), (BOB, "Bob")):
            self.witness.knocks(name)
            self.witness.joins(name, player)
            self.witness.enters(name, Audience.PLAYERS, player)

    def _look(self) -> None:
        """Everybody sees every state of the session."""
        for position in range(1, len(self.records) + 1):
            game = SessionState.replayed(self.records[:position], b"secret").game
            for who, seen in self.witness.seen.items():
                stage = view_for(game, seen.audience)
                self.witness.sees(who, StageNews(version=2 * position, stage=stage))
                if seen.player in game.players:
                    you = view_for(game, seen.player)
                    self.witness.sees(who, YouNews(version=2 * position, you=you))

    def asked(self, what: object) -> Asked:
        return next(asked for asked in self.witness.asked if asked.what == what)

    @property
    def complaints(self) -> list[str]:
        stored = StoredSession(
            code="K7Q4MF", wish=b"", secret=b"secret", records=self.records, log=MemoryLog([])
        )
        return verdict(self.witness, stored, self.result)


def test_an_honest_session_leaves_nothing_to_say() -> None:
    assert Evidence().complaints == []


def test_an_answer_whose_reply_got_lost_may_be_stored_or_not() -> None:
    evidence = Evidence()
    evidence.asked(answered(ANN, 1)).fate = Fate.UNHEARD
    evidence.witness.asks(answered(BOB, 3))

    assert evidence.complaints == []


def forget_an_answer(evidence: Evidence) -> None:
    evidence.records.remove(answered(BOB, 0))


def store_a_second_answer(evidence: Evidence) -> None:
    evidence.witness.asks(answered(ANN, 2))
    evidence.records.insert(evidence.records.index(answered(ANN, 1)), answered(ANN, 2))


def store_what_nobody_said(evidence: Evidence) -> None:
    evidence.witness.asked.remove(evidence.asked(answered(BOB, 0)))


def store_what_was_refused(evidence: Evidence) -> None:
    evidence.witness.refused(evidence.asked(answered(BOB, 0)), ErrorCode.TOO_LATE)


def forget_a_command(evidence: Evidence) -> None:
    evidence.witness.asks(ended(Phase.PODIUM, 0)).fate = Fate.ACCEPTED


def let_in_somebody_else(evidence: Evidence) -> None:
    evidence.witness.joined[ANN] = "Eve"


def let_in_who_never_knocked(evidence: Evidence) -> None:
    evidence.witness.knocked.remove("Bob")


def give_one_number_to_two(evidence: Evidence) -> None:
    evidence.witness.joins("Eve", ANN)


def show_something_else(evidence: Evidence) -> None:
    evidence.witness.sights[Audience.PLAYERS, 8] = b"another"


def show_what_was_never_stored(evidence: Evidence) -> None:
    evidence.witness.sights[Audience.HOSTS, 200] = b"the future"


def show_two_things_in_one_version(evidence: Evidence) -> None:
    seen = evidence.witness.seen["Ann"].stage
    assert seen is not None
    evidence.witness.sees("Bob", seen.model_copy(update={"stage": replace(seen.stage, players=7)}))


def show_an_older_version(evidence: Evidence) -> None:
    seen = evidence.witness.seen["Ann"].stage
    assert seen is not None
    evidence.witness.sees("Ann", seen.model_copy(update={"version": 2}))


def store_another_result(evidence: Evidence) -> None:
    evidence.result = "{}"


def store_no_result(evidence: Evidence) -> None:
    evidence.result = None


def show_no_end(evidence: Evidence) -> None:
    evidence.witness.enters("a projector", Audience.SPECTATORS)


def show_another_score(evidence: Evidence) -> None:
    seen = evidence.witness.seen["Ann"]
    assert seen.you is not None
    seen.you = seen.you.model_copy(update={"you": replace(seen.you.you, score=9999)})


def stumble(evidence: Evidence) -> None:
    evidence.witness.refused(evidence.witness.asks(answered(BOB, 3)), ErrorCode.INTERNAL)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (forget_an_answer, "accepted 1 times and stored 0 times"),
        (store_a_second_answer, "player 1 has 2 answers"),
        (store_what_nobody_said, "stored 1 times and asked for 0 times"),
        (store_what_was_refused, "refused, and stored all the same"),
        (forget_a_command, "accepted 2 times and stored 1 times"),
        (let_in_somebody_else, "Eve is stored 0 times as player 1"),
        (let_in_who_never_knocked, "Bob is stored, and never asked"),
        (give_one_number_to_two, "Eve and Ann are both player 1"),
        (show_something_else, "is not what the log says"),
        (show_what_was_never_stored, "somebody was shown version 200"),
        (show_two_things_in_one_version, "Bob was shown another stage"),
        (show_an_older_version, "Ann was shown stage 2 after"),
        (store_another_result, "the stored result is not what the log replays to"),
        (store_no_result, "the session has no result"),
        (show_no_end, "a projector was not shown the end"),
        (show_another_score, "Ann was shown another score"),
        (stumble, "was refused with internal"),
    ],
)
def test_a_broken_promise_is_found(wrong: Callable[[Evidence], None], complaint: str) -> None:
    evidence = Evidence()
    wrong(evidence)

    assert any(complaint in said for said in evidence.complaints), evidence.complaints
