"""A whole file written anew, in the canonical form, with its comments."""

from collections.abc import Callable, Iterable, Iterator

from quizterm.formats.native.carrying import carried_over
from quizterm.formats.native.layout import (
    Field,
    Line,
    Remark,
    Remarks,
    comment_lines,
    field_lines,
    item_lines,
    joined,
)
from quizterm.formats.native.quiz import Understood
from quizterm.formats.native.remarks import Gathering, tokens_of_file
from quizterm.formats.native.stating import Head, stated, stated_head
from quizterm.formats.native.writing import INDENT
from quizterm.quiz.model import Question

_NONE = Remark()

Spelled = Callable[[Field, int], Field]
"""Gives a field of a question, named by its index, as it is to be spelled."""


def _as_it_is(field: Field, _: int) -> Field:
    return field


def rewritten(
    text: str,
    understood: Understood,
    head: Head,
    questions: Iterable[Question],
    spelled: Spelled = _as_it_is,
) -> str:
    """Write a file anew.

    Args:
        text: The file.
        understood: What was read from it.
        head: What its top is to say.
        questions: What its questions are to say.
        spelled: Has the last word on how a field is written.
    """
    gathering = Gathering(text, tokens_of_file(text, understood.top.written))
    remarks = gathering.by_question()
    top = {field.name: field for field in stated_head(head, understood.top.names)}
    lines = [*_top(top, remarks.get(None, {}))]
    for index, (question, read) in enumerate(zip(questions, understood.read, strict=True)):
        lines += [Line("")] if index else []
        fields = [spelled(one, index) for one in stated(question, head.defaults, read.form.names)]
        lines += item_lines(fields, INDENT, _settled(remarks.get(index, {}), fields))
    lines += comment_lines(gathering.last, "")
    return joined(lines, "\r\n" if "\r\n" in text else "\n")


def _top(fields: dict[str, Field], remarks: Remarks) -> Iterator[Line]:
    at_questions = remarks.get("questions", _NONE)
    others = {path: remark for path, remark in remarks.items() if path != "questions"}
    settled = carried_over(others, fields, fields)
    yield from comment_lines(settled.get("", _NONE).above, "")
    yield from field_lines(fields.values(), "", settled)
    yield from comment_lines(at_questions.above, "")
    yield Line("questions:", at_questions.beside)


def _settled(remarks: Remarks, fields: list[Field]) -> Remarks:
    named = {field.name: field for field in fields}
    settled = carried_over(remarks, named, named)
    above = settled.get("", _NONE).above
    # An empty line stands between questions anyway.
    return {**settled, "": Remark(above[1:] if above[:1] == ("",) else above)}
