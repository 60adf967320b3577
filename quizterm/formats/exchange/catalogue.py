"""The formats that are read and written, each with where its code is; code is loaded when it is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.source import Source
from quizterm.language import N_
from quizterm.quiz.model import Quiz

Read = Callable[[Source, Harvest], None]
"""Reads a source into a harvest, or raises `Unreadable`."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a quiz is to be written."""

    truncate: bool = False
    """Cut texts that the format has no room for, instead of leaving their questions out."""


Write = Callable[[Quiz, Ledger, Manner], bytes]
"""Writes a quiz; begins an entry of the ledger for every question, and settles those that are written."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format, as people name it."""

    name: str
    """What is typed after `--format` and `--to`."""
    title: str
    """How it is called in sentences."""
    suffix: str
    """How names of its files end."""
    reader: str = ""
    """Where its `Read` is, as `module:function`; empty if it is not read."""
    writer: str = ""
    """Where its `Write` is; empty if it is not written."""

    def read(self, source: Source, harvest: Harvest) -> None:
        """Read a file of this format.

        Raises:
            Unreadable: Nothing can be read.
        """
        _load(self.reader)(source, harvest)

    def write(self, quiz: Quiz, ledger: Ledger, manner: Manner) -> bytes:
        """Write a quiz in this format."""
        written: bytes = _load(self.writer)(quiz, ledger, manner)
        return written


def _load(place: str) -> Any:
    module, _, function = place.partition(":")
    return getattr(import_module(f"quizterm.formats.{module}"), function)


FORMATS = (  # untranslated: names
    Format("quizterm", "QuizTerm YAML", ".yaml", "native.exchange:read", "native.exchange:write"),
    Format("json", "QuizTerm JSON", ".json", "json.reading:read", "json.writing:write"),
    Format("kahoot", N_("Kahoot sheet"), ".xlsx", "sheets.reading:read", "sheets.kahoot:write"),
    Format("kahoot-csv", N_("Kahoot sheet as CSV"), ".csv", "sheets.reading:read", "sheets.kahoot:write_csv"),
    Format("csv", N_("CSV sheet"), ".csv", "sheets.reading:read", "sheets.plain:write"),
    Format("wayground", N_("Wayground (Quizizz) sheet"), ".xlsx", "sheets.reading:read"),
    Format("blooket", N_("Blooket sheet"), ".csv", "sheets.reading:read"),
    Format("gimkit", N_("Gimkit sheet"), ".csv", "sheets.reading:read"),
    Format("gift", "Moodle GIFT", ".gift", "gift.reading:read", "gift.writing:write"),
    Format("aiken", "Aiken", ".txt", "aiken.reading:read", "aiken.writing:write"),
    Format("moodle", "Moodle XML", ".xml", "moodle.reading:read", "moodle.writing:write"),
    Format("opentdb", "Open Trivia Database JSON", ".json", "opentdb:read"),
    Format("rahoot", "Rahoot and Razzia JSON", ".json", "rahoot:read"),
    Format("classquiz", N_("ClassQuiz export"), ".cqa", "classquiz:read"),
    Format("markdown", "Markdown", ".md", "", "markdown:write"),
)


def format_named(name: str) -> Format:
    """Give the format of a name.

    Raises:
        LookupError: There is none.
    """
    for one in FORMATS:
        if one.name == name:
            return one
    raise LookupError(f"There is no format “{name}”; there are {', '.join(one.name for one in FORMATS)}.")
