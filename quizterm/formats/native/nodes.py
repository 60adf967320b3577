"""From YAML to nodes that know their place; scalars keep the text as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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

MAX_DEPTH = 10
MAX_NODES = 50_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, a number, a text: always as written, `no` stays "no"."""

    place: Place
    text: str
    plain: bool
    """Written without quotes, and not as a block."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with values, in the order of the file; a name that stands twice has its first value."""

    place: Place
    keys: dict[str, Place]
    values: "dict[str, Node]"


Node: TypeAlias = Scalar | Items | Fields


def load(text: str, found: FileFindings) -> Node:
    """Read one YAML document; names that stand twice are reported to `found`.

    Raises:
        QuizFileError: Not YAML, or YAML that no quiz needs: aliases, tags, more than one document, too deep.
    """
    try:
        return _Loader(_events(text), found).document()
    except ReaderError as error:
        _refuse(_place_at(text, error.position), "control_character", _CONTROL_CHARACTER)
    except MarkedYAMLError as error:
        _refuse(_place(_telling_mark(error)), "not_yaml", explain(error))
    except (YAMLError, ValueError, OverflowError):
        # Some malformed escapes and directives make the scanner stumble without a position.
        raise whole_file("not_yaml", "This is not valid YAML; compare it with a sample quiz.") from None


_CONTROL_CHARACTER = "Here is a control character that cannot be seen; delete it."


def _refuse(place: Place, code: str, message: str) -> NoReturn:
    found = FileFindings()
    found.add(place, code, message)
    raise QuizFileError(found.problems) from None


def _events(text: str) -> Iterator[Any]:
    events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
    return events


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place()


def _telling_mark(error: MarkedYAMLError) -> Any:
    """Give the mark that helps most: an unclosed quotation mark is to be fixed where it opens."""
    if error.context == "while scanning a quoted scalar":
        return error.context_mark
    return error.problem_mark or error.context_mark


def _place_at(text: str, index: int) -> Place:
    before = text[:index]
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Loader:
    """Builds nodes from parsing events, refusing early what could grow without bounds."""

    def __init__(self, events: Iterator[Any], found: FileFindings) -> None:
        self._events = events
        self._found = found
        self._nodes = 0

    def document(self) -> Node:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                node = self._node(next(self._events), depth=0)
                self._expect_end()
                return node
            if isinstance(event, StreamEndEvent):
                break
        raise whole_file("empty", "The file is empty; begin with a line “quizterm: 1”.")

    def _expect_end(self) -> None:
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                _refuse(
                    _place(event.start_mark),
                    "several_documents",
                    "A second document begins here; put each quiz in a file of its own.",
                )

    def _node(self, event: Any, depth: int) -> Node:
        place = _place(event.start_mark)
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            _refuse(place, "too_deep", "Lists stand in lists too deeply, or there are too many; simplify.")
        if isinstance(event, AliasEvent):
            _refuse(place, "alias", "A word that begins with * is an alias in YAML; put the text in quotes.")
        if event.anchor is not None:
            _refuse(place, "alias", "A word that begins with & is an anchor in YAML; put the text in quotes.")
        if event.tag is not None:
            _refuse(place, "tag", "A word that begins with ! is a tag in YAML; put the text in quotes.")
        return self._content(event, place, depth)

    def _content(self, event: Any, place: Place, depth: int) -> Node:
        if isinstance(event, ScalarEvent):
            return Scalar(place, event.value, plain=not event.style)
        if isinstance(event, SequenceStartEvent):
            return Items(place, tuple(self._items(depth)))
        assert isinstance(event, MappingStartEvent)
        return self._fields(place, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _fields(self, place: Place, depth: int) -> Fields:
        fields = Fields(place, {}, {})
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            self._add(fields, key, value)
        return fields

    def _add(self, fields: Fields, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._found.add(key.place, "bad_field", "A field needs a name; put text with braces in quotes.")
        elif key.text in fields.keys:
            self._found.add(
                key.place,
                "duplicate_field",
                f"“{key.text}” stands here a second time; keep one, or begin a new item with a dash.",
            )
        else:
            fields.keys[key.text] = key.place
            # What is missing after a colon is looked for at the name before it.
            nothing = isinstance(value, Scalar) and value.plain and not value.text
            fields.values[key.text] = replace(value, place=key.place) if nothing else value
