"""Records as they are stored: the same comes back, and what was stored once can be read for ever."""

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings

from quizterm.engine import inputs
from quizterm.engine.outcome import outcome
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.snapshot import Millis, Phase, PlayerId
from quizterm_server.storage.codec import (
    ANSWERS,
    Kind,
    decode,
    encode,
    encode_outcome,
    encode_outcome_in_turns,
    kind_of,
)
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.records import HostAdmitted, PlayerAdmitted, Record, TokenChanged
from quizterm_server.storage.replaying import replay
from tests.engine.histories import History, histories
from tests.server.storage.turns import Turns

HERE = Path(__file__).parent
OLD_LOG = HERE / "log-0001.jsonl"
OLD_RESULT = HERE / "log-0001.result.json"
ANSWER = '{"at":7,"player":0,"question":0,"answer":{"type":"picked","options":[0]}}'
SINCE = {"extra_time_set"}
"""Kinds of records that the first version did not know."""
DOORS: tuple[Record, ...] = (
    HostAdmitted(token=bytes(range(256))),
    PlayerAdmitted(player=PlayerId(3), wish=b"", token=b"\xff\x00"),
    PlayerAdmitted(player=PlayerId(4), wish=b"w", token=b"t", account=2**31 - 1),
    TokenChanged(player=PlayerId(3), before=b"1", wish=b"\x80", token=b"\xc3"),
)


def old_records() -> list[Record]:
    """A session as the first version stored it, with a record of every kind."""
    lines = [json.loads(line) for line in OLD_LOG.read_text(encoding="utf-8").splitlines()]
    return [record for line in lines for record in decode(line["kind"], json.dumps(line["data"]))]


@given(histories)
@settings(max_examples=50)
def test_any_history_comes_back_as_it_was(history: History) -> None:
    story = history.story()
    records: list[Record] = [story.created, *DOORS, *story.logged]

    again = [read for record in records for read in decode(*encode([record]))]

    assert again == records
    assert [encode([record]) for record in again] == [encode([record]) for record in records]
    assert replay(again) == story.game


def test_a_log_of_the_first_version_replays_to_its_result() -> None:
    """R66. This file is never changed: whoever cannot read it any more cannot read people's sessions."""
    records = old_records()

    game = replay(records)

    assert {kind_of(record) for record in records} == set(get_args(Kind)) - SINCE
    assert game.phase is Phase.ENDED
    assert encode_outcome(outcome(game)) == OLD_RESULT.read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize("copies", [0, 1, 100])
async def test_an_outcome_is_the_same_text_in_turns(copies: int) -> None:
    found = outcome(replay(old_records()))
    outline = replace(found, title='"players":[], {"players":[]}', players=())
    players = found.players * copies

    with_turns = Turns()
    async with with_turns:
        written = await encode_outcome_in_turns(outline, iter(players))

    assert written == encode_outcome(replace(outline, players=players))
    assert with_turns.taken >= len(players) // 20


def test_every_record_has_a_word_of_its_own() -> None:
    words = [kind_of(object.__new__(shape)) for shape in get_args(Record)]

    assert sorted(words) == sorted(get_args(Kind))
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("value", [0.1, 1e300, -0.0, float("inf")])
def test_numbers_come_back_exactly(value: float) -> None:
    record = inputs.Answered(at=Millis(1), player=PlayerId(0), question=0, answer=Number(value))

    for together in ([record], [record] * 3):
        assert repr(list(decode(*encode(together)))) == repr(together)


def test_several_answers_share_a_row() -> None:
    assert len(decode(ANSWERS, f"[{ANSWER},{ANSWER}]")) == 2
    given: list[Answer] = [Picked((2, 0)), Typed("x"), Number(-0.5), Ordered((1, 0))]
    answers = [
        inputs.Answered(at=Millis(at), player=PlayerId(at), question=3, answer=answer)
        for at, answer in enumerate(given)
    ]

    kind, data = encode(answers)

    assert kind == ANSWERS
    assert list(decode(kind, data)) == answers


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        pytest.param("sneezed", "{}", id="a kind of a later version"),
        pytest.param("came", '{"at":1}', id="a field is missing"),
        pytest.param("came", '{"at":1,"player":0,"mood":"good"}', id="a field of a later version"),
        pytest.param("came", '{"at":"1","player":0}', id="a text that should be a number"),
        pytest.param("came", "null", id="nothing"),
        pytest.param(ANSWERS, "[]", id="no answers"),
        pytest.param(ANSWERS, "null", id="nothing instead of answers"),
        pytest.param(ANSWERS, '[{"at":1,"player":0}]', id="fields of an answer are missing"),
        pytest.param(ANSWERS, f"[{ANSWER},1]", id="something else among answers"),
        pytest.param(ANSWERS, f'[{ANSWER},{ANSWER[:-1]},"mood":1}}]', id="a field of a later version too"),
        pytest.param(ANSWERS, f"[{ANSWER}]".replace("7", '"7"'), id="a text in an answer"),
        pytest.param("came", '{"at":1,"player":', id="half of it"),
        pytest.param("host_admitted", '{"token":"zz"}', id="no hexadecimal digits"),
    ],
)
def test_what_does_not_fit_is_damage(kind: str, data: str) -> None:
    with pytest.raises(Damaged):
        decode(kind, data)


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_no_text_cannot_be_written_down(count: int) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        encode(
            [inputs.Answered(at=Millis(1), player=PlayerId(0), question=0, answer=Typed("\ud800"))] * count
        )
