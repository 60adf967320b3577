"""The log: what is in it, and what must never be."""

import errno
import io
import json

import pytest

from quizterm_server.logs import Format, make_log, where
from tests.support.serving import running


def test_control_characters_in_an_event_do_not_reach_the_terminal() -> None:
    formats: tuple[Format, ...] = ("plain", "json")
    for format in formats:
        stream = io.StringIO()
        make_log(format, "debug", stream).info("hello", client="\x1b]0;owned\x07\u202e\n\x9b")

        assert stream.getvalue().count("\n") == 1
        assert stream.getvalue().rstrip("\n").isprintable()


def test_a_json_line_is_one_json_document() -> None:
    stream = io.StringIO()
    make_log("json", "info", stream).info("listening", address="127.0.0.1:1")

    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["address"]) == ("listening", "info", "127.0.0.1:1")


def test_less_than_the_level_is_left_out_and_none_writes_nothing() -> None:
    stream = io.StringIO()
    make_log("plain", "warning", stream).info("hidden")
    make_log("none", "debug", stream).error("hidden")

    assert stream.getvalue() == ""


def test_a_fault_is_told_by_its_place_and_without_what_people_typed() -> None:
    known: dict[str, int] = {}
    try:
        known["Ann's answer"]
    except KeyError as error:
        told = where(error)

    assert told.startswith("KeyError at test_logs.py:")
    assert "Ann" not in told


def test_without_stderr_nothing_is_written_among_the_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr", None)

    log = make_log()
    log.info("listening")
    log.error("fault")

    assert capsys.readouterr().out == ""


def test_a_full_disk_below_the_log_stops_nothing() -> None:
    """R34: the first thing that a server does about a full disk is to log it."""

    class FullDisk(io.StringIO):
        full = True

        def write(self, text: str, /) -> int:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(text)

    stream = FullDisk()
    log = make_log("plain", "info", stream)
    log.error("cannot_store")
    stream.full = False
    log.info("stored_again")

    assert "stored_again" in stream.getvalue()


async def test_the_log_names_the_address_that_is_listened_on() -> None:
    async with running(bind="0.0.0.0") as serving:
        assert f"bind='0.0.0.0' port={serving.port}" in serving.log.getvalue()
