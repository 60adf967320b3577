"""From YAML to nodes that know their place; scalars keep the text as it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from quizterm.formats.native.syntax import explain
from quizterm.formats.problems import FileFindings, Place, QuizFileError, whole_file
from quizterm.language import N_

MAX_DEPTH = 10
MAX_NODES = 50_000

_COMMENT_LIKE_TEXT = re.compile(r" #[^\n]")
"""Comments beside a field stand at least two spaces away; this is “Who is #1?” without its quotes."""


Span: TypeAlias = tuple[int, int]
"""Where something begins in the text, and where it ends."""
_NOWHERE: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, a number, a text: always as written, `no` stays "no"."""

    place: Place
    text: str
    plain: bool
    """Written without quotes, and not as a block."""
    folded: bool = False
    """Plain, and written over several lines that became one."""
    cut: bool = False
    """Plain, and followed by what looks like text but is a comment to YAML."""
    span: Span = _NOWHERE
    """With its quotes; a block from its sign to the first line after it that is not empty."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: "tuple[Node, ...]"
    span: Span = _NOWHERE


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with values, in the order of the file; a name that stands twice has its first value."""

    place: Place
    keys: dict[str, Place]
    values: "dict[str, Node]"
    span: Span = _NOWHERE
    in_braces: bool = False
    key_spans: dict[str, Span] = field(default_factory=dict)


Node: TypeAlias = Scalar | Items | Fields


def load(text: str, found: FileFindings) -> Node:
    """Read one YAML document; names that stand twice are reported to `found`.

    Raises:
        QuizFileError: Not YAML, or YAML that no quiz needs: aliases, tags, more than one document, too deep.
    """
    try:
        return _Loader(text, found).document()
    except ReaderError as error:
        _refuse(_place_at(text, error.position), "control_character", _CONTROL_CHARACTER)
    except MarkedYAMLError as error:
        place, message = explain(error, text)
        _refuse(place, "not_yaml", message)
    except (YAMLError, ValueError, OverflowError):
        # Some malformed escapes and directives make the scanner stumble without a position.
        raise whole_file("not_yaml", N_("This is not valid YAML; compare it with a sample quiz.")) from None


_CONTROL_CHARACTER = N_("Here is a control character that cannot be seen; delete it.")


def _refuse(place: Place, code: str, message: str) -> NoReturn:
    found = FileFindings()
    found.add(place, code, message)
    raise QuizFileError(found.problems) from None


def _events(text: str) -> Iterator[Any]:
    events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
    return events


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place()


def _place_at(text: str, index: int) -> Place:
    before = text[:index]
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Loader:
    """Builds nodes from parsing events, refusing early what could grow without bounds."""

    def __init__(self, text: str, found: FileFindings) -> None:
        self._text = text
        self._events = _events(text)
        self._found = found
        self._nodes = 0
        self._end = 0
        """Where the last thing ended that is written."""

    def document(self) -> Node:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                node = self._node(next(self._events), depth=0)
                self._expect_end()
                return node
            if isinstance(event, StreamEndEvent):
                break
        _refuse(Place(), "empty", N_("The file is empty; begin with a line “quizterm: 1”."))

    def _expect_end(self) -> None:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                _refuse(
                    _place(event.start_mark),
                    "several_documents",
                    N_("A second document begins here; put each quiz in a file of its own."),
                )

    def _node(self, event: Any, depth: int) -> Node:
        place = _place(event.start_mark)
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            _refuse(
                place, "too_deep", N_("Lists stand in lists too deeply, or there are too many; simplify.")
            )
        if isinstance(event, AliasEvent):
            _refuse(
                place, "alias", N_("A word that begins with * is an alias in YAML; put the text in quotes.")
            )
        if event.anchor is not None:
            _refuse(
                place, "alias", N_("A word that begins with & is an anchor in YAML; put the text in quotes.")
            )
        if event.tag is not None:
            _refuse(place, "tag", N_("A word that begins with ! is a tag in YAML; put the text in quotes."))
        return self._content(event, place, depth)

    def _content(self, event: Any, place: Place, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, SequenceStartEvent):
            items = tuple(self._items(depth))
            return Items(place, items, (event.start_mark.index, self._end))
        assert isinstance(event, MappingStartEvent)
        fields = self._fields(Fields(place, {}, {}, in_braces=bool(event.flow_style)), depth)
        return replace(fields, span=(event.start_mark.index, self._end))

    def _scalar(self, event: Any, place: Place) -> Scalar:
        plain, start, end = not event.style, event.start_mark, event.end_mark
        if end.index > start.index:
            self._end = end.index
        return Scalar(
            place,
            event.value,
            plain=plain,
            folded=plain and end.line > start.line,
            cut=plain and bool(_COMMENT_LIKE_TEXT.match(self._text, end.index)),
            span=(start.index, end.index),
        )

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._node(event, depth + 1)
        self._close(event)

    def _close(self, event: Any) -> None:
        # A list or fields without brackets end with an empty event, at whatever comes next.
        if event.end_mark.index > event.start_mark.index:
            self._end = event.end_mark.index

    def _fields(self, fields: Fields, depth: int) -> Fields:
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            self._add(fields, key, value)
        self._close(event)
        return fields

    def _add(self, fields: Fields, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._found.add(
                key.place, "bad_field", N_("A field needs a name; put text with braces in quotes.")
            )
        elif key.text in fields.keys:
            self._found.add(
                key.place,
                "duplicate_field",
                N_("“{name}” stands here a second time; keep one, or begin a new item with a dash.").format(
                    name=key.text
                ),
            )
        else:
            fields.keys[key.text] = key.place
            fields.key_spans[key.text] = key.span
            # What is missing after a colon is looked for at the name before it.
            nothing = isinstance(value, Scalar) and value.plain and not value.text
            fields.values[key.text] = replace(value, place=key.place) if nothing else value
