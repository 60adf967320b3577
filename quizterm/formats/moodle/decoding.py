"""From the bytes of an XML file to text that an XML parser takes."""

import codecs
import re
from html.entities import html5

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.language import N_

_DECLARED = re.compile(rb"\s*<\?xml[^>]{1,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_CHARSETS = re.compile("(?:iso8859|cp|koi8|mac|gb|big5|euc|shift_jis|ascii|hz|johab|tis|ptcp|kz1048|utf-8)")
"""Encodings that files are written in, by Python's own names; not all that Python knows are such."""

_SPACING = re.compile("[\v\f]")
_FORBIDDEN = re.compile("[\x01-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(
    "&(?!(?:lt|gt|amp|quot|apos);)(?:#([0-9]{1,9}|[xX][0-9a-fA-F]{1,8});|([a-zA-Z][a-zA-Z0-9]{1,31});)?"
)
"""What may be wrong with an ampersand."""
_MAX_LOOKED_AT = 500_000
"""How many places are looked at; a file that has more is no quiz."""


def text_for_parser(source: Source, harvest: Harvest) -> str:
    """Decode a file, and mend what many programs write although XML forbids it; what was mended is noted."""
    return _mended(_allowed(_decoded(source, harvest), harvest), harvest)


def _decoded(source: Source, harvest: Harvest) -> str:
    if harvest.wishes.encoding:
        return source.text(harvest, harvest.wishes.encoding)
    if source.data[:2] in (b"<\0", b"\0<"):
        order = "utf-16-le" if source.data[:1] == b"<" else "utf-16-be"
        return _recoded(source, source.data.decode(order, errors="replace")).text(harvest)
    declared = _declared(source.data)
    if declared not in ("", "utf-8", "ascii"):
        return _in_declared(source, harvest, declared)
    return _in_utf8(source, harvest)


def _declared(data: bytes) -> str:
    match = _DECLARED.match(data)
    if match is None:
        return ""
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return ""
    return name if _CHARSETS.match(name) else ""


def _in_declared(source: Source, harvest: Harvest, declared: str) -> str:
    try:
        return source.text(harvest, declared)
    except Unreadable as problem:
        message = N_("Not everything in it is {declared}, as it says; what is not shows as “�”.").format(
            declared=declared
        )
        harvest.remark("wrong_encoding", message, spot=problem.spot)
        return _recoded(source, source.data.decode(declared, errors="replace")).text(harvest)


def _in_utf8(source: Source, harvest: Harvest) -> str:
    """Read a file that should be UTF-8, and may have a damaged byte or be in something else."""
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = source.data.decode("utf-8", errors="replace")
        damaged = text.count("\ufffd")
        if damaged * 2 < sum(not char.isascii() for char in text):
            line = source.data.count(b"\n", 0, error.start) + 1
            message = N_(
                "Not everything in it is UTF-8, from line {line} on; what is not shows as “�”."
            ).format(line=line)
            harvest.remark("wrong_encoding", message, spot=Spot("line", line))
            return _recoded(source, text).text(harvest)
    return source.text(harvest)


def _recoded(source: Source, text: str) -> Source:
    return Source(source.name, text.encode("utf-8", errors="replace"))


def _allowed(text: str, harvest: Harvest) -> str:
    text = _SPACING.sub(" ", text)
    cleared, count = _FORBIDDEN.subn("", text)
    if count:
        message = N_("There are {number} control characters in the file; they were taken out.").format(
            number=count
        )
        harvest.remark("control_character", message)
    return cleared


def _mended(text: str, harvest: Harvest) -> str:
    """Replace entities of HTML, and bare ampersands, outside of CDATA sections."""
    if "&" not in text:
        return text
    mender = _Mender()
    first, *others = text.split("<![CDATA[")
    parts = [mender.mended(first)]
    for other in others:
        inside, end, outside = other.partition("]]>")
        parts.append(inside + end + mender.mended(outside))
    if mender.count:
        one = N_("There are entities or ampersands that XML does not know, in 1 place; they were mended.")
        several = N_(
            "There are entities or ampersands that XML does not know, in {number} places; they were mended."
        )
        harvest.remark("entities", one if mender.count == 1 else several.format(number=mender.count))
    return "<![CDATA[".join(parts)


class _Mender:
    """Counts what it mends."""

    def __init__(self) -> None:
        self.count = 0
        self._left = _MAX_LOOKED_AT

    def mended(self, text: str) -> str:
        if not self._left:
            return text
        text, count = _AMPERSAND.subn(self._mend, text, count=self._left)
        self._left -= count
        return text

    def _mend(self, match: re.Match[str]) -> str:
        number, name = match.groups()
        if number and _is_allowed(number):
            return match[0]
        self.count += 1
        if number:
            return ""
        meant = html5.get(f"{name};", "") if name else ""
        return _escaped(meant) if meant else f"&amp;{match[0][1:]}"


def _is_allowed(number: str) -> bool:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return False
    return code >= 0x20 or code in (9, 10, 13)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
