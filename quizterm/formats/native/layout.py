"""Fields on their way into a file: names, values, and the comments that stand at them, as lines of YAML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizterm.formats.native.scalars import LINE, block, fits_block, folded, scalar
from quizterm.text import width

STEP = "  "
"""How much deeper what belongs to a field stands."""
_ALIGNED = 30
"""Comments beside lines are set below each other unless the lines differ in length by more than this."""
_LIST = 100
"""The longest line with a list in brackets."""


@dataclass(frozen=True, slots=True)
class Remark:
    """The comments at one field or item."""

    above: tuple[str, ...] = ()
    """Lines that begin with `#`, or are empty."""
    beside: str = ""


Remarks = Mapping[str, Remark]
"""Comments by the field they belong to, `options`, or the item of it, `options.2`."""

NO_REMARKS: Remarks = {}
_NONE = Remark()


@dataclass(frozen=True, slots=True)
class Word:
    """A number, true or false, or a text of one line."""

    text: str
    literal: bool = False
    """A number or a flag: it is written without quotes."""
    quoted: bool = False
    """Without quotes it would be taken for something else."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that may have several lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Program:
    """The text of a program, and its language or nothing."""

    text: str
    language: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One text in a list, marked as right or not."""

    word: Word
    right: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in brackets if it is short enough and `may_be_short`."""

    items: tuple[Item, ...]
    may_be_short: bool = True


Value = Word | Prose | Program | Listing


@dataclass(frozen=True, slots=True)
class Field:
    """A name and its value."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, and the comment that stands beside it."""

    text: str
    comment: str = ""


def field_lines(fields: Iterable[Field], indent: str, remarks: Remarks = NO_REMARKS) -> Iterator[Line]:
    """Write fields below each other."""
    for field in fields:
        remark = remarks.get(field.name, _NONE)
        yield from comment_lines(remark.above, indent)
        yield from _written(field, indent, remark.beside, remarks)


def comment_lines(comments: Iterable[str], indent: str) -> Iterator[Line]:
    """Write comments on lines of their own."""
    for comment in comments:
        yield Line(indent + comment if comment else "")


def item_lines(fields: Iterable[Field], indent: str, remarks: Remarks = NO_REMARKS) -> Iterator[Line]:
    """Write fields as one item of a list: what stands above the first of them stands above the dash."""
    first, *others = fields
    for place in ("", first.name):
        yield from comment_lines(remarks.get(place, _NONE).above, indent)
    begun, *rest = _written(first, indent + STEP, remarks.get(first.name, _NONE).beside, remarks)
    yield Line(f"{indent}- {begun.text[len(indent) + 2 :]}", begun.comment)
    yield from rest
    yield from field_lines(others, indent + STEP, remarks)


def joined(lines: Iterable[Line], line_end: str = "\n") -> str:
    """Put lines together, each with its end; comments beside lines that follow each other are aligned."""
    written: list[str] = []
    run: list[Line] = []
    for line in lines:
        if line.comment:
            run.append(line)
            continue
        if run:
            written += _aligned(run)
            run = []
        written.append(line.text)
    return "".join(text + line_end for text in [*written, *_aligned(run)])


def _aligned(run: list[Line]) -> Iterator[str]:
    if not run:
        return
    widths = [width(line.text) for line in run]
    aligned = max(widths) - min(widths) <= _ALIGNED
    for line, cells in zip(run, widths, strict=True):
        gap = max(widths) - cells if aligned else 0
        yield f"{line.text}{' ' * gap}  {line.comment}"


def _written(field: Field, indent: str, beside: str, remarks: Remarks) -> Iterator[Line]:
    value = field.value
    begun = f"{indent}{field.name}:"
    if isinstance(value, Listing):
        return _listing(begun, field.name, value, indent, beside, remarks)
    if isinstance(value, Program):
        return _program(begun, value, indent, beside, remarks)
    if isinstance(value, Prose):
        return _below(begun, _prose(value.text, indent + STEP, len(begun)), beside)
    return iter((Line(f"{begun} {_word(value)}", beside),))


def _below(begun: str, lines: list[str], beside: str) -> Iterator[Line]:
    yield Line(f"{begun} {lines[0]}", beside)
    for line in lines[1:]:
        yield Line(line)


def _word(word: Word, *, flow: bool = False) -> str:
    return word.text if word.literal else scalar(_ended(word.text), flow=flow, quoted=word.quoted)


def _prose(text: str, indent: str, before: int) -> list[str]:
    if "\n" in text:
        return _lines(text, indent)
    if before + 1 + len(text) > LINE and (long := folded(text, indent)):
        return long
    return [scalar(text)]


def _lines(text: str, indent: str) -> list[str]:
    if fits_block(text):
        return block(text, indent)
    return [scalar(_ended(text))]


def _ended(text: str) -> str:
    """Give what is written for a text: one line end at its end is not counted when it is read."""
    return text + "\n" if text.endswith("\n") else text


def _program(begun: str, value: Program, indent: str, beside: str, remarks: Remarks) -> Iterator[Line]:
    if not value.language:
        lines = (
            _lines(value.text, indent + STEP)
            if "\n" in value.text
            else [scalar(value.text, quoted=value.quoted)]
        )
        yield from _below(begun, lines, beside)
        return
    remark = remarks.get("code.0", _NONE)
    yield Line(begun, beside)
    yield from comment_lines(remark.above, indent + STEP)
    inner = f"{indent}{STEP}{scalar(value.language)}:"
    yield from _below(inner, _lines(value.text, indent + STEP + STEP), remark.beside)


def _listing(
    begun: str, name: str, value: Listing, indent: str, beside: str, remarks: Remarks
) -> Iterator[Line]:
    short = _in_brackets(begun, value) if not remarks or not _has_remarks(name, value, remarks) else ""
    yield Line(short or begun, beside)
    if short:
        return
    for index, item in enumerate(value.items):
        remark = remarks.get(f"{name}.{index}", _NONE) if remarks else _NONE
        yield from comment_lines(remark.above, indent + STEP)
        yield Line(f"{indent}{STEP}- {_item(item)}", remark.beside)


def _in_brackets(begun: str, value: Listing) -> str:
    """Write a list on one line; empty if it is none that fits there."""
    if value.items and not value.may_be_short:
        return ""
    short = f"{begun} [{', '.join(_item(item, flow=True) for item in value.items)}]"
    return short if len(short) <= _LIST else ""


def _has_remarks(name: str, value: Listing, remarks: Remarks) -> bool:
    return any(f"{name}.{index}" in remarks for index in range(len(value.items)))


def _item(item: Item, *, flow: bool = False) -> str:
    return ("right: " if item.right else "") + _word(item.word, flow=flow)
