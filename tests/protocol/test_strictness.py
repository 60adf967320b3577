"""R55: no object in what a client says names a field twice."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.protocol.accounts import Register
from quizterm.protocol.client import CorrectKey, CreateSession, Hello, Join, Ping, SubmitAnswer
from quizterm.protocol.codec import BadMessage, decode_client, encode
from quizterm.protocol.library import PushQuiz, TagQuiz
from quizterm.protocol.messages import PROTOCOL
from quizterm.protocol.strictness import SUBMIT_NAMES
from quizterm.quiz.answers import Answer, Number, Ordered, Picked, RightRange, RightTexts, Typed
from quizterm.quiz.bounds import MAX_OPTIONS
from quizterm.quiz.model import Code, Quiz, Slide
from tests.engine.histories import answers
from tests.support.games import EVERY_KIND

KEY = "a-key-of-22-characters"
COLONS = Slide(text='1: 2, "3": {"4": 5}', code=Code('{"a": 1, "a": 1}', "json"), tags=("a:b",))
MESSAGES = [
    Hello(protocol=PROTOCOL, client="quizterm: 1"),
    Ping(ref=1),
    Join(ref=2**53 - 1, key=KEY, code="K7Q4MF", name=':"name":'),
    CreateSession(ref=1, key=KEY, quiz=Quiz(title="T: U", questions=(*EVERY_KIND, COLONS)), auto=True),
    CorrectKey(ref=3, target=2, answer_key=RightTexts(("a: b", "é"))),
    CorrectKey(ref=3, target=2, answer_key=RightRange(-1.5e-3, 10.0**300)),
    SubmitAnswer(ref=1, question=0, answer=Typed(text='\\": \\')),
    Register(ref=1, name="ada", password="a:b:c:d:e:f", email="a@b"),
    PushQuiz(ref=1, quiz="networks", text="title: T\nquestions:\n- text: a\n", key=KEY),
    TagQuiz(ref=1, quiz="networks", add=("a", "b")),
]


def _can_be_shown(answer: Answer) -> bool:
    return not isinstance(answer, Picked) or all(0 <= option < MAX_OPTIONS for option in answer.options)


said = st.one_of(
    st.sampled_from(MESSAGES),
    st.builds(SubmitAnswer, ref=st.just(1), question=st.just(0), answer=answers.filter(_can_be_shown)),
)


def _objects(value: Any) -> list[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in _objects(part))]
    return [inner for part in value for inner in _objects(part)] if isinstance(value, list) else []


def _written(value: Any, data: st.DataObject, target: dict[str, Any] | None = None, twice: str = "") -> str:
    """A document as JSON in one of many spellings; in `target`, the name `twice` is written once more."""
    space = data.draw(st.sampled_from(("", " ", "\n\t")))
    if isinstance(value, dict):
        pairs = list(value.items())
        if value is target:
            pairs.insert(data.draw(st.integers(0, len(pairs))), (twice, value[twice]))
        inner = [
            f"{_spelled(name, data)}{space}:{space}{_written(part, data, target, twice)}"
            for name, part in pairs
        ]
        return f"{{{space}{f'{space},'.join(inner)}{space}}}"
    if isinstance(value, list):
        return f"[{','.join(_written(part, data, target, twice) for part in value)}{space}]"
    return _spelled(value, data) if isinstance(value, str) else json.dumps(value)


def _spelled(text: str, data: st.DataObject) -> str:
    how = data.draw(st.sampled_from(("plain", "ascii", "escaped")))
    if how == "escaped" and text.isascii():
        return '"' + "".join(f"\\u{ord(letter):04X}" for letter in text) + '"'
    return json.dumps(text, ensure_ascii=how != "plain")


@given(said, st.data())
def test_a_message_is_accepted_in_every_spelling_in_which_no_name_is_written_twice(
    message: Any, data: st.DataObject
) -> None:
    frame = _written(json.loads(encode(message)), data).encode()

    assert decode_client(frame) == message


@given(said, st.data())
def test_a_message_that_names_a_field_twice_is_refused_wherever_and_however_it_does(
    message: Any, data: st.DataObject
) -> None:
    document = json.loads(encode(message))
    target = data.draw(st.sampled_from(_objects(document)))
    twice = data.draw(st.sampled_from(list(target)))
    frame = _written(document, data, target, twice).encode()

    with pytest.raises(BadMessage, match=r"names a field twice|more parts"):
        decode_client(frame)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b'{"type":"ping","ref":1,"ref":2}', id="another-value"),
        pytest.param(b'{"type":"leave","type":"ping","ref":1}', id="another-type"),
        pytest.param(
            b'{"type":"submit_answer","ref":1,"question":0,"answer":{"type":"picked","options":[0]},'
            b'"answer":{"type":"typed","text":""}}',
            id="another-answer",
        ),
        pytest.param(
            b'{"type":"submit_answer","ref":1,"question":0,"answer":1,"answer":{"type":"typed","text":""}}',
            id="a-value-of-the-wrong-shape-first",
        ),
        pytest.param(b'{"ref":%s,"type":"ping","ref":1}' % (b"9" * 6_000), id="a-number-without-end"),
        pytest.param(b'{"ref":NaN,"type":"ping","ref":1}', id="no-number"),
        pytest.param(b'{"ref":%s,"type":"ping","ref":1}' % (b"[" * 150 + b"]" * 150), id="deep"),
        pytest.param(b'{"ref":{"a":1,"a":1},"type":"ping","ref":1}', id="twice-in-what-would-be-lost"),
    ],
)
def test_what_a_parser_would_have_passed_over_is_refused(frame: bytes) -> None:
    with pytest.raises(BadMessage):
        decode_client(frame)


@pytest.mark.parametrize("answer", [Picked((0,)), Typed("a"), Number(1.0), Ordered((0, 1))], ids=repr)
def test_answers_of_every_type_are_known_by_their_number_of_names(answer: Answer) -> None:
    assert encode(SubmitAnswer(ref=1, question=0, answer=answer)).count(b":") == SUBMIT_NAMES
