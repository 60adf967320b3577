"""The comments in a file, and what each of them stands at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from quizterm.formats.native.layout import Remark
from quizterm.formats.native.nodes import Fields, Items, Node, Scalar, Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"[^#]*(#.*)", re.DOTALL)
_ALONE = re.compile(r"[ \t\-]*#")
_BRACKETS = ("[", "{")
_HEADER = re.compile(r"[|>][-+\d]*[ \t]*(#[^\r\n]*)?")

Key = tuple[int | None, str]
"""A question by its index, or the top; and a field or an item in it, such as `options.2`."""


@dataclass(slots=True)
class _Gathered:
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Token:
    """A name or a value, and where the comments at it go."""

    span: Span
    key: Key
    above: Key
    """The same, but for the first field of a question, above which is above the question."""


class Gathering:
    """Every comment of a text, in the order of the file, by what it stands at.

    Comments on lines of their own stand at what comes after them, others at what they are beside.
    """

    def __init__(self, text: str, tokens: Iterator[Token]) -> None:
        self._text = text
        self._gathered: dict[Key, _Gathered] = {}
        before, at = None, 0
        for token in tokens:
            if above := self._between(at, token.span[0], before):
                self._of(token.above).above += above
            before, at = token, token.span[1]
            self._header(token)
        self.last = tuple(self._between(at, len(text), before))
        """Comments that nothing comes after."""

    def by_question(self) -> dict[int | None, dict[str, Remark]]:
        """Give the comments of each question, and of the top, by field."""
        found: dict[int | None, dict[str, Remark]] = {}
        for (index, path), one in self._gathered.items():
            found.setdefault(index, {})[path] = Remark(tuple(one.above), "  ".join(one.beside))
        return found

    def _header(self, token: Token) -> None:
        header = _HEADER.match(self._text, *token.span)
        if header and header[1]:
            self._of(token.key).beside.append(header[1].rstrip())

    def _between(self, start: int, end: int, before: Token | None) -> list[str]:
        """Give the comments on lines of their own, and an empty line where some stand apart."""
        above: list[str] = []
        apart = False
        lines = _LINE_END.split(self._text[start:end])
        last = len(lines) - 1  # on which the next thing begins
        for number, line in enumerate(lines):
            comment = _COMMENT.fullmatch(line)
            if comment and before and (number == 0 or not _ALONE.match(line)):
                self._of(before.key).beside.append(comment[1].rstrip())
            elif comment:
                above += ["", comment[1].rstrip()] if apart else [comment[1].rstrip()]
                apart = False
            elif 0 < number < last and not line.strip():
                apart = True
        return [*above, ""] if above and apart else above

    def _of(self, key: Key) -> _Gathered:
        return self._gathered.setdefault(key, _Gathered())


def tokens_of_file(text: str, top: Fields) -> Iterator[Token]:
    """Give everything that is written in a file, in its order."""
    first = True
    for name, value in top.values.items():
        token = _token(text, top.key_spans[name], (None, name))
        yield replace(token, above=(None, "")) if first else token
        first = False
        if name == "questions" and isinstance(value, Items):
            yield from tokens_of_questions(text, value)
        else:
            yield from _of_value(text, value, None, name)


def tokens_of_questions(text: str, questions: Items) -> Iterator[Token]:
    """Give everything that is written in a list of questions, in its order."""
    for index, item in enumerate(questions.items):
        first = True
        for token in _of_question(text, item, index):
            yield replace(token, above=(index, "")) if first else token
            first = False


def _of_question(text: str, item: Node, index: int) -> Iterator[Token]:
    if not isinstance(item, Fields):
        yield from _of_value(text, item, index, "")
        return
    for name, value in item.values.items():
        yield _token(text, item.key_spans[name], (index, name))
        yield from _of_value(text, value, index, name)


def _of_value(text: str, node: Node, index: int | None, path: str) -> Iterator[Token]:
    start, end = node.span
    if isinstance(node, Scalar):
        if end > start:
            yield _token(text, node.span, (index, path))
        return
    yield from _of_inner(text, node, index, path)
    if text[start : start + 1] in _BRACKETS and "." not in path:
        yield _token(text, (end - 1, end), (index, path))


def _of_inner(text: str, node: Items | Fields, index: int | None, path: str) -> Iterator[Token]:
    values = dict(enumerate(node.items)) if isinstance(node, Items) else node.values
    for place, (name, value) in enumerate(values.items()):
        inner = path if "." in path else f"{path}.{place}"
        if isinstance(node, Fields):
            yield _token(text, node.key_spans[str(name)], (index, inner))
        yield from _of_value(text, value, index, inner)


def _token(text: str, span: Span, key: Key) -> Token:
    start, end = span
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1  # the empty lines below a block
    return Token((start, end), key, key)
