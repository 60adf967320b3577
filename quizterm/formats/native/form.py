"""The fields of a quiz or a question, taken one by one, each as what it must be."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from quizterm.formats.native.nodes import Fields, Items, Node, Scalar
from quizterm.formats.native.vocabulary import Vocabulary
from quizterm.formats.problems import FileFindings, Place
from quizterm.language import N_

_WHOLE = re.compile(r"[+-]?\d{1,9}")
_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,3})?")
_SHOWN = 100
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}

_Word = TypeVar("_Word", bound=StrEnum)


_CUT = N_(
    "What follows # is a comment and is not shown. Put the text in quotes; or write two "
    "spaces before the # of a comment."
)


def as_number(node: Node) -> Decimal | None:
    """Give the number that a scalar spells, if it spells one."""
    return spelled_number(node.text) if isinstance(node, Scalar) else None


def spelled_number(text: str) -> Decimal | None:
    """Give the number that a text spells, if it spells one."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


class Form:
    """Fields with a place each; whatever is wrong with one is reported, and its default taken."""

    def __init__(self, fields: Fields, words: Vocabulary, found: FileFindings) -> None:
        self._fields = _meant(fields, words, found)
        self._words = words
        self._taken: set[str] = set()
        self.found = found
        self.place = fields.place
        self.written = fields
        """The fields as they stand in the file."""

    def has(self, name: str) -> bool:
        """Tell whether the field is written."""
        return name in self._fields.values

    @property
    def names(self) -> frozenset[str]:
        """The fields that are written, a misspelled one as what it was meant to be."""
        return frozenset(self._fields.values)

    def where(self, name: str, item: int | None = None) -> Place:
        """Give the place of a field's value, or of an item in it; of the whole if it is not written."""
        node = self._fields.values.get(name)
        if isinstance(node, Items) and item is not None and item < len(node.items):
            return node.items[item].place
        return node.place if node else self.place

    def node(self, name: str) -> Node | None:
        """Take a field's value as it is."""
        self._taken.add(name)
        return self._fields.values.get(name)

    def text(self, name: str, default: str = "") -> str:
        """Take a text."""
        node = self.node(name)
        return default if node is None else self.text_of(node, name) or default

    def text_of(self, node: Node, name: str) -> str:
        """Give the text of a node; empty, and reported, if there is none."""
        if not isinstance(node, Scalar):
            self.wrong(
                node.place,
                N_("“{name}” takes a text; put text with a colon or brackets in quotes.").format(name=name),
            )
            return ""
        if not node.text.strip():
            message = N_("“{name}” is empty; write something. Text that begins with # needs quotes.").format(
                name=name
            )
            self.found.add(node.place, "empty", message)
        elif node.cut:
            self.found.add(node.place, "comment_in_text", _CUT)
        return node.text

    def whole(self, name: str, default: int) -> int:
        """Take a whole number."""
        node = self.node(name)
        if node is None:
            return default
        if isinstance(node, Scalar) and _WHOLE.fullmatch(node.text):
            return int(node.text)
        self.wrong(node.place, N_("“{name}” takes a whole number, such as 10.").format(name=name))
        return default

    def number(self, name: str, default: Decimal = Decimal(0)) -> Decimal:
        """Take a number."""
        node = self.node(name)
        if node is None:
            return default
        return self.number_of(node, name)

    def number_of(self, node: Node, name: str) -> Decimal:
        """Give the number of a node; 0, and reported, if it is none."""
        value = as_number(node)
        if value is None:
            self.wrong(node.place, N_("“{name}” takes a number alone, such as 2 or 0.5.").format(name=name))
        return value or Decimal(0)

    def flag(self, name: str, default: bool = False) -> bool:
        """Take true or false."""
        node = self.node(name)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text.lower() in _FLAGS:
            return _FLAGS[node.text.lower()]
        self.wrong(node.place, N_("“{name}” takes true or false.").format(name=name))
        return default

    def word(self, name: str, words: type[_Word], default: _Word | None) -> _Word | None:
        """Take one of a few words."""
        node = self.node(name)
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text.lower() in list(words):
            return words(node.text.lower())
        self.wrong(
            node.place,
            N_("“{name}” takes one of these words: {words}.").format(name=name, words=", ".join(words)),
        )
        return default

    def items(self, name: str) -> tuple[Node, ...]:
        """Take a list."""
        node = self.node(name)
        if isinstance(node, Items):
            return node.items
        if node is not None:
            self.wrong(node.place, _no_list(node, name))
        return ()

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts."""
        return tuple(self.text_of(node, name) for node in self.items(name))

    def wrong(self, place: Place, message: str) -> None:
        """Report a value of the wrong type."""
        self.found.add(place, "wrong_type", message)

    def finish(self, misplaced: str) -> None:
        """Report every field that nobody took: it is known, and `misplaced` says where it is not meant."""
        for name, place in self._fields.keys.items():
            if name in self._words.names and name not in self._taken:
                self.found.add(place, "misplaced_field", misplaced.format(name=name))


def _no_list(node: Node, name: str) -> str:
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar) and not text:
        return N_(
            "“{name}” is empty; write its list under it, indented, one line each with a dash and a space."
        ).format(name=name)
    if text.startswith("-"):
        return N_("Write a space after each dash.")
    if "," in text:
        return N_("“{name}” takes a list; put brackets around it: [{text}].").format(
            name=name, text=text[:_SHOWN]
        )
    return N_("“{name}” takes a list: one line each, beginning with a dash and a space.").format(name=name)


def _meant(fields: Fields, words: Vocabulary, found: FileFindings) -> Fields:
    """Report unknown fields; read each as what it was meant to be, so that its value is checked too."""
    keys, values = dict(fields.keys), dict(fields.values)
    for name, place in fields.keys.items():
        if name in words.names:
            continue
        found.add(place, "unknown_field", words.complaint(name))
        guess = words.guess(name)
        if guess and guess not in keys:
            keys[guess], values[guess] = place, values[name]
    return Fields(fields.place, keys, values)
