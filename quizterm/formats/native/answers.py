"""The part of a question that says how it is answered; the field that is written tells the kind."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizterm.formats.native.form import Form, as_number, spelled_number
from quizterm.formats.native.nodes import Items, Node, Scalar
from quizterm.formats.native.options import marked_options
from quizterm.language import N_
from quizterm.quiz.model import (
    UNTIMED,
    Choice,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Select,
    Slide,
    Text,
    TrueFalse,
)

Common = Mapping[str, Any]
"""What every kind has, as arguments for its class."""

_ODD_NUMBER = re.compile(r"[+-]?\d[\d.,' ]*[,' ]\d+")
_YES_OR_NO = ("yes", "no")
_MEASURED = re.compile(
    r"(?P<number>[+-]?\d+(?:\.\d+)?)(?P<gap>\s*)(?P<unit>[%°€$£]\w?|[^\W\d]{1,12}(?:/\w{1,3})?)"
)


def choice(form: Form, common: Common, *, shuffle: bool) -> Question:
    """Read `options:`, with what is right marked as `right:` where it stands."""
    marked = marked_options(form)
    right = tuple(index for index, (_, is_right) in enumerate(marked) if is_right)
    default = Select.ALL if len(right) > 1 else Select.ONE
    return Choice(
        **common,
        options=tuple(text for text, _ in marked),
        right=right,
        select=form.word("pick", Select, default) or default,
        shuffle=form.flag("shuffle", shuffle),
    )


def answer(form: Form, common: Common) -> Question:
    """Read `answer:`: true or false, a number, or what is to be typed."""
    node = form.node("answer")
    if isinstance(node, Scalar) and node.plain:
        if node.text.lower() in ("true", "false"):
            return TrueFalse(**common, right=node.text.lower() == "true")
        if as_number(node) is not None:
            return _numeric(form, common, node)
        if measured := _measured(form, node):
            return _numeric(form, common, measured)
        _check_doubtful(form, node)
    return _text(form, common, node)


def is_typed_as_it_stands(text: str) -> bool:
    """Tell whether `answer:` with this text, without quotes, takes it as what is to be typed."""
    word = text.lower()
    if word in ("true", "false", *_YES_OR_NO) or _ODD_NUMBER.fullmatch(text):
        return False
    return spelled_number(text) is None and not _MEASURED.fullmatch(text)


def _measured(form: Form, node: Scalar) -> Scalar | None:
    """Give the number of an answer like `128 bits`, and report its unit; `5th` may well be a word."""
    found = _MEASURED.fullmatch(node.text)
    is_numeric = any(map(form.has, ("tolerance", "nearness", "unit")))
    if not found or not (is_numeric or found["gap"] or not found["unit"][0].isalpha()):
        return None
    message = N_(
        "Write “answer: {number}” and, on the next line, “unit: {unit}”; or put it in quotes if it is to be "
        "typed just so."
    )
    _doubt(form, node, message.format(number=found["number"], unit=found["unit"]))
    return replace(node, text=found["number"])


def _check_doubtful(form: Form, node: Scalar) -> None:
    if node.text.lower() in _YES_OR_NO:
        _doubt(
            form,
            node,
            N_("Write true or false, or put “{text}” in quotes if it is to be typed.").format(text=node.text),
        )
    elif _ODD_NUMBER.fullmatch(node.text):
        _doubt(
            form, node, N_("Write a number like 1234.5, or put it in quotes if it is to be typed just so.")
        )


def _doubt(form: Form, node: Scalar, message: str) -> None:
    form.found.add(node.place, "doubtful_answer", message)


def _numeric(form: Form, common: Common, node: Scalar) -> Question:
    value, tolerance = form.number_of(node, "answer"), form.number("tolerance")
    if tolerance < 0:
        form.found.add(form.where("tolerance"), "out_of_range", N_("The tolerance must be 0 or more."))
    return _between(form, common, value - abs(tolerance), value + abs(tolerance))


def number_range(form: Form, common: Common) -> Question:
    """Read `range: [low, high]`."""
    node = form.node("range")
    if isinstance(node, Items) and len(node.items) == 2:
        low, high = (form.number_of(end, "range") for end in node.items)
        return _between(form, common, low, high)
    form.wrong(form.where("range"), N_("“range” takes two numbers in brackets, for example [120, 130]."))
    return _between(form, common, Decimal(0), Decimal(0))


def _between(form: Form, common: Common, low: Decimal, high: Decimal) -> Question:
    return Numeric(
        **common,
        low=float(low),
        high=float(high),
        nearness=float(form.number("nearness")),
        unit=form.text("unit"),
    )


def _text(form: Form, common: Common, node: Node | None) -> Question:
    if isinstance(node, Items):
        accepted = tuple(form.text_of(item, "answer") for item in node.items)
    else:
        accepted = (form.text_of(node, "answer"),) if node else ()
    return Text(
        **common,
        accepted=accepted,
        match_case=form.flag("match_case"),
        match_accents=form.flag("match_accents"),
        match_spaces=form.flag("match_spaces"),
        slips=form.flag("slips"),
    )


def order(form: Form, common: Common) -> Question:
    """Read `order:`, the items in their right order."""
    return Order(**common, items=form.texts("order"))


def poll(form: Form, common: Common) -> Question:
    """Read `poll:`, options of which none is right."""
    return Poll(**_unscored(form, common), options=form.texts("poll"), several=form.flag("several"))


def open_question(form: Form, common: Common) -> Question:
    """Read `open: true`."""
    if not form.flag("open", default=True):
        form.found.add(form.where("open"), "no_kind", N_("Write “open: true”, or take this line out."))
    return Open(**_unscored(form, common))


def slide(form: Form, common: Common) -> Question:
    """Read `slide:`, a text to be shown."""
    shown = {**_unscored(form, common), "text": form.text("slide")}
    return replace(Slide(**shown), seconds=form.whole("seconds", UNTIMED))


def _unscored(form: Form, common: Common) -> Common:
    return {**common, "points": form.whole("points", 0)}


Reader = Callable[[Form, Common], Question]

READERS: dict[str, tuple[str, Reader]] = {
    "answer": (N_("“{name}” means nothing in a question with an answer; leave it out."), answer),
    "range": (N_("“{name}” means nothing in a question about a number; leave it out."), number_range),
    "order": (N_("“{name}” means nothing in a question about an order; leave it out."), order),
    "poll": (N_("“{name}” means nothing in a poll; leave it out."), poll),
    "open": (N_("“{name}” means nothing in an open question; leave it out."), open_question),
    "slide": (N_("“{name}” means nothing in a slide; leave it out."), slide),
}
"""For each field that tells the kind: what is said of a field that does not go with it, and its reader.

`options` needs more.
"""
