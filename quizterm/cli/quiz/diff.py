"""`quizterm quiz diff`: what differs between two quizzes, question by question."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizterm.cli.exits import Exit
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, say, text_width
from quizterm.cli.quiz.fieldnames import field_name
from quizterm.cli.quiz.sources import load
from quizterm.language import _, ngettext, pgettext
from quizterm.text import fit, plain_number, visible, width
from quizterm.text.wrapping import wrapped

if TYPE_CHECKING:
    from quizterm.quiz.comparing import Change, Comparison, Difference, Value

INDENT = "    "
SHORT = 24
"""Cells of a value that stands beside the other one on a line."""

Before = Annotated[
    Path,
    typer.Argument(metavar="A", help="The first quiz: a file, a sample, or - for stdin.", show_default=False),
]
After = Annotated[Path, typer.Argument(metavar="B", help="The second quiz, likewise.", show_default=False)]


def diff(before: Before, after: After, as_json: AsJson = False) -> None:
    """Compare two quizzes question by question.

    It does not matter where they stand, and a question whose words have changed is found again by what is
    most alike. Files of other programs are compared as they would be imported.

    Exits 0 if the quizzes are equal, 1 if they differ, 3 if a file is no quiz.
    """
    from quizterm.quiz.comparing import compare

    found = compare(load(before), load(after))
    if as_json:
        put_document(_document(found))
    else:
        tell(found)
    if not found.equal:
        raise typer.Exit(Exit.FAILED)


def _document(found: "Comparison") -> dict[str, Any]:
    return {
        "equal": found.equal,
        "head": [asdict(change) for change in found.head],
        "questions": [_record(difference) for difference in found.questions],
    }


def _record(difference: "Difference") -> dict[str, Any]:
    numbers = {"before": _number(difference.before), "after": _number(difference.after)}
    return {**asdict(difference), **numbers}


def _number(index: int | None) -> int | None:
    return None if index is None else index + 1


def tell(found: "Comparison") -> None:
    """Tell people what differs."""
    if found.equal:
        say(_("The quizzes are equal."))
        return
    columns = text_width()
    lines = [line for change in found.head for line in _change(change, columns, "")]
    for difference in found.questions:
        lines.append(fit(_heading(difference), columns))
        lines += [line for change in difference.changes for line in _change(change, columns, INDENT)]
    put(visible("\n".join(lines)))
    say(_summary(found))


def _heading(difference: "Difference") -> str:
    old, new = _number(difference.before), _number(difference.after)
    text = " ".join(difference.text.split())
    if old is None:
        return _("added {number}. {text}").format(number=new, text=text)
    if new is None:
        return _("removed {number}. {text}").format(number=old, text=text)
    place = f"{old}." if old == new else f"{old}. → {new}."
    return _what(difference).format(place=place, text=text)


def _what(difference: "Difference") -> str:
    if difference.moved and difference.changes:
        return _("moved and changed {place} {text}")
    return _("moved {place} {text}") if difference.moved else _("changed {place} {text}")


def _change(change: "Change", columns: int, indent: str) -> Iterator[str]:
    name = field_name(change.field)
    before, after = change.before, change.after
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _members(name, before, after, columns, indent)
        return
    old, new = _spoken(before), _spoken(after)
    if max(width(old), width(new)) <= SHORT and "\n" not in old + new:
        yield f"{indent}{name}: {old} → {new}"
        return
    yield f"{indent}{name}:"
    for mark, text in (("-", old), ("+", new)):
        yield from _marked(mark, text, columns, indent + INDENT)


def _members(
    name: str, before: tuple[str, ...], after: tuple[str, ...], columns: int, indent: str
) -> Iterator[str]:
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    if not gone and not come:
        what = _("in another order") if len(before) == len(after) else _("one of them again")
        yield f"{indent}{name}: {what}"
        return
    if len(gone) == len(come) == 1 and width(gone[0]) <= SHORT >= width(come[0]):
        yield f"{indent}{name}: {gone[0]} → {come[0]}"
        return
    yield f"{indent}{name}:"
    for mark, texts in (("-", gone), ("+", come)):
        for text in texts:
            yield from _marked(mark, text, columns, indent + INDENT)


def _marked(mark: str, text: str, columns: int, indent: str) -> Iterator[str]:
    first, *more = wrapped(text, columns - len(indent) - 2)
    yield f"{indent}{mark} {first}"
    yield from (f"{indent}  {line}" for line in more)


def _spoken(value: "Value") -> str:
    if value is None or value == "" or value == ():
        return pgettext("value", "nothing")
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    if isinstance(value, float):
        return plain_number(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _summary(found: "Comparison") -> str:
    changed = sum(bool(one.changes) for one in found.questions)
    moved = sum(one.moved for one in found.questions)
    added = sum(one.before is None for one in found.questions)
    removed = sum(one.after is None for one in found.questions)
    counts = (
        (changed, ngettext("{number} changed", "{number} changed", changed)),
        (moved, ngettext("{number} moved", "{number} moved", moved)),
        (added, ngettext("{number} added", "{number} added", added)),
        (removed, ngettext("{number} removed", "{number} removed", removed)),
    )
    told = ", ".join(words.format(number=count) for count, words in counts if count)
    return _("Questions: {counts}.").format(counts=told) if told else _("Questions: equal.")
