"""The options of a question, and which of them are marked as right."""

import re

from quizterm.formats.native.form import Form
from quizterm.formats.native.nodes import Fields, Node, Scalar
from quizterm.formats.native.vocabulary import space_after
from quizterm.language import N_

Option = tuple[str, bool]
"""A text, and whether it is right."""

_GLUED = re.compile(r"right:\S.*", re.DOTALL)
_UNMARKED = re.compile(r"(?:right|correct)\s*[ =\-]\s*(\S.*)", re.DOTALL | re.IGNORECASE)
_FOR_RIGHT = ("right", "correct", "answer", "true")
_FOR_WRONG = ("wrong", "incorrect", "false", "option")


def needs_quotes(text: str, *, nothing_right: bool) -> bool:
    """Tell whether an option without quotes would be taken for one that is marked as right, or almost."""
    return bool(_GLUED.fullmatch(text) or (nothing_right and _UNMARKED.fullmatch(text)))


def marked_options(form: Form) -> list[Option]:
    """Read `options:`; a mark that is not quite one is reported and understood."""
    nodes = form.items("options")
    options = [_option(form, node) for node in nodes]
    if any(is_right for _, is_right in options):
        return options
    return [_almost_marked(form, node, option) for node, option in zip(nodes, options, strict=True)]


def _option(form: Form, node: Node) -> Option:
    if isinstance(node, Fields):
        return _with_fields(form, node)
    text = form.text_of(node, "options")
    if isinstance(node, Scalar) and node.plain and _GLUED.fullmatch(text):
        form.wrong(node.place, space_after("right"))
        return text.removeprefix("right:"), True
    return text, False


def _with_fields(form: Form, node: Fields) -> Option:
    (name, value), *others = node.values.items() or [("", node)]
    if others:
        form.wrong(node.place, N_("An option is one text; begin each with a dash on a line of its own."))
        return "", "right" in node.values
    if name == "right":
        return form.text_of(value, "right"), True
    is_right = _means_right(name)
    form.wrong(node.place, _instead(name, value))
    return _text(value) if is_right or name.lower() in _FOR_WRONG else f"{name}: {_text(value)}", is_right


def _means_right(name: str) -> bool:
    """Tell another word for “right”, or its letters in another order."""
    return name.lower() in _FOR_RIGHT or sorted(name.lower()) == sorted("right")


def _instead(name: str, value: Node) -> str:
    if _means_right(name):
        return N_("Write “right: {text}”, not “{name}:”.").format(text=_text(value), name=name[:20])
    if name.lower() in _FOR_WRONG:
        return N_("Write only the text, “{text}”; what is not marked as right is wrong.").format(
            text=_text(value)
        )
    quoted = f"{name[:50]}: {_text(value)}".strip().replace("'", "''")
    return N_(
        "An option is a text, or “right:” and a text; put text with a colon in quotes: '{quoted}'."
    ).format(quoted=quoted)


def _text(value: Node) -> str:
    return value.text[:50] if isinstance(value, Scalar) else "…"


def _almost_marked(form: Form, node: Node, option: Option) -> Option:
    found = _UNMARKED.fullmatch(option[0])
    if not found or not isinstance(node, Scalar) or not node.plain:
        return option
    form.wrong(
        node.place, N_("Write a colon and a space after “right”: “right: {text}”.").format(text=found[1][:50])
    )
    return found[1], True
