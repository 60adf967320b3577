"""Events on their way out: every text comes back as it was and steers nothing; slow readers stop nobody."""

import asyncio
import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.text import visible
from quizterm_client.jsonlines.events import GoodbyeEvent, ReplyEvent, StageEvent
from quizterm_client.jsonlines.writing import Output, written
from tests.support import stages

HOSTILE = (
    "\x1b]0;owned\x07",
    "\x9b31m",
    "a\nb\r\n\x0b\x0c\x85\u2028\u2029",
    "\u202egnp.exe",
    "\u2066\u2069\u200b\ufeff\xad",
    "\x00\x7f\x08",
    '"}\n{"event":"stage"}',
    "zwj 👩\u200d👩\u200d👧 ﷽ مرحبا שלום 日本語",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_hostile_text_comes_back_as_it_was_and_steers_nothing(text: str, ascii_only: bool) -> None:
    line = written(GoodbyeEvent(close=1, message=text), ascii_only=ascii_only)

    assert json.loads(line)["message"] == text
    assert "\n" not in line
    assert visible(line) == line
    assert not ascii_only or line.isascii()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_so_does_every_text(text: str, ascii_only: bool) -> None:
    test_hostile_text_comes_back_as_it_was_and_steers_nothing(text, ascii_only)


def test_letters_of_all_scripts_stay_letters() -> None:
    assert "Zoë 日本語 😀" in written(GoodbyeEvent(close=1, message="Zoë 日本語 😀"))


def test_a_snapshot_is_complete_and_a_reply_is_short() -> None:
    stage = json.loads(written(StageEvent(server_now=stages.NOW, version=3, stage=stages.lobby())))["stage"]

    assert stage["item"] is None
    assert stage["paused"] is False
    assert json.loads(written(ReplyEvent(ok=True))) == {"event": "reply", "ok": True}


async def test_a_reader_who_does_not_read_keeps_only_the_writing_waiting() -> None:
    reads, lines = threading.Semaphore(0), []

    def write(data: bytes) -> None:
        reads.acquire()
        lines.extend(data.splitlines())

    output = Output(write)
    running = asyncio.ensure_future(output.run())
    for number in range(3):
        output.tell(GoodbyeEvent(close=number, message=""))
        await asyncio.sleep(0)
    emptied = asyncio.ensure_future(output.emptied())
    await asyncio.sleep(0)
    assert not emptied.done()

    for _ in range(3):
        reads.release()
    await emptied
    assert [json.loads(line)["close"] for line in lines] == [0, 1, 2]
    running.cancel()


async def test_what_cannot_be_written_is_told_to_whoever_runs_it() -> None:
    def write(_data: bytes) -> None:
        raise BrokenPipeError

    output = Output(write)
    output.tell(GoodbyeEvent(close=1, message=""))
    with pytest.raises(BrokenPipeError):
        await output.run()
