"""A workbook: its sheets, its strings, and how its cells show numbers."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizterm.formats.exchange.source import Unreadable
from quizterm.formats.sheets.package import WORKBOOK, Package
from quizterm.formats.sheets.tables import MAX_CELL, Flaws, Table
from quizterm.formats.sheets.values import GENERAL, shape, unescaped
from quizterm.formats.sheets.worksheet import Content, rows_of
from quizterm.formats.sheets.xmlparts import Attributes, Handler, attribute, walk
from quizterm.language import N_

MAX_SHEETS = 20
"""Sheets among which one with questions is looked for."""

_MAX_STRINGS = 1_000_000


def sheets_of(data: bytes) -> Iterator[Table]:
    """Give the sheets of a workbook, those that can be seen first.

    Raises:
        Unreadable: It is no workbook, is damaged, or would grow beyond all measure.
    """
    package = Package(data)
    outline = _Outline()
    walk(package.part(WORKBOOK), outline)
    content = _content(package, outline.epoch_1904)
    targets = _targets(package)
    places = [(name, targets.get(key, "")) for name, key in outline.in_order()]
    found = [(name, place) for name, place in places if package.has(place)]
    if not found:
        raise Unreadable("broken_workbook", N_("There is no sheet in the workbook."))
    for name, place in found[:MAX_SHEETS]:
        flaws = Flaws()
        yield Table(name, rows_of(package.part(place), content, flaws), flaws)


def _content(package: Package, epoch_1904: bool) -> Content:
    strings = _Strings()
    if part := package.part("xl/sharedStrings.xml"):
        walk(part, strings)
    styles = _Styles()
    if part := package.part("xl/styles.xml"):
        walk(part, styles)
    return Content(strings.found, styles.shapes(), epoch_1904)


def _targets(package: Package) -> dict[str, str]:
    relations = _Relations()
    if part := package.part("xl/_rels/workbook.xml.rels"):
        walk(part, relations)
    return {
        key: posixpath.normpath(posixpath.join("/xl", target))[1:] for key, target in relations.found.items()
    }


@dataclass(slots=True)
class _Outline(Handler):
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    epoch_1904: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            key, hidden = attribute(attributes, "id"), attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), key, hidden))
        elif name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "") in ("1", "true")

    def in_order(self) -> list[tuple[str, str]]:
        in_sight = sorted(self.sheets, key=lambda sheet: sheet[2])
        return [(name, key) for name, key, _hidden in in_sight]


@dataclass(slots=True)
class _Relations(Handler):
    found: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):  # untranslated: XML
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")  # untranslated: XML


@dataclass(slots=True)
class _Strings(Handler):
    found: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _size: int = 0
    _open: bool = False
    _spoken: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "rPh":
            self._spoken = True
        elif name == "t":
            self._open = not self._spoken

    def text(self, text: str) -> None:
        if self._open and self._size < MAX_CELL:
            self._size += len(text)
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._spoken = False
        elif name == "si":
            self._add()

    def _add(self) -> None:
        if len(self.found) == _MAX_STRINGS:
            raise Unreadable(
                "too_large",
                N_("The workbook holds more than {number} texts; split it.").format(
                    number=f"{_MAX_STRINGS:,}"
                ),
            )
        self.found.append(unescaped("".join(self._pieces)))
        self._pieces.clear()
        self._size = 0


@dataclass(slots=True)
class _Styles(Handler):
    formats: dict[str, str] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    _inside: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.used.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def shapes(self) -> list[str]:
        return [self._shape(key) for key in self.used]

    def _shape(self, key: str) -> str:
        return shape(int(key), self.formats.get(key, "")) if key.isdecimal() and len(key) < 9 else GENERAL
