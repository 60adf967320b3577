"""The forms: which fields each kind of entry has, and which of them share a line."""

from dataclasses import replace
from typing import Any

from quizterm.quiz.bounds import MAX_ACCEPTED, MAX_OPTIONS
from quizterm.quiz.model import UNGRADED, Choice, Code, Kind, Numeric, Scoring, Select
from quizterm.text import plain_number
from quizterm_client.editor.fields import (
    Block,
    Field,
    Figure,
    Flag,
    Line,
    Lines,
    Pick,
    Rows,
    Subject,
    plain,
    rows_of,
    setting,
)
from quizterm_client.editor.numbers import (
    around,
    half_width,
    middle,
    read_whole,
)
from quizterm_client.view.entry import read_number

Layout = tuple[tuple[Field, ...], ...]
"""Lines of fields."""

HEAD = "head"
"""Names the form of the head, as the kinds name those of questions."""

KINDS: dict[Kind, tuple[str, str, str]] = {
    Kind.CHOICE: ("▦", "Options", "pick what is right: one, or several"),
    Kind.TRUE_FALSE: ("±", "True or false", "is the statement true?"),
    Kind.TEXT: ("T", "Typed words", "type a word or a few"),
    Kind.NUMERIC: ("#", "A number", "type a number; near ones may count"),
    Kind.ORDER: ("↕", "An order", "put items in their order"),
    Kind.POLL: ("%", "A poll", "pick; nothing is right or wrong"),
    Kind.OPEN: ("…", "Free words", "say it in your own words"),
    Kind.SLIDE: ("□", "A slide", "only to be shown"),
}
"""For each kind its sign in lists, its name, and what players do."""

_NOT_WHOLE = "Write a whole number, such as 20."
_NO_NUMBER = "Write a number, such as 42 or 3.5."


def form_of(subject: Subject) -> str:
    """The name of the form that something is edited in."""
    return getattr(subject, "kind", HEAD)


def _whole(label: str, *, hint: str = "", **access: Any) -> Figure:
    return Figure(
        label=label,
        read=read_whole,
        write=str,
        complaint=_NOT_WHOLE,
        hint=hint,
        **access,
    )


def _number(label: str, **access: Any) -> Figure:
    return Figure(label=label, read=read_number, write=plain_number, complaint=_NO_NUMBER, **access)


def _put_code(subject: Any, text: str) -> Any:
    language = subject.code.language if subject.code else ""
    return replace(subject, code=Code(text, language) if text else None)


def _put_language(subject: Any, language: str) -> Any:
    return replace(subject, code=Code(subject.code.text, language)) if subject.code else subject


def _put_tags(subject: Any, text: str) -> Any:
    tags = tuple(tag.strip() for tag in text.split(","))
    return replace(subject, tags=tuple(tag for tag in tags if tag))


def _put_options(subject: Choice, lines: Lines) -> Choice:
    select = subject.select
    if len(lines.marked) > 1 and select is Select.ONE:
        select = Select.ALL
    elif len(lines.marked) < 2 < len(subject.right) + 1 and select is Select.ALL:
        select = Select.ONE
    return replace(subject, options=lines.texts, right=lines.marked, select=select)


def _put_value(subject: Numeric, value: float) -> Numeric:
    low, high = around(value, half_width(subject.low, subject.high))
    return replace(subject, low=low, high=high)


def _put_tolerance(subject: Numeric, tolerance: float) -> Numeric:
    low, high = around(middle(subject.low, subject.high), tolerance)
    return replace(subject, low=low, high=high)


_TEXT = Block(label="Question", **plain("text"))
_EXPLANATION = Block(label="Explain", **plain("explanation"))
_CODE = Block(
    key="code",
    label="Code",
    get=lambda subject: subject.code.text if subject.code else "",
    put=_put_code,
    most_rows=10,
    code=True,
)
_LANGUAGE = Line(
    key="language",
    label="Language",
    hint="python, sql, console …",
    get=lambda subject: subject.code.language if subject.code else "",
    put=_put_language,
    when=lambda subject: subject.code is not None,
)
_TAGS = Line(
    key="tags",
    label="Tags",
    hint="words with commas between them",
    get=lambda subject: ", ".join(subject.tags),
    put=_put_tags,
)
_SECONDS = _whole("Seconds", hint="0: no limit", **plain("seconds"))
_POINTS = _whole(
    "Points", **plain("points"), when=lambda subject: subject.kind not in UNGRADED or subject.points
)
_AFTER: Layout = ((_CODE,), (_LANGUAGE,), (_EXPLANATION,), (_SECONDS, _POINTS), (_TAGS,))

_OPTIONS = Rows(
    key="options",
    label="Options",
    one="option",
    most=MAX_OPTIONS,
    marks=True,
    about=("options", "right"),
    get=lambda subject: Lines(subject.options, subject.right),
    put=_put_options,
)
_SELECT = Pick(
    label="To find",
    values=tuple(Select),
    faces=("one", "all", "any right one"),
    **plain("select"),
)
_SHUFFLE = Flag(label="Shuffle the options", **plain("shuffle"))

_LAYOUTS: dict[str, Layout] = {
    HEAD: (
        (Line(label="Title", hint="what the quiz is called", **plain("title")),),
        (Block(label="About", **plain("description")),),
        (Line(label="Language", hint="en, ar, pt-BR …", **plain("language")),),
        (
            Pick(
                label="Scoring",
                values=tuple(Scoring),
                faces=("speed", "accuracy", "none"),
                **setting("scoring"),
            ),
        ),
        (Flag(label="Bonus for right answers in a row", **setting("streak_bonus")),),
        (Flag(label="Players may change their answers", **setting("change_answer")),),
        (_whole("Reading", hint="seconds before answers", **setting("reading_seconds")),),
        (
            _whole("Seconds", **plain("seconds")),
            _whole("Points", **plain("points")),
        ),
        (_SHUFFLE,),
    ),
    Kind.CHOICE: ((_TEXT,), (_OPTIONS,), (_SELECT,), (_SHUFFLE,), *_AFTER),
    Kind.TRUE_FALSE: (
        (replace(_TEXT, label="Statement"),),
        (Pick(label="It is", values=(True, False), faces=("true", "false"), **plain("right")),),
        *_AFTER,
    ),
    Kind.TEXT: (
        (_TEXT,),
        (Rows(label="Accepted", one="answer", most=MAX_ACCEPTED, letters=False, **rows_of("accepted")),),
        (Flag(lead="Forgive", label="small typing slips", **plain("slips")),),
        (
            Flag(lead="Must fit", label="capitals", **plain("match_case")),
            Flag(label="accents", **plain("match_accents")),
            Flag(label="spaces", **plain("match_spaces")),
        ),
        *_AFTER,
    ),
    Kind.NUMERIC: (
        (_TEXT,),
        (
            _number(
                "Answer", key="value", get=lambda subject: middle(subject.low, subject.high), put=_put_value
            ),
            _number(
                "± up to",
                key="tolerance",
                get=lambda subject: half_width(subject.low, subject.high),
                put=_put_tolerance,
            ),
        ),
        (
            _number("or from", about=("low",), **plain("low")),
            _number("to", about=("high",), **plain("high")),
        ),
        (
            _number("Nearness", **plain("nearness")),
            Line(label="Unit", hint="bits, km …", **plain("unit")),
        ),
        *_AFTER,
    ),
    Kind.ORDER: (
        (_TEXT,),
        (Rows(label="In order", one="item", most=MAX_OPTIONS, letters=False, **rows_of("items")),),
        *_AFTER,
    ),
    Kind.POLL: (
        (_TEXT,),
        (Rows(label="Options", one="option", most=MAX_OPTIONS, **rows_of("options")),),
        (Flag(label="Players may pick several", **plain("several")),),
        *_AFTER,
    ),
    Kind.OPEN: ((_TEXT,), *_AFTER),
    Kind.SLIDE: ((replace(_TEXT, label="Slide", most_rows=10),), *_AFTER),
}


def layout_of(form: str) -> Layout:
    """The fields of a form."""
    return _LAYOUTS[form]
