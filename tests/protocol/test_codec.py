"""Frames to messages and back."""

import gc
import json
from contextlib import suppress
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from quizterm.engine.views import view_for
from quizterm.protocol.accounts import LogIn
from quizterm.protocol.client import CorrectKey, CreateSession, Hello, Join, Ping, SubmitAnswer
from quizterm.protocol.codec import (
    REMEMBERED,
    BadMessage,
    decode_client,
    decode_server,
    encode,
    encode_stage,
    encode_you,
)
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import CODE_ALPHABET, PROTOCOL
from quizterm.protocol.server import Goodbye, Ok, Refused, StageNews, Welcome, YouNews
from quizterm.quiz.answers import Picked, RightOptions, RightOrder, RightRange, RightTexts
from quizterm.quiz.bounds import MAX_ACCEPTED, MAX_OPTIONS, MAX_QUESTIONS
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Audience, Millis, Phase, Seat, Standing
from tests.engine.histories import answers
from tests.support.games import ANN, BOB, CYD, EVERY_KIND, FALSEHOOD, PORT, Story

KEY = "a-key-of-22-characters"
ANSWER: dict[str, Any] = {
    "type": "submit_answer",
    "ref": 1,
    "question": 0,
    "answer": {"type": "picked", "options": [1]},
}


def _answer(inner: bytes) -> bytes:
    return b'{"type":"submit_answer","ref":1,"question":0,"answer":' + inner + b"}"


def _join(code: str, name: str = "A") -> bytes:
    return json.dumps({"type": "join", "ref": 1, "key": KEY, "code": code, "name": name}).encode()


def _can_be_shown(answer: Any) -> bool:
    return not isinstance(answer, Picked) or all(0 <= option < MAX_OPTIONS for option in answer.options)


@given(answers.filter(_can_be_shown))
def test_every_answer_survives_the_wire(answer: Any) -> None:
    message = SubmitAnswer(ref=3, question=2, answer=answer)

    assert decode_client(encode(message)) == message


def test_an_answer_is_read_anew_unless_every_byte_is_the_same() -> None:
    frames = [
        encode(SubmitAnswer(ref=ref, question=question, answer=Picked((option,))))
        for ref, question, option in product(range(3), repeat=3)
    ]

    read = [decode_client(frame) for frame in frames + frames]

    assert [encode(message) for message in read] == frames + frames


def test_what_is_no_answer_is_none_the_second_time_either() -> None:
    frame = _answer(b'{"type":"picked","options":["1"]}')

    for _ in range(2):
        with pytest.raises(BadMessage):
            decode_client(frame)


def test_of_very_many_answers_only_some_are_remembered() -> None:
    question = 4_711  # no other test's
    for ref in range(3 * REMEMBERED):
        decode_client(encode(SubmitAnswer(ref=ref, question=question, answer=Picked((0,)))))

    answers = [kept for kept in gc.get_objects() if type(kept) is SubmitAnswer]
    assert 0 < sum(getattr(kept, "question", None) == question for kept in answers) <= REMEMBERED


@pytest.mark.parametrize(
    "answer",
    [b'{"type":"typed","text":"Of Mr. X"}', b'{"type":"picked","options":[1' + b" " * 100 + b"]}"],
    ids=["typed", "long"],
)
def test_what_is_typed_or_long_is_not_remembered(answer: bytes) -> None:
    frame = _answer(answer)

    assert decode_client(frame) is not decode_client(frame)


def test_pings_are_told_apart_by_their_numbers() -> None:
    pings = [Ping(ref=ref) for ref in (7, 8, 7)]

    read = [decode_client(encode(ping)) for ping in pings]

    assert read == pings
    assert read[0] is read[2]  # one is read for all who say the same


@pytest.mark.parametrize("spelling", ['"type":"picked"', '"type":"ping"'])
def test_a_password_is_not_remembered_even_if_it_reads_like_what_is(spelling: str) -> None:
    login = LogIn(ref=1, name="ada", password=spelling)

    assert decode_client(encode(login)) == login
    assert decode_client(encode(login)) is not decode_client(encode(login))


@pytest.mark.parametrize(
    "key", [RightOptions((0, 2)), RightTexts(("a", "é")), RightRange(1.5, 2.5), RightOrder((1, 0))], ids=repr
)
def test_every_key_survives_the_wire(key: Any) -> None:
    message = CorrectKey(ref=3, target=2, answer_key=key)

    assert decode_client(encode(message)) == message


def test_a_quiz_of_every_kind_survives_the_wire() -> None:
    message = CreateSession(ref=1, key=KEY, quiz=Quiz(title="Every kind", questions=EVERY_KIND))

    assert decode_client(encode(message)) == message


@pytest.mark.parametrize("phase", list(Phase))
def test_every_snapshot_survives_the_wire(phase: Phase) -> None:
    story = Story(*EVERY_KIND, reading_seconds=1).join(ANN, BOB).to(phase)

    for audience in Audience:
        stage = StageNews(version=1, stage=view_for(story.game, audience))
        assert decode_server(encode(stage)) == stage
        assert encode_stage(1, stage.stage) == encode(stage)
    you = YouNews(version=1, you=view_for(story.game, ANN))
    assert decode_server(encode(you)) == you
    assert encode_you(1, you.you) == encode(you)


@pytest.mark.parametrize(
    "message",
    [
        Welcome(protocol=PROTOCOL, server="QuizTerm"),
        Ok(ref=1, code="K7Q4MF", token=KEY),
        Refused(code="of_a_newer_server", message="No."),
        Goodbye(close=4404, message="Over."),
    ],
    ids=lambda message: str(message.type),
)
def test_every_word_of_the_server_survives_the_wire(message: Any) -> None:
    assert decode_server(encode(message)) == message


def test_what_the_server_says_leaves_out_every_default_but_the_type() -> None:
    story = Story(PORT).join(ANN, BOB).start()
    story.answer(BOB, Picked((1,)))

    stage = json.loads(encode(StageNews(version=3, stage=view_for(story.game, Audience.PLAYERS))))
    you = json.loads(encode(YouNews(version=4, you=view_for(story.game, BOB))))

    assert stage["type"] == "stage"
    assert set(stage["stage"]) == {"phase", "question", "questions", "item", "deadline", "span"}
    assert set(stage["stage"]["item"]) == {"text", "options"}
    assert you["you"] == {
        "code": "K7Q4MF",
        "title": "Test",
        "player": BOB,
        "name": "Bob",
        "question": 0,
        "answer": {"options": [1], "type": "picked"},
    }


def test_an_answer_must_say_its_type() -> None:
    frame = b'{"type":"you","version":1,"you":{"player":1,"name":"Ann","answer":{"options":[1]}}}'

    with pytest.raises(BadMessage):
        decode_server(frame)


def test_a_row_of_the_standings_is_a_list_that_may_be_shorter_or_longer() -> None:
    rows = b'[[0,"Ann",1,950],[1,"Bob",2,900,-1],[2,"Cyd",3,0,0,"of a newer server"]]'

    news = decode_server(b'{"type":"you","version":1,"you":{"player":1,"name":"Ann","nearby":%s}}' % rows)

    assert isinstance(news, YouNews)
    assert news.you.nearby == (
        Standing(player=ANN, name="Ann", rank=1, score=950),
        Standing(player=BOB, name="Bob", rank=2, score=900, rose=-1),
        Standing(player=CYD, name="Cyd", rank=3, score=0),
    )
    assert json.loads(encode(news))["you"]["nearby"][1] == [1, "Bob", 2, 900, -1]


def test_a_seat_is_a_list_that_may_be_shorter_or_longer() -> None:
    bob, cyd = b'[1,"Bob",false,7,true,false,950,25]', b'[2,"Cyd",true,null,false,true,0,0,3,1,"later"]'
    stage = b'{"phase":"podium","questions":4,"desk":{"seats":[[0,"Ann"],%b,%b]}}' % (bob, cyd)

    news = decode_server(b'{"type":"stage","version":1,"stage":%s}' % stage)

    assert isinstance(news, StageNews)
    assert news.stage.desk is not None
    assert news.stage.desk.seats == (
        Seat(player=ANN, name="Ann"),
        Seat(
            BOB,
            "Bob",
            connected=False,
            away_since=Millis(7),
            answered=True,
            eligible=False,
            score=950,
            extra_time=25,
        ),
        Seat(CYD, "Cyd", right=3, wrong=1),
    )
    assert json.loads(encode(news))["stage"]["desk"]["seats"][1] == [
        1,
        "Bob",
        False,
        7,
        True,
        False,
        950,
        25,
        0,
        0,
    ]


def test_a_row_that_is_too_short_is_no_row() -> None:
    with pytest.raises(BadMessage):
        decode_server(b'{"type":"you","version":1,"you":{"player":1,"name":"Ann","nearby":[[1,"Ann",1]]}}')


def test_a_client_survives_a_newer_server() -> None:
    frame = b'{"type":"welcome","protocol":1,"server":"QuizTerm 9","weather":"fine"}'

    assert decode_server(frame) == Welcome(protocol=1, server="QuizTerm 9")


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"hello", id="not-json"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b'{"type":"fly","ref":1}', id="unknown"),
        pytest.param(b'{"ref":1}', id="no-type"),
        pytest.param(json.dumps(ANSWER | {"at": 0}).encode(), id="a-time"),
        pytest.param(json.dumps(ANSWER | {"ref": "1"}).encode(), id="a-number-in-quotes"),
        pytest.param(json.dumps(ANSWER | {"ref": 2**63}).encode(), id="too-large-a-number"),
        pytest.param(json.dumps(ANSWER | {"question": 0.5}).encode(), id="half-a-question"),
        pytest.param(json.dumps(ANSWER | {"question": True}).encode(), id="true-for-a-number"),
        pytest.param(_answer(b'{"type":"number","value":NaN}'), id="nan"),
        pytest.param(_answer(b'{"type":"typed","text":"\\ud800"}'), id="half-a-character"),
        pytest.param(b"\xff\xfe", id="not-utf-8"),
        pytest.param(_join("k7q4mf"), id="a-code-in-small-letters"),
        pytest.param(b"[" * 5000, id="deep"),
    ],
)  # fmt: skip
def test_a_frame_that_is_no_message_is_refused_with_one_kind_of_error(frame: bytes) -> None:
    with pytest.raises(BadMessage):
        decode_client(frame)


def _quiz(questions: str) -> bytes:
    quiz = f'{{"title":"T","questions":[{questions}]}}'
    return f'{{"type":"create_session","ref":1,"key":"{KEY}","quiz":{quiz}}}'.encode()


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        pytest.param(_quiz(",".join("0" * 400_000)), "more parts", id="no-questions-at-all"),
        pytest.param(_quiz(",".join(["{}"] * MAX_QUESTIONS)), r"questions\.0", id="empty-questions"),
        pytest.param(_quiz(",".join(['{"a":' + "[" * 90 + "]" * 90 + "}"] * 400)), "questions", id="deep"),
        pytest.param(_quiz('{"tags":[' + ",".join("1" * 90_000) + "]}"), "more parts", id="tags"),
        pytest.param(b'{"type":"ping",' + b'"a":1,' * 9_000 + b'"ref":1}', "extra", id="fields"),
    ],
)  # fmt: skip
def test_a_large_frame_of_nonsense_is_refused_by_its_first_mistake(frame: bytes, reason: str) -> None:
    """R07: what is refused must cost the server little."""
    with pytest.raises(BadMessage, match=reason):
        decode_client(frame)


@pytest.mark.parametrize(
    "data",
    [
        *({"kind": kind, kind: [{}] * 1000} for kind in ("devices", "accounts", "invites", "results")),
        {"kind": "quizzes", "quizzes": [{}] * 1000},
        {"kind": "quizzes", "quizzes": [{"tags": [0] * 1000}]},
        {"kind": "quiz", "shares": [{}] * 1000},
        {"kind": "versions", "versions": [{}] * 1000},
    ],
    ids=lambda data: str(data)[:40],
)
def test_a_long_list_of_nonsense_from_a_server_is_refused_by_its_first_item(data: dict[str, Any]) -> None:
    """Each mistake takes memory, and a server's frame has room for millions of them."""
    frame = json.dumps({"type": "ok", "ref": 1, "data": data}).encode()
    with pytest.raises(BadMessage) as refused:
        decode_server(frame)
    assert refused.value.message.startswith("This is not a message of the protocol: ok.data.")


def test_a_corrected_key_is_as_short_as_a_quiz_may_have_it() -> None:
    """R07: a long key would be matched with every answer."""
    key = {"type": "texts", "accepted": ["a"] * (MAX_ACCEPTED + 1)}
    frame = json.dumps({"type": "correct_key", "ref": 1, "target": 0, "answer_key": key}).encode()

    with pytest.raises(BadMessage):
        decode_client(frame)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"reveal": {"key": {"type": "options", "options": [3]}}}, id="an-option-not-shown"),
        pytest.param({"reveal": {"key": {"type": "order", "items": [1, 0, 2]}}}, id="an-item-not-shown"),
        pytest.param({"reveal": {"key": {"type": "range", "low": float("nan"), "high": 1}}}, id="no-number"),
        pytest.param({"deadline": 10**400}, id="no-time"),
        pytest.param(
            {"item": {"kind": "choice", "text": "?", "options": ["a"] * 100_000}}, id="many-options"
        ),
    ],
)
def test_a_stage_that_cannot_be_drawn_is_refused_by_the_client(change: dict[str, Any]) -> None:
    """R54: a hostile server must not crash a screen."""
    story = Story(FALSEHOOD).join(ANN).to(Phase.REVEAL)
    stage = json.loads(encode(StageNews(version=1, stage=view_for(story.game, Audience.PLAYERS))))
    for field, value in change.items():
        stage["stage"][field] = stage["stage"].get(field, {}) | value if isinstance(value, dict) else value

    with pytest.raises(BadMessage):
        decode_server(json.dumps(stage).encode())


def test_a_refusal_does_not_repeat_what_the_peer_sent() -> None:
    frame = json.dumps(ANSWER | {"\x1b]0;pwned\x07": 1}).encode()

    with pytest.raises(BadMessage) as refusal:
        decode_client(frame)

    assert "\x1b" not in refusal.value.message
    assert "pwned" not in refusal.value.message


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(frame: bytes) -> None:
    for decode in (decode_client, decode_server):
        with suppress(BadMessage):
            decode(frame)


def test_every_client_message_forbids_what_it_does_not_know() -> None:
    messages: tuple[type[BaseModel], ...] = get_args(get_args(ClientMessage)[0])
    for message in messages:
        assert message.model_config.get("extra") == "forbid"
        assert message.model_config.get("strict") is True


def test_codes_hold_no_look_alikes() -> None:
    assert not set("0O1IL5S") & set(CODE_ALPHABET)


def test_the_first_message_carries_the_protocol_number() -> None:
    assert json.loads(encode(Hello(protocol=PROTOCOL)))["protocol"] == PROTOCOL


def test_names_are_not_judged_by_the_wire_so_that_the_server_can_say_what_is_wrong() -> None:
    assert isinstance(decode_client(_join("K7Q4MF", name="   ")), Join)
