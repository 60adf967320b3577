"""What a program may ask for, and what it is told where it may not."""

import json
from contextlib import suppress
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.protocol.client import AddTime, Next, Rename, SubmitAnswer
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, Typed
from quizterm.snapshot import Phase
from quizterm_client.jsonlines.commands import WORDS, BadLine, read_command, request_of
from tests.support import stages

OPENED = stages.opened()
LOBBY = stages.lobby()


def request(given: Any, stage: Any = OPENED) -> client.Request:
    return request_of(read_command(json.dumps(given).encode()), stage)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"pick": 1}, Picked((1,))),
        ({"pick": [0, 2]}, Picked((0, 2))),
        ({"text": "Zoë 😀"}, Typed("Zoë 😀")),
        ({"number": 40000}, Number(40000.0)),
        ({"number": -2.5}, Number(-2.5)),
        ({"order": [2, 0, 1]}, Ordered((2, 0, 1))),
        ({"answer": {"type": "picked", "options": [1]}}, Picked((1,))),
        ({"do": "submit_answer", "answer": {"type": "typed", "text": ""}}, Typed("")),
    ],
)
def test_an_answer_in_every_form_is_for_the_open_question(given: dict[str, Any], answer: Answer) -> None:
    assert request(given) == SubmitAnswer(ref=0, question=OPENED.question, answer=answer)
    assert request(given | {"question": 7}) == SubmitAnswer(ref=0, question=7, answer=answer)


def test_without_an_open_question_an_answer_is_for_none() -> None:
    with pytest.raises(Refusal) as refused:
        request({"pick": 1}, LOBBY)
    assert refused.value.code is ErrorCode.WRONG_PHASE
    assert isinstance(request({"pick": 1, "question": 0}, LOBBY), SubmitAnswer), "the server is to say"


def test_a_command_is_for_the_moment_that_is_seen_unless_it_says_another() -> None:
    assert request({"do": "next"}) == Next(ref=0, phase=OPENED.phase, question=OPENED.question)
    assert request({"do": "next", "phase": "reveal", "question": 1}) == Next(
        ref=0, phase=Phase.REVEAL, question=1
    )
    assert request({"do": "add_time", "seconds": 5}) == AddTime(
        ref=0, phase=OPENED.phase, question=OPENED.question, seconds=5
    )
    assert request({"do": "rename", "player": 3, "name": "Ann"}) == Rename(ref=0, player=3, name="Ann")


def test_every_command_of_a_host_has_its_name_in_the_protocol() -> None:
    hosts = (*get_args(client.Command), *get_args(client.HostSetting), client.InviteHost)
    assert {kind.model_fields["type"].default for kind in hosts} <= set(WORDS)
    assert not {"hello", "ping", "join", "create_session", "log_in", "push_quiz"} & set(WORDS)


@pytest.mark.parametrize(
    "given",
    [
        {"pick": "1"},
        {"pick": 1.5},
        {"pick": [True]},
        {"pick": None},
        {"pick": -1},
        {"pick": 1, "question": "0"},
        {"pick": 1, "fast": True},
        {"text": 5},
        {"number": "5"},
        {"order": 1},
        {"answer": 1},
        {"answer": {"type": "picked", "options": [1], "more": 1}},
        {"do": "next", "phase": "break"},
        {"do": "next", "phase": None},
        {"do": "add_time"},
        {"do": "add_time", "seconds": 0},
        {"do": "set_locked", "locked": "yes"},
        {"do": "rename", "player": 0, "name": "x" * 201},
    ],
)
def test_what_the_server_would_call_no_message_never_gets_there(given: dict[str, Any]) -> None:
    """A server hangs up on whoever says too much of that."""
    with pytest.raises(Refusal) as refused:
        request(given)
    assert refused.value.code is ErrorCode.BAD_MESSAGE


@pytest.mark.parametrize("number", [b"1e999", b"-1e999"])
def test_a_number_that_is_none_is_refused(number: bytes) -> None:
    with pytest.raises(Refusal):
        request_of(read_command(b'{"number":%s}' % number), OPENED)


@pytest.mark.parametrize("length", [8_200, 60_000])
def test_an_answer_that_no_frame_can_take_is_refused_here(length: int) -> None:
    with pytest.raises(Refusal) as refused:
        request({"text": "x" * length})
    assert refused.value.code is ErrorCode.BAD_MESSAGE


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"vim", "not JSON"),
        (b'{"pick":0', "not JSON"),
        (b'{"pick":0}{"pick":1}', "not JSON"),
        (b'{"number":NaN}', "not JSON"),
        (b'{"text":"\\ud800"}', "not JSON"),
        (b'{"text":"\xff"}', "not JSON"),
        (b"[" * 60_000, "not JSON"),
        (b"9" * 60_000, "not JSON"),
        (b'"pick"', "a JSON object"),
        (b"[]", "a JSON object"),
        (b"null", "a JSON object"),
        (b"{}", "exactly one"),
        (b'{"pick":0,"text":"a"}', "exactly one"),
        (b'{"id":1}', "exactly one"),
        (b'{"pick":0,"pick":1}', "twice"),
        (b'{"answer":{"type":"picked","options":[0],"options":[1]}}', "twice"),
        (b'{"do":"win"}', "What can be done is: submit_answer, "),
        (b'{"do":["next"]}', "What can be done is"),
        (b'{"do":"hello","protocol":1}', "What can be done is"),
        (b'{"do":"next","ref":5}', "filled in here"),
        (b'{"pick":0,"type":"start"}', "filled in here"),
        (b'{"do":"quit","really":true}', "Nothing but an id"),
        (b'{"do":"quit","id":1.5}', "An id is"),
        (b'{"do":"quit","id":true}', "An id is"),
        (b'{"do":"quit","id":[1]}', "An id is"),
        (b'{"do":"quit","id":"' + b"x" * 201 + b'"}', "An id is"),
    ],
)
def test_a_line_that_is_no_command_says_why(line: bytes, words: str) -> None:
    with pytest.raises(BadLine, match=words) as bad:
        read_command(line)
    assert bad.value.id in (None, 1)


def test_the_id_of_a_bad_line_is_told_as_far_as_it_can_be_read() -> None:
    for line in (b'{"do":"win","id":"a"}', b'{"id":"a"}', b'{"pick":0,"pick":1,"id":"a"}'):
        with pytest.raises(BadLine) as bad:
            read_command(line)
        assert bad.value.id == "a"


def test_a_byte_order_mark_and_blanks_do_no_harm() -> None:
    assert read_command(b'\xef\xbb\xbf {"do": "quit", "id": null}\r').word == "quit"


def take(line: bytes) -> None:
    """Take a line as a session does.

    Raises:
        BadLine, Refusal: As it should be; nothing else.
    """
    command = read_command(line)
    if command.word not in ("leave", "quit", "go_on"):
        request_of(command, OPENED)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_nothing_else_can_come_of_any_line(line: bytes) -> None:
    with suppress(BadLine, Refusal):
        take(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["do", "id", "answer", "pick", "text", "number", "order", "question", "phase", "x"])


@given(st.dictionaries(FIELDS, JSON | st.sampled_from([*WORDS, 0, [0], "open"]), max_size=5))
def test_nothing_else_can_come_of_any_object(given: dict[str, Any]) -> None:
    with suppress(BadLine, Refusal):
        take(json.dumps(given).encode())
