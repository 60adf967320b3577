"""One question of a quiz file."""

import re
from dataclasses import dataclass
from functools import partial

from quizterm.formats import languages
from quizterm.formats.native.answers import READERS, Common, Reader, choice
from quizterm.formats.native.form import Form
from quizterm.formats.native.nodes import Fields, Node, Scalar
from quizterm.formats.native.vocabulary import KIND_FIELDS, QUESTION_WORDS, space_after
from quizterm.formats.problems import FileFindings, Place
from quizterm.language import N_
from quizterm.quiz.model import Code, Question, TrueFalse

_GLUED = re.compile(r"([\w+#-]+):[|>]")
_WRITTEN_AS = {
    "text": ("ask", "slide"),
    "explanation": ("explain",),
    "options": ("options", "poll"),
    "right": ("options",),
    "accepted": ("answer",),
    "items": ("order",),
    "low": ("answer", "range"),
}
"""How fields of the model are called in a file, where the names differ."""
_MARKED_BELOW = ["options", "answer"]
"""The kinds of a question whose right option is named under its options instead of being marked."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the top of the file says about all questions."""

    seconds: int
    points: int
    shuffle: bool


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question with the fields it was read from."""

    question: Question
    form: Form

    def where(self, field: str) -> Place:
        """Give the place of a field of the model, such as `text` or `options.2`."""
        name, _, item = field.partition(".")
        for written in _WRITTEN_AS.get(name, (name,)):
            if self.form.has(written):
                return self.form.where(written, int(item) if item else None)
        return self.form.place


def read_question(fields: Fields, found: FileFindings, defaults: Defaults) -> ReadQuestion:
    """Read one question; of several kinds the first, of an unclear one what every question has."""
    form = Form(fields, QUESTION_WORDS, found)
    kinds = [name for name in KIND_FIELDS if form.has(name)]
    common = _common(form, defaults, is_slide="slide" in kinds)
    if len(kinds) != 1:
        _report_kind(form, kinds)
    if not kinds or kinds[:2] == _MARKED_BELOW:
        return ReadQuestion(TrueFalse(**common, right=True), form)
    misplaced, reader = _reader(kinds[0], defaults)
    question = reader(form, common)
    if len(kinds) == 1:
        form.finish(misplaced)
    return ReadQuestion(question, form)


_NOT_OF_OPTIONS = N_("“{name}” means nothing in a question with options; leave it out.")


def _reader(kind: str, defaults: Defaults) -> tuple[str, Reader]:
    if kind == "options":
        return _NOT_OF_OPTIONS, partial(choice, shuffle=defaults.shuffle)
    return READERS[kind]


def _report_kind(form: Form, kinds: list[str]) -> None:
    if kinds[:2] == _MARKED_BELOW:
        message = N_("Mark what is right among the options, “- right: …”, and take “answer” out.")
        form.found.add(form.where("answer"), "several_kinds", message)
        return
    if kinds:
        message = N_(
            "A question has either “{first}” or “{second}”; take one out, or begin a new question."
        ).format(first=kinds[0], second=kinds[1])
        form.found.add(form.where(kinds[1]), "several_kinds", message)
        return
    message = N_("How is this to be answered? Add one of: options, answer, range, order, poll, open.")
    form.found.add(form.place, "no_kind", message)


def _common(form: Form, defaults: Defaults, *, is_slide: bool) -> Common:
    return {
        "text": "" if is_slide else _asked(form),
        "code": _code(form),
        "explanation": form.text("explain"),
        "tags": form.texts("tags"),
        "seconds": form.whole("seconds", defaults.seconds),
        "points": form.whole("points", defaults.points),
    }


_NOT_ASKED = N_(
    "The question is missing; write it after “ask:”. If this belongs to the question above, "
    "take the dash away and indent it."
)


def _asked(form: Form) -> str:
    if not form.has("ask"):
        form.found.add(form.place, "no_question", _NOT_ASKED)
    return form.text("ask")


def _code(form: Form) -> Code | None:
    node = form.node("code")
    if node is None:
        return None
    if isinstance(node, Scalar):
        return Code(_program(form, node, "code"))
    if isinstance(node, Fields) and len(node.values) == 1:
        [(language, text)] = node.values.items()
        _check_language(form, language, node.keys[language])
        return Code(_program(form, text, language), language)
    form.wrong(
        node.place, N_("“code” takes a text, or the name of one language with the text indented under it.")
    )
    return None


def is_glued_code(text: str) -> bool:
    """Tell whether a program without quotes would be taken for a language and a block that stick together."""
    return bool(_GLUED.match(text))


def _program(form: Form, node: Node, name: str) -> str:
    text = form.text_of(node, name)
    if glued := isinstance(node, Scalar) and node.plain and _GLUED.match(text):
        form.wrong(node.place, space_after(glued[1]))
    elif isinstance(node, Scalar) and node.folded:
        form.wrong(
            node.place, N_("Write “{name}: |” above this, so that its lines stay lines.").format(name=name)
        )
    return text


def _check_language(form: Form, language: str, place: Place) -> None:
    if languages.is_known(language):
        return
    guess = languages.alike(language)
    message = N_(
        "The language “{language}” is not known; did you mean “{guess}”? For plain text write “text”."
    ).format(language=language[:40], guess=guess)
    form.found.add(place, "unknown_language", message)
