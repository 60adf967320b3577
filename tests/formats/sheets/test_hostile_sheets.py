"""Sheets that are made to exhaust, mislead or crash whoever reads them."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.sheets.reading import read
from quizterm.quiz.model import Choice
from tests.support.broken import broken
from tests.support.damage import flipped, survives, truncated
from tests.support.sheets import SHEET, notes, read_sheet, separated, with_part, workbook

HEADER = ["question", "a", "b", "correct", "explanation", "tags"]
ROWS: list[list[Any]] = [HEADER, ["Q?", "x", "y", 1, "why", "t"], ["R?", "x", "y", 2, "why", "t"]]
SMALL = workbook(ROWS)
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MANY = 4_500_000


def padded(inner: bytes) -> bytes:
    """Give XML that does not shrink so much that its size alone gives it away."""
    noise = Random(1).randbytes(len(inner) // 150).hex().encode()
    comments = (noise[start : start + 200_000] for start in range(0, len(noise), 200_000))
    return b"".join(b"<!--" + comment + b"-->" for comment in comments) + inner


def sheet_of(inner: bytes) -> bytes:
    inner = padded(inner)
    return with_part(
        SMALL,
        SHEET,
        lambda _part: b"<worksheet " + MAIN + b"><sheetData>" + inner + b"</sheetData></worksheet>",
    )


def strings_of(inner: bytes) -> bytes:
    inner = padded(inner)
    written = BytesIO(SMALL)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b"<sst " + MAIN + b">" + inner + b"</sst>")
    return written.getvalue()


def names(count: int) -> bytes:
    return b"".join(b"<a%x/>" % number for number in range(count))


BOMBS = {
    "zeros": lambda: with_part(SMALL, SHEET, lambda _part: bytes(60_000_000)),
    "more-than-allowed": lambda: with_part(
        SMALL, "xl/theme/theme1.xml", lambda _part: Random(1).randbytes(700_000) * 100
    ),
    "parts": lambda: _many_parts(1100),
    "empty-parts": lambda: _many_parts(100_000),
    "elements": lambda: sheet_of(b"<a/>" * MANY),
    "rows": lambda: sheet_of(b'<row r="1"/>' * MANY),
    "cells": lambda: sheet_of(b"<row>" + b"<c/>" * MANY + b"</row>"),
    "depth": lambda: sheet_of(b"<a>" * MANY),
    "names": lambda: sheet_of(names(2_000_000)),
    "attributes": lambda: sheet_of(
        b"<c " + b"".join(b'a%x="" ' % number for number in range(3_000_000)) + b"/>"
    ),
    "one-text": lambda: sheet_of(b'<row><c t="str"><v>' + b"x" * 40_000_000 + b"</v></c></row>"),
    "comment": lambda: sheet_of(b"<!--" + b"x" * 40_000_000 + b"-->"),
    "strings": lambda: strings_of(b"<si/>" * MANY),
    "short-strings": lambda: strings_of(b"<si><t>ab</t></si>" * 3_000_000),
    "laughs": lambda: _laughing(),
}


def _many_parts(count: int) -> bytes:
    written = BytesIO(SMALL)
    with zipfile.ZipFile(written, "a") as parts:
        for number in range(count):
            parts.writestr(f"{number}", b"")
    return written.getvalue()


def _laughing() -> bytes:
    entities = b'<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;">' % (letter, *[letter - 1] * 4)
        for letter in range(ord("b"), ord("z"))
    )
    return with_part(
        SMALL,
        SHEET,
        lambda _part: (
            b"<!DOCTYPE x ["
            + entities
            + b"]><worksheet "
            + MAIN
            + b"><sheetData><row><c><v>&y;</v></c></row></sheetData></worksheet>"
        ),
    )


READER = """
import resource, sys
from pathlib import Path
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.sheets.reading import read
resource.setrlimit(resource.RLIMIT_AS, (400 * 1024 * 1024,) * 2)
data = Path(sys.argv[1]).read_bytes()
try:
    read(Source("quiz", data), Harvest())
except Unreadable as problem:
    print(problem.code)
"""
"""Reads a file with so little memory that the system ends it if it needs more than 400 MiB in all."""


CODES = {
    "laughs": "document_type",
    "one-text": "no_header",
    **dict.fromkeys(
        ("elements", "rows", "cells", "depth", "names", "attributes", "comment"), "strange_workbook"
    ),
}
"""Why a bomb is refused, where it is not its size."""


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_in_little_memory(kind: str, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(BOMBS[kind]())

    ran = subprocess.run([sys.executable, "-c", READER, bomb], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == CODES.get(kind, "too_large")


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    packed = BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts,
        zipfile.ZipFile(BytesIO(SMALL)) as before,
    ):
        for name in before.namelist():
            parts.writestr(name, bytes(5_000_000) if name == SHEET else before.read(name))
    size = (5_000_000).to_bytes(4, "little")
    lying = packed.getvalue().replace(size, (900).to_bytes(4, "little"))

    with pytest.raises(Unreadable) as caught:
        read_sheet(lying)

    assert caught.value.code == "broken_workbook"


def test_a_hundred_thousand_rows_are_read_and_the_rest_is_told() -> None:
    lines = "".join(f"Question {number}?,x,y,1,,\n" for number in range(100_010))

    harvest = Harvest()
    read(Source("quiz", f"question,a,b,correct,explanation,tags\n{lines}".encode()), harvest)

    assert harvest.through == 99_999
    assert notes(harvest) == [(0, "too_many_rows")]


def test_rows_beyond_the_last_of_a_workbook_are_told() -> None:
    def moved(part: bytes) -> bytes:
        for letter in b"ABCDEF":
            part = part.replace(b'r="%c3"' % letter, b'r="%c1000001"' % letter)
        return part.replace(b'<row r="3"', b'<row r="1000001"')

    harvest = read_sheet(with_part(SMALL, SHEET, moved))

    assert [question.text for question in harvest.questions] == ["Q?"]
    assert notes(harvest) == [(0, "too_many_rows")]


def test_columns_beyond_the_last_are_told() -> None:
    wide = [*ROWS[1], *[""] * 300, "far"]

    for data in (workbook([HEADER, wide]), separated([HEADER, wide])):
        harvest = read_sheet(data)
        assert harvest.through == 1
        assert notes(harvest) == [(0, "too_many_columns")]


@pytest.mark.parametrize("field", range(6))
def test_escapes_and_bidi_controls_come_out_of_every_field(field: int) -> None:
    evil = "\x1b]0;pwned\x07\u202e\u2066 =1+1"
    row = [cell if place != field else f"{cell}{evil}" for place, cell in enumerate(ROWS[1])]

    harvest = read_sheet(separated([HEADER, row]))

    assert harvest.read == 1
    shown = "".join(map(str, harvest.questions))
    assert not any(char in shown for char in "\x1b\x07\u202e\u2066")


def test_any_row_of_hostile_cells_is_read_or_left_out() -> None:
    random = Random(4)
    hostile = [
        "",
        "\0",
        "=cmd|' /C calc'!A0",
        "\x1b[31m",
        "9" * 400,
        "1e999",
        "1..",
        "\ud800"[:0],
        "x" * 40_000,
        "'",
        ",;",
    ]
    header = [
        *HEADER,
        "kind",
        "seconds",
        "points",
        "tolerance",
        "nearness",
        "unit",
        "rules",
        "code",
        "code language",
    ]
    kinds = ["choice", "text", "number", "order", "poll", "open", "slide", "tf", "checkbox", "?"]
    rows = [[random.choice([*hostile, *kinds, "1", "a", "true"]) for _ in header] for _ in range(1000)]

    harvest = read_sheet(separated([header, *rows]))

    # The question and its options come first; a row that has none of them is empty.
    texts = HEADER.index("correct")
    assert harvest.read == sum(any(cell.strip("\0 ") for cell in row[:texts]) for row in rows)


def replacing(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _part: content


def damaged_parts(part: str) -> Iterator[bytes]:
    with zipfile.ZipFile(BytesIO(SMALL)) as parts:
        whole = parts.read(part)
    for content in [
        *truncated(whole, 60),
        *flipped(whole, 120),
        *(broken(whole, Random(seed)) for seed in range(60)),
    ]:
        yield with_part(SMALL, part, replacing(content))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET])
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part: str) -> None:
    for data in damaged_parts(part):
        survives("kahoot", data)


def test_damaged_text_is_read_or_refused() -> None:
    whole = separated(
        [HEADER, *([f"Q{number}?", 'x "y"', "y\nz", 1, "why, then", "t"] for number in range(20))]
    )
    for data in [
        *truncated(whole, 100),
        *flipped(whole, 200),
        *(broken(whole, Random(seed)) for seed in range(300)),
    ]:
        survives("csv", data)


def test_one_flipped_bit_in_a_text_costs_few_questions() -> None:
    whole = separated(
        [HEADER, *([f"Q{number}?", 'x "y"', "y\nz", 1, "why, then", "t"] for number in range(50))]
    )
    begin = whole.index(b"\r\n") + 2

    for data in flipped(whole[begin:], 200):
        harvest = read_sheet(whole[:begin] + data)
        whole_ones = [
            one for one in harvest.questions if isinstance(one, Choice) and one.options == ('x "y"', "y z")
        ]
        assert len(whole_ones) >= 47


def test_unclosed_quotation_marks_everywhere_come_to_an_end() -> None:
    harvest = Harvest()
    read(Source("quiz", b"question,a,b,correct\n" + b'a"b,"c\n' * 1_000_000), harvest)

    assert harvest.read == 99_999
