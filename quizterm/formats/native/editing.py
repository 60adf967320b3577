"""One question of a file, or the top, changed in its text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from quizterm.formats.native.carrying import carried_over
from quizterm.formats.native.layout import Field, Remarks, item_lines, joined
from quizterm.formats.native.nodes import Fields, Items, load
from quizterm.formats.native.patching import Patch, sliced
from quizterm.formats.native.pieces import is_open
from quizterm.formats.native.question import Defaults, ReadQuestion, read_question
from quizterm.formats.native.quiz import understand
from quizterm.formats.native.remarks import Gathering, tokens_of_file, tokens_of_questions
from quizterm.formats.native.stating import Head, stated, stated_head
from quizterm.formats.native.texts import as_meant
from quizterm.formats.native.vocabulary import QUESTION_WORDS, TOP_WORDS, Vocabulary
from quizterm.formats.problems import FileFindings
from quizterm.quiz.model import UNGRADED, Choice, Question, Slide

_PERSISTENT = ("seconds", "points")
"""What is said about these holds, whatever the top comes to say."""
_FORMS = frozenset({"range"})
"""Ways to say something that are not the usual ones, and are kept."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written."""

    indent: str = "  "
    """What the dashes of questions are indented by."""
    line_end: str = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one question, and what it says."""

    text: str
    question: Question
    named: frozenset[str]
    """The fields that are written."""
    is_open: bool = False
    """Its last text counts the empty lines below it as its own."""


def piece_of(text: str, read: ReadQuestion, *, is_open: bool) -> Piece:
    """Give a question as it stands in a file."""
    return Piece(text, as_meant(read.question), read.form.names, is_open)


def below(piece: Piece, defaults: Defaults) -> Piece:
    """Give a piece below another top, which says what the piece does not say itself."""
    question = piece.question
    if "seconds" not in piece.named and not isinstance(question, Slide):
        question = replace(question, seconds=defaults.seconds)
    if "points" not in piece.named and question.kind not in UNGRADED:
        question = replace(question, points=defaults.points)
    if "shuffle" not in piece.named and isinstance(question, Choice):
        question = replace(question, shuffle=defaults.shuffle)
    return replace(piece, question=question)


def new_piece(question: Question, defaults: Defaults, style: Style) -> Piece:
    """Write a question that is new in a file."""
    return _read_back(_written(stated(question, defaults), {}, style), defaults)


def changed_piece(piece: Piece, question: Question, defaults: Defaults, style: Style) -> Piece:
    """Write another question in the place of one; what is the same in both stays as it stands."""
    found = FileFindings()
    fields = _fields_in(piece.text, found)
    read_question(fields, found, defaults)
    old = _by_name(stated(piece.question, defaults, piece.named))
    new = _by_name(_needed(question, defaults, piece.named, old))
    remarks = _remarks_in(piece.text, fields)
    patch = Patch(old, new, remarks, style.line_end, _foreign(fields, QUESTION_WORDS), bool(found.problems))
    slices = sliced(piece.text, fields)
    patched = slices and patch.applied(slices)
    if patched and (changed := _read_back(patched, defaults)).question == question:
        return changed
    return _read_back(_written(new.values(), carried_over(remarks, old, new), style), defaults)


def _needed(
    question: Question, defaults: Defaults, named: frozenset[str], old: Mapping[str, Field]
) -> Iterator[Field]:
    """Give the fields of a question, without those that have just come to say what goes without saying."""
    needed = {field.name for field in stated(question, defaults, named & _FORMS)}
    for field in stated(question, defaults, named):
        if field.name in needed or field.name in _PERSISTENT or field == old.get(field.name):
            yield field


def changed_top(text: str, old: Head, new: Head, line_end: str) -> str | None:
    """Change the top of a file, given without its questions; `None` if it has to be written anew."""
    found = FileFindings()
    top = load(text, found)
    assert isinstance(top, Fields)
    understood = understand(top, found)
    slices = sliced(text, top)
    if slices is None or understood is None:
        return None
    names = understood.top.names
    remarks = Gathering(text, tokens_of_file(text, top)).by_question().get(None, {})
    foreign = _foreign(top, TOP_WORDS) | {"questions"}
    faulty = any(problem.code not in ("no_questions", "empty") for problem in found.problems)
    patch = Patch(
        _by_name(stated_head(old, names)),
        _by_name(stated_head(new, names)),
        remarks,
        line_end,
        foreign,
        anew=faulty,
    )
    return patch.applied(slices)


def _foreign(fields: Fields, words: Vocabulary) -> frozenset[str]:
    """Name the fields of which nobody knows what they mean; they mean nothing, and stay."""
    return frozenset(name for name in fields.values if name not in words.names and words.guess(name) is None)


def _by_name(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}


def _written(fields: Iterable[Field], remarks: Remarks, style: Style) -> str:
    return joined(item_lines(fields, style.indent, remarks), style.line_end)


def _read_back(text: str, defaults: Defaults) -> Piece:
    found = FileFindings()
    fields = _fields_in(text, found)
    return piece_of(text, read_question(fields, found, defaults), is_open=is_open(text, fields))


def _fields_in(text: str, found: FileFindings) -> Fields:
    items = load(text, found)
    assert isinstance(items, Items)
    [fields] = items.items
    assert isinstance(fields, Fields)
    return fields


def _remarks_in(text: str, fields: Fields) -> Remarks:
    tokens = tokens_of_questions(text, Items(fields.place, (fields,)))
    return Gathering(text, tokens).by_question().get(0, {})
