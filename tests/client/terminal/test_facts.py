"""What is found out about a terminal without writing to it."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import pytest

from quizterm_client.terminal.facts import Facts, Streams, gather
from quizterm_client.terminal.families import entry_of
from quizterm_client.terminal.terminfo import parse_entry, read_entry
from tests.support.sequences import capabilities

KINDS = ("xterm-256color", "xterm", "linux", "vt100", "screen-256color", "tmux-256color", "dumb")
NOTHING = Streams(None, None, None)


def told(environment: Mapping[str, str], streams: Streams = NOTHING, *, windows: bool = False) -> Facts:
    return gather(environment, streams, windows=windows)


@pytest.fixture
def terminal() -> Iterator[IO[bytes]]:
    """The end of a terminal that a process has."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "rb+", buffering=0) as stream:
        yield stream
    os.close(master)


@pytest.mark.parametrize("term", KINDS)
def test_an_entry_is_read_as_infocmp_reads_it(term: str) -> None:
    entry, known = read_entry(term, {}), capabilities(term)

    assert entry is not None
    assert entry.colours == int(known.get("colors", "0"), 0)
    assert entry.wraps == ("am" in known)
    assert {name: known.get(name) for name in entry.strings} == entry.strings
    assert entry.flags <= set(known)
    wanted = {
        "smcup",
        "civis",
        "cup",
        "rmam",
        "bold",
        "dim",
        "sitm",
        "kmous",
        "XM",
        "BE",
        "smxx",
        "sgr0",
        "u7",
    }
    assert wanted & set(entry.strings) == wanted & set(known)


@pytest.mark.parametrize("term", ["", "../xterm", ".", "no-such-terminal"])
def test_what_the_database_has_not_is_nothing(term: str) -> None:
    assert read_entry(term, {}) is None


@pytest.mark.parametrize("data", [b"", b"\x1a\x01", b"\x1a\x01" + b"\xff" * 40, b"text that is none"])
def test_a_broken_entry_is_passed_over(tmp_path: Path, data: bytes) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    (folder / "nonsense").write_bytes(data)

    assert read_entry("nonsense", {"TERMINFO": str(tmp_path)}) is None


@pytest.mark.parametrize(
    ("term", "colours", "can", "cannot"),
    [
        ("xterm-ghostty", 256, ("cup", "smcup", "BE", "kmous"), ()),
        ("xterm-kitty", 256, ("cup", "smcup", "BE", "kmous"), ()),
        ("screen.strange", 8, ("cup", "smcup", "civis"), ("BE", "rmam")),
        ("linux-strange", 8, ("cup", "civis"), ("smcup", "smkx")),
        ("vt420-strange", 0, ("cup", "bold"), ("smcup", "civis", "kmous")),
        ("nobody-knows", 0, ("cup",), ("smcup", "setaf")),
        ("unknown", 0, (), ("cup",)),
    ],
)
def test_a_terminal_without_an_entry_can_what_its_family_can(
    tmp_path: Path, term: str, colours: int, can: tuple[str, ...], cannot: tuple[str, ...]
) -> None:
    entry = entry_of(term, {"TERMINFO": str(tmp_path)})

    assert entry.colours == colours
    assert all(entry.has(name) for name in can)
    assert not entry.has(*cannot)


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({}, "ascii"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "POSIX"}, "ascii"),
        ({"LANG": "de_DE.UTF-8"}, "utf-8"),
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({"LC_CTYPE": "UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "fr_FR.ISO-8859-1"}, "iso8859-1"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "utf-8"),
        ({"LANG": "fr_FR"}, "iso8859-1"),
        ({"LANG": "fr_FR@euro"}, "iso8859-15"),
        ({"LANG": "fr_FR.ISO-8859-15@euro"}, "iso8859-15"),
        ({"LANG": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LANG": "xx_XX.nonsense"}, "ascii"),
        ({"LANG": "xx_XX.UTF-16"}, "ascii"),
        ({"LANG": "xx_XX.hex"}, "ascii"),
    ],
)
def test_the_encoding_is_that_of_the_locale(environment: dict[str, str], encoding: str) -> None:
    assert told(environment).encoding == encoding


def test_windows_takes_every_character_whatever_the_locale() -> None:
    assert told({}, windows=True).encoding == "utf-8"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"COLORTERM": "truecolor"}, Facts(true_colour=True)),
        ({"COLORTERM": "24bit"}, Facts(true_colour=True)),
        ({"COLORTERM": "yes"}, Facts()),
        ({"NO_COLOR": "1"}, Facts(no_colour=True)),
        ({"NO_COLOR": ""}, Facts()),
        ({"TERM_PROGRAM": "iTerm.app"}, Facts(program="iTerm.app")),
        ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, Facts(remote=True)),
        ({"SSH_TTY": "/dev/pts/1"}, Facts(remote=True)),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, Facts(multiplexer="tmux", inside_tmux=True)),
        ({"STY": "1.pts-0.lab"}, Facts(multiplexer="screen")),
    ],
)
def test_the_environment_tells(environment: dict[str, str], expected: Facts) -> None:
    assert told(environment) == expected


def test_a_terminal_tells_its_size(terminal: IO[bytes]) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 23, 119, 0, 0))

    facts = told({}, Streams(terminal, terminal, terminal))

    assert facts.interactive
    assert (facts.columns, facts.rows) == (119, 23)


def test_pipes_and_closed_streams_are_no_terminals(terminal: IO[bytes]) -> None:
    closed = io.StringIO()
    closed.close()

    facts = told({}, Streams(io.StringIO(), closed, terminal))

    assert (facts.stdin, facts.stdout, facts.stderr) == (False, False, True)
    assert not facts.interactive


@pytest.mark.parametrize(
    ("variables", "encoding"),
    [
        ({"LANG": "C"}, "ascii"),
        ({}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8"),
        ({"LANG": "C", "LC_CTYPE": ""}, "ascii"),
        ({"LC_ALL": "C"}, "ascii"),
    ],
)
def test_a_process_knows_the_locale_that_it_was_started_in(variables: dict[str, str], encoding: str) -> None:
    locale = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONCOERCECLOCALE")
    environment = {name: value for name, value in os.environ.items() if name not in locale}
    code = "from quizterm_client.terminal.facts import gather_here; print(gather_here().encoding)"

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment | variables, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == encoding


def test_a_pipe_in_the_place_of_an_entry_keeps_nobody_waiting(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    os.mkfifo(tmp_path / "n" / "nonsense")

    assert read_entry("nonsense", {"TERMINFO": str(tmp_path)}) is None


def test_an_entry_that_repeats_endless_padding_keeps_nobody_waiting() -> None:
    """A test that did not end here would be a command that never begins."""
    many, table = 4000, (b"$<>" * 10_900 + b"\0")[-32_767:]
    begin = struct.pack("<6h", 0o432, 0, 0, 0, 0, 0) + struct.pack("<5h", 0, 0, many, many, 32_767)

    assert parse_entry("nonsense", begin + bytes(4 * many) + table).found


def test_sequences_are_read_without_their_padding() -> None:
    table = b"\x1b[H\x1b[J$<50*/>\0"
    offsets = struct.pack("<6h", -1, -1, -1, -1, -1, 0)
    entry = parse_entry("old", struct.pack("<6h", 0o432, 0, 0, 0, 6, len(table)) + offsets + table)

    assert entry.strings["clear"] == "\x1b[H\x1b[J"
