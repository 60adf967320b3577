"""Finds what the code says to people without marking it for translation."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MARKERS = {"_", "N_", "ngettext", "pgettext"}
_TECHNICAL_CALLS = {
    "AssertionError",
    "Binding",
    "KeyError",
    "LookupError",
    "NewType",
    "NotImplementedError",
    "RuntimeError",
    "TypeError",
    "TypeVar",
    "ValueError",
    "compile",
    "getLogger",
    "has",
    "namedtuple",
    "removeprefix",
    "removesuffix",
    "strftime",
    "strptime",
}
"""What is given to these is for programmers and programs; what keys do is told by help and hints."""
_TECHNICAL_NAMES = {"DEFAULT_CSS", "CSS", "help", "metavar", "show_default", "__all__", "pattern", "title"}
"""Names and arguments that never hold a sentence; the help of commands is collected from the commands."""
_STYLE = re.compile(
    r"^(not |bold|dim|reverse|italic|underline|on|white|black|\d+%|\$[\w-]+|#\w+|\{\}|[\s.])+$"
)
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? +[a-zA-Z]|[A-Za-z]{3,}[.!?…]$|^[A-Z][a-z]{2,}$")
_TECHNICAL = re.compile(
    r"(quizterm|chmod) [^.;“”]*$|(SELECT|PRAGMA|SHOW|SET LOCAL|BEGIN|VACUUM|REPEATABLE) [^.;“”]*$", re.DOTALL
)
"""Commands as they are typed, and SQL."""
_EXCUSE = re.compile(r"#.*\buntranslated: \S")
"""Ends a line whose words stay as they are, with a reason; on the first line of a constant, for all of it."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Words that nobody can translate."""

    path: Path
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words!r}"


def unmarked(path: Path) -> Iterator[Unmarked]:
    """The strings in a file that look like words for people and are not marked."""
    source = path.read_text(encoding="utf-8")
    lines, tree = source.split("\n"), ast.parse(source)
    whole = set(_excused_lines(tree, lines))
    for node, words in _strings(tree):
        excused = node.lineno in whole or any(
            _EXCUSE.search(line) for line in lines[node.lineno - 1 : node.end_lineno]
        )
        if _WORDS.search(words) and not _is_technical(words) and not excused:
            yield Unmarked(path, node.lineno, words)


def _excused_lines(tree: ast.AST, lines: list[str]) -> Iterator[int]:
    """The lines of constants and results that are excused where they begin."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return) and _EXCUSE.search(
            lines[node.lineno - 1]
        ):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _is_technical(words: str) -> bool:
    return bool(_STYLE.match(words) or _TECHNICAL.match(words))


def _strings(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Strings that are neither marked nor technical, with `{}` where something is filled in."""
    if isinstance(node, ast.Call) and _name(node.func) in _MARKERS | _TECHNICAL_CALLS:
        yield from _holes_in_markers(node)
        return
    if isinstance(node, ast.keyword) and node.arg in _TECHNICAL_NAMES:
        return
    if isinstance(node, ast.Assign | ast.AnnAssign) and _assigned(node) & _TECHNICAL_NAMES:
        return
    if isinstance(node, ast.AnnAssign):
        yield from _strings(node.value) if node.value else ()
        return
    if isinstance(node, ast.JoinedStr):
        yield (
            node,
            "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values),
        )
        for part in node.values:
            yield from _strings(part.value) if isinstance(part, ast.FormattedValue) else ()
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
        return
    for child in _children(node):
        yield from _strings(child)


def _holes_in_markers(call: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    """Marked, but put together before anybody could look it up."""
    if _name(call.func) in _MARKERS:
        for argument in call.args:
            if isinstance(argument, ast.JoinedStr):
                yield argument, "Filled in before it is looked up: use .format"


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that run: no docstrings, no types."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield child


def _is_text(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _assigned(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {_name(target) for target in targets}


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
