"""What a form is made of: its fields, each with the way it is read from a quiz and written back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from quizterm.formats.native.document import Head
from quizterm.quiz.model import Question

Subject = Head | Question
"""What one form is about: the head of the quiz, or a question."""


def always(subject: Any) -> bool:
    """A field that is always there."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in.

    `get` reads its value from the subject, `put` gives the subject with another value.
    """

    key: str
    """Names it in its form, in the history, and in problems unless `about` says otherwise."""
    label: str
    get: Callable[[Any], Any]
    put: Callable[[Any, Any], Any]
    about: tuple[str, ...] = ()
    """Fields of the model whose problems are shown here."""
    when: Callable[[Any], bool] = always
    """Whether the field is there."""

    @property
    def concerns(self) -> tuple[str, ...]:
        """Fields of the model whose problems are shown here."""
        return self.about or (self.key,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Field):
    """A text of one line."""

    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Field):
    """A text of several lines."""

    most_rows: int = 6
    code: bool = False
    """Lines do not wrap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Field):
    """A number."""

    read: Callable[[str], float | None]
    write: Callable[[Any], str]
    complaint: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Field):
    """Yes or no; the label stands behind it."""

    lead: str = ""
    """What stands where other fields have their labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Field):
    """One of a few; its value is one of `values`."""

    values: tuple[Any, ...]
    faces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Field):
    """Texts of one line each, in an order; its value is a `Lines`."""

    first: str
    """What stands in the first row while it is empty."""
    another: str
    """What stands in the empty row below the others."""
    most: int
    marks: bool = False
    """Those that are right are marked."""
    letters: bool = True
    """Each has a letter, or else a number."""


def lead_of(field: Field) -> str:
    """What stands before a field."""
    return field.lead if isinstance(field, Flag) else field.label


@dataclass(frozen=True, slots=True)
class Lines:
    """The texts of a `Rows` field, and which of them are marked."""

    texts: tuple[str, ...]
    marked: tuple[int, ...] = ()


def plain(key: str) -> dict[str, Any]:
    """Read and write an attribute as it is."""
    return {
        "key": key,
        "get": lambda subject: getattr(subject, key),
        "put": lambda subject, value: replace(subject, **{key: value}),
    }


def setting(key: str) -> dict[str, Any]:
    """Read and write an attribute of the settings in the head."""
    return {
        "key": key,
        "about": (f"settings.{key}",),
        "get": lambda head: getattr(head.settings, key),
        "put": lambda head, value: replace(head, settings=replace(head.settings, **{key: value})),
    }


def rows_of(key: str) -> dict[str, Any]:
    """Read and write an attribute that holds texts."""
    return {
        "key": key,
        "get": lambda subject: Lines(getattr(subject, key)),
        "put": lambda subject, value: replace(subject, **{key: value.texts}),
    }
