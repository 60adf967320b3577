"""A quiz file that is being edited: its text stays as it was, but for what is changed."""

from dataclasses import dataclass, replace
from typing import Self

from quizterm.formats.native.editing import (
    Piece,
    Style,
    below,
    changed_piece,
    changed_top,
    new_piece,
    piece_of,
)
from quizterm.formats.native.nodes import Items, Scalar, load
from quizterm.formats.native.patching import put_together
from quizterm.formats.native.pieces import is_open, taken_apart
from quizterm.formats.native.quiz import Understood, parse_quiz, understand
from quizterm.formats.native.rewriting import rewritten
from quizterm.formats.native.stating import Head
from quizterm.formats.native.texts import head_as_meant
from quizterm.formats.native.writing import written
from quizterm.formats.problems import FileFindings, FileProblem, QuizFileError
from quizterm.quiz.model import Question, Quiz

__all__ = ["Document", "Head"]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a quiz file, and what it says; every change gives a new document.

    What was not changed stays byte for byte: other questions, comments, empty lines, the top. A text that
    could not be read back as it is (a right option that is not there, for example) is held as it is read.
    """

    head: Head
    """What the top says."""
    _pieces: tuple[Piece, ...]
    _top: str
    _gaps: tuple[str, ...]
    """What stands above each question, and stays where it is when the question moves."""
    _tail: str
    _style: Style
    _whole: str | None = None
    """The text of a file that cannot be taken apart; it is written anew at the first change."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a quiz file, whatever rules it breaks.

        Raises:
            QuizFileError: It cannot be understood as a quiz file.
        """
        understood = _understood(text)
        head = _head(understood)
        parts = taken_apart(text, understood.top.written)
        if parts is None:
            whole = tuple(piece_of("", read, is_open=False) for read in understood.read)
            return cls(head, whole, "", (), "", Style(), text)
        style = Style(parts.indent, "\r\n" if "\r\n" in text else "\n")
        pieces = tuple(
            piece_of(piece, read, is_open=is_open(text, read.form.written))
            for piece, read in zip(parts.questions, understood.read, strict=True)
        )
        return cls(head, pieces, parts.top, parts.gaps, parts.tail, style)

    @classmethod
    def new(cls, quiz: Quiz) -> Self:
        """Give the document of a quiz that is in no file yet."""
        return cls.parse(written(quiz))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the questions say, unchecked."""
        return tuple(piece.question for piece in self._pieces)

    def quiz(self) -> Quiz:
        """Give the quiz as it stands, unchecked."""
        return Quiz(
            title=self.head.title,
            description=self.head.description,
            language=self.head.language,
            settings=self.head.settings,
            questions=self.questions,
        )

    def text(self) -> str:
        """Give what is to be saved."""
        if self._whole is not None:
            return self._whole
        parts, open_end = [self._top], False
        for gap, piece in zip(self._gaps, self._pieces, strict=True):
            parts += [_below_kept(gap) if open_end else gap, piece.text]
            open_end = piece.is_open
        parts.append(_below_kept(self._tail) if open_end else self._tail)
        return put_together(parts, self._style.line_end)

    def problems(self) -> list[FileProblem]:
        """Tell everything that is wrong with the text, with places."""
        try:
            parse_quiz(self.text())
        except QuizFileError as error:
            return error.problems
        return []

    def with_head(self, head: Head) -> Self:
        """Give the document with another top; what questions do not say themselves changes with it."""
        if head == self.head:
            return self
        apart = self._apart()
        line_end = apart._style.line_end
        around = put_together([apart._top, apart._tail], line_end)
        changed = changed_top(around, self.head, head, line_end)
        pieces = tuple(below(piece, head.defaults) for piece in apart._pieces)
        if changed is None:
            return self._anew(head, tuple(piece.question for piece in pieces))
        parts = taken_apart(changed, _understood(changed).top.written)
        assert parts
        return replace(
            apart, head=_head(_understood(changed)), _pieces=pieces, _top=parts.top, _tail=parts.tail
        )

    def replaced(self, index: int, question: Question) -> Self:
        """Give the document with another question in the place of one."""
        if question == self._pieces[index].question:
            return self
        apart = self._apart()
        piece = changed_piece(apart._pieces[index], question, self.head.defaults, apart._style)
        return replace(apart, _pieces=(*apart._pieces[:index], piece, *apart._pieces[index + 1 :]))

    def inserted(self, index: int, question: Question) -> Self:
        """Give the document with one more question, before the one that has this index now."""
        apart = self._apart()
        piece = new_piece(question, self.head.defaults, apart._style)
        at = min(index, len(apart._pieces))
        pieces = (*apart._pieces[:at], piece, *apart._pieces[at:])
        gap_at = max(at, 1)
        gaps = (*apart._gaps[:gap_at], apart._usual_gap(), *apart._gaps[gap_at:]) if apart._gaps else ("",)
        return replace(apart, _pieces=pieces, _gaps=gaps)

    def deleted(self, index: int) -> Self:
        """Give the document without a question; comments that stand apart from it stay."""
        apart = self._apart()
        pieces = (*apart._pieces[:index], *apart._pieces[index + 1 :])
        gaps, gap = list(apart._gaps), apart._gaps[index]
        del gaps[index]
        if index < len(gaps):
            gaps[index] = _merged(gap, gaps[index], first=index == 0)
            return replace(apart, _pieces=pieces, _gaps=tuple(gaps))
        tail = put_together([gap, apart._tail], apart._style.line_end) if gap.strip() else apart._tail
        return replace(apart, _pieces=pieces, _gaps=tuple(gaps), _tail=tail)

    def moved(self, source: int, target: int) -> Self:
        """Give the document with a question moved to another index, with the comments directly above it."""
        apart = self._apart()
        pieces = list(apart._pieces)
        pieces.insert(target, pieces.pop(source))
        return replace(apart, _pieces=tuple(pieces))

    def _apart(self) -> Self:
        """Give the document in a form in which its parts can be changed."""
        if self._whole is None:
            return self
        return self._anew(self.head, self.questions)

    def _anew(self, head: Head, questions: tuple[Question, ...]) -> Self:
        text = self.text()
        return type(self).parse(rewritten(text, _understood(text), head, questions))

    def _usual_gap(self) -> str:
        """Give what stands between questions."""
        between = self._gaps[1:]
        return "" if between and not any(between) else self._style.line_end


def _understood(text: str) -> Understood:
    found = FileFindings()
    try:
        understood = understand(load(text, found), found)
    except QuizFileError:
        parse_quiz(text)  # says more about it
        raise
    if understood is None or not _has_questions_only(understood):
        raise QuizFileError(found.problems)
    return understood


def _has_questions_only(understood: Understood) -> bool:
    node = understood.top.node("questions")
    if isinstance(node, Items):
        return len(node.items) == len(understood.read)
    return node is None or (isinstance(node, Scalar) and not node.text)


def _head(understood: Understood) -> Head:
    return head_as_meant(Head.of(understood.quiz, understood.defaults))


def _merged(gap: str, other: str, *, first: bool) -> str:
    """Give what stands above a question after the one before it is gone."""
    if not gap.strip():
        return gap if first and not other.strip() else other
    return gap + other if other.strip() else gap


def _below_kept(gap: str) -> str:
    """Give what stands below a text that counts the empty lines after it as its own."""
    lines = gap.splitlines(keepends=True)
    while lines and not lines[0].strip():
        del lines[0]
    return "".join(lines)
