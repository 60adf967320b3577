"""The forms: which fields each kind of entry has, and which of them share a line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rich.cells import cell_len

from quizterm.language import N_, _, pgettext
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
    lead_of,
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
    Kind.CHOICE: ("▦", N_("A choice"), N_("pick what is right: one, or several")),
    Kind.TRUE_FALSE: ("±", N_("True or false"), N_("is the statement true?")),
    Kind.TEXT: ("T", N_("Typed words"), N_("type a word or a few")),
    Kind.NUMERIC: ("#", N_("A number"), N_("type a number; near ones may count")),
    Kind.ORDER: ("↕", N_("An order"), N_("put items in their order")),
    Kind.POLL: ("%", N_("A poll"), N_("pick; nothing is right or wrong")),
    Kind.OPEN: ("…", N_("Free words"), N_("say it in your own words")),
    Kind.SLIDE: ("□", N_("A slide"), N_("only to be shown")),
}
"""For each kind its sign in lists, its name, and what players do."""

IN_A_SENTENCE: dict[Kind, str] = {
    Kind.CHOICE: N_("options"),
    Kind.TRUE_FALSE: N_("true or false"),
    Kind.TEXT: N_("typed words"),
    Kind.NUMERIC: N_("a number"),
    Kind.ORDER: N_("an order"),
    Kind.POLL: N_("a poll"),
    Kind.OPEN: N_("free words"),
    Kind.SLIDE: N_("a slide"),
}
"""The names after a colon; other languages write some of their words large."""

_NOT_WHOLE = N_("Write a whole number, such as 20.")
_NO_NUMBER = N_("Write a number, such as 42 or 3.5.")


def form_of(subject: Subject) -> str:
    """The name of the form that something is edited in."""
    return getattr(subject, "kind", HEAD)


def _whole(label: str, *, hint: str = "", **access: Any) -> Figure:
    return Figure(
        label=label,
        read=read_whole,
        write=str,
        complaint=_(_NOT_WHOLE),
        hint=hint,
        **access,
    )


def _number(label: str, **access: Any) -> Figure:
    return Figure(label=label, read=read_number, write=plain_number, complaint=_(_NO_NUMBER), **access)


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


def _text(label: str, *, most_rows: int = 6) -> Block:
    return Block(label=label, most_rows=most_rows, **plain("text"))


def _question() -> Block:
    return _text(pgettext("field", "Question"))


def _code() -> Block:
    return Block(
        key="code",
        label=pgettext("field", "Code"),
        get=lambda subject: subject.code.text if subject.code else "",
        put=_put_code,
        most_rows=10,
        code=True,
    )


def _language() -> Line:
    return Line(
        key="language",
        label=pgettext("field of a program", "Language"),
        hint="python, sql, console …",  # untranslated: names of languages
        get=lambda subject: subject.code.language if subject.code else "",
        put=_put_language,
        when=lambda subject: subject.code is not None,
    )


def _tags() -> Line:
    return Line(
        key="tags",
        label=pgettext("field", "Tags"),
        hint=_("words with commas between them"),
        get=lambda subject: ", ".join(subject.tags),
        put=_put_tags,
    )


def _is_graded(subject: Any) -> bool:
    return subject.kind not in UNGRADED or bool(subject.points)


def _after() -> Layout:
    """What every kind has below its own fields."""
    explanation = Block(label=pgettext("field", "Explain"), **plain("explanation"))
    seconds = _whole(pgettext("field", "Seconds"), hint=_("0: no limit"), **plain("seconds"))
    points = _whole(pgettext("field", "Points"), **plain("points"), when=_is_graded)
    return ((_code(),), (_language(),), (explanation,), (seconds, points), (_tags(),))


def _shuffle() -> Flag:
    return Flag(label=_("Shuffle the options"), **plain("shuffle"))


def _options(**more: Any) -> Rows:
    return Rows(
        label=pgettext("field", "Options"),
        first=_("the first option"),
        another=_("another option"),
        most=MAX_OPTIONS,
        **more,
    )


def _head() -> Layout:
    scoring = Pick(
        label=pgettext("field", "Scoring"),
        values=tuple(Scoring),
        faces=(pgettext("scoring", "speed"), pgettext("scoring", "accuracy"), pgettext("scoring", "none")),
        **setting("scoring"),
    )
    reading = _whole(
        pgettext("field", "Reading"), hint=_("seconds before answers"), **setting("reading_seconds")
    )
    return (
        (Line(label=pgettext("field", "Title"), hint=_("what the quiz is called"), **plain("title")),),
        (Block(label=pgettext("field", "About"), **plain("description")),),
        (
            Line(
                label=pgettext("field", "Language"),
                hint="en, ar, pt-BR …",  # untranslated: codes of languages
                **plain("language"),
            ),
        ),
        (scoring,),
        (Flag(label=_("Bonus for right answers in a row"), **setting("streak_bonus")),),
        (Flag(label=_("Players may change their answers"), **setting("change_answer")),),
        (reading,),
        (
            _whole(pgettext("field", "Seconds"), **plain("seconds")),
            _whole(pgettext("field", "Points"), **plain("points")),
        ),
        (_shuffle(),),
    )


def _choice() -> Layout:
    options = _options(
        key="options",
        marks=True,
        about=("options", "right"),
        get=lambda subject: Lines(subject.options, subject.right),
        put=_put_options,
    )
    select = Pick(
        label=pgettext("field", "To find"),
        values=tuple(Select),
        faces=(
            pgettext("options to find", "one"),
            pgettext("options to find", "all"),
            pgettext("options to find", "any right one"),
        ),
        **plain("select"),
    )
    return ((_question(),), (options,), (select,), (_shuffle(),), *_after())


def _true_false() -> Layout:
    right = Pick(
        label=pgettext("field", "It is"),
        values=(True, False),
        faces=(pgettext("it is", "true"), pgettext("it is", "false")),
        **plain("right"),
    )
    return ((_text(pgettext("field", "Statement")),), (right,), *_after())


def _typed() -> Layout:
    accepted = Rows(
        label=pgettext("field", "Accepted"),
        first=_("the first answer"),
        another=_("another answer"),
        most=MAX_ACCEPTED,
        letters=False,
        **rows_of("accepted"),
    )
    slips = Flag(lead=pgettext("field", "Forgive"), label=_("small typing slips"), **plain("slips"))
    return (
        (_question(),),
        (accepted,),
        (slips,),
        (
            Flag(
                lead=pgettext("field", "Must fit"),
                label=pgettext("must fit", "capitals"),
                **plain("match_case"),
            ),
            Flag(label=pgettext("must fit", "accents"), **plain("match_accents")),
            Flag(label=pgettext("must fit", "spaces"), **plain("match_spaces")),
        ),
        *_after(),
    )


def _numeric() -> Layout:
    value = _number(
        pgettext("field", "Answer"),
        key="value",
        get=lambda subject: middle(subject.low, subject.high),
        put=_put_value,
    )
    tolerance = _number(
        pgettext("field", "± up to"),
        key="tolerance",
        get=lambda subject: half_width(subject.low, subject.high),
        put=_put_tolerance,
    )
    low = _number(pgettext("field", "or from"), about=("low",), **plain("low"))
    high = _number(pgettext("field", "to"), about=("high",), **plain("high"))
    nearness = _number(pgettext("field", "Nearness"), **plain("nearness"))
    unit = Line(label=pgettext("field", "Unit"), hint=_("bits, km …"), **plain("unit"))
    return ((_question(),), (value, tolerance), (low, high), (nearness, unit), *_after())


def _order() -> Layout:
    items = Rows(
        label=pgettext("field", "In order"),
        first=_("the first item"),
        another=_("another item"),
        most=MAX_OPTIONS,
        letters=False,
        **rows_of("items"),
    )
    return ((_question(),), (items,), *_after())


def _poll() -> Layout:
    several = Flag(label=_("Players may pick several"), **plain("several"))
    return ((_question(),), (_options(**rows_of("options")),), (several,), *_after())


def _open() -> Layout:
    return ((_question(),), *_after())


def _slide() -> Layout:
    return ((_text(pgettext("field", "Slide"), most_rows=10),), *_after())


_LAYOUTS: dict[str, Callable[[], Layout]] = {
    HEAD: _head,
    Kind.CHOICE: _choice,
    Kind.TRUE_FALSE: _true_false,
    Kind.TEXT: _typed,
    Kind.NUMERIC: _numeric,
    Kind.ORDER: _order,
    Kind.POLL: _poll,
    Kind.OPEN: _open,
    Kind.SLIDE: _slide,
}


def layout_of(form: str) -> Layout:
    """The fields of a form, in the language that is spoken."""
    return _LAYOUTS[form]()


def label_cells() -> int:
    """Cells that labels take before the fields, the same for all forms; longer ones wrap."""
    leads = (lead_of(line[0]) for form in _LAYOUTS for line in layout_of(form))
    return max(_FEWEST_CELLS, min(_MOST_CELLS, max(map(cell_len, leads)) + 1))


_FEWEST_CELLS = 10
_MOST_CELLS = 16
