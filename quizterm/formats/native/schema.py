"""The format as a JSON Schema, so that editors complete fields, explain them, and mark what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quizterm.formats.native import schema_fields as fields
from quizterm.formats.native.quiz import VERSION
from quizterm.formats.native.schema_fields import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way of answering, and the fields that go with it."""

    description: str
    answer: Mapping[str, Schema]
    """The field that tells the kind; it must be there."""
    others: tuple[str, ...] = ()
    common: Mapping[str, Schema] = field(default_factory=lambda: fields.COMMON)

    def schema(self, name: str) -> Schema:
        """Give the schema of a question of this kind."""
        asked = () if "slide" in self.answer else ("ask",)
        properties = {
            **{one: fields.QUESTION[one] for one in asked},
            **self.answer,
            **{one: fields.QUESTION[one] for one in self.others},
            **self.common,
        }
        named = {"title": name, "description": self.description}
        return named | _object(properties, (*asked, *self.answer))


_UNSCORED = fields.COMMON | {"points": fields.NO_POINTS}
_KINDS = {
    "choice": _Kind(
        "Pick from options; “right:” marks what is right.",
        {"options": fields.OPTIONS},
        ("pick", "shuffle"),
    ),
    "true_false": _Kind("Is the statement true?", {"answer": fields.TRUTH}),
    "text": _Kind(
        "A word or a few, typed.",
        {"answer": fields.TYPED},
        ("match_case", "match_accents", "match_spaces", "slips"),
    ),
    "number": _Kind("A number.", {"answer": fields.NUMBER}, ("tolerance", "nearness", "unit")),
    "range": _Kind("A number between two others.", {"range": fields.RANGE}, ("nearness", "unit")),
    "order": _Kind("Put items in order.", {"order": fields.ORDER}),
    "poll": _Kind(
        "Pick from options; nothing is right or wrong.", {"poll": fields.POLL}, ("several",), _UNSCORED
    ),
    "open": _Kind("Say something in your own words.", {"open": fields.OPEN}, (), _UNSCORED),
    "slide": _Kind("Only to be shown.", {"slide": fields.SLIDE}, (), _UNSCORED),
}


def schema() -> Schema:
    """Give the schema of a quiz file as YAML 1.2 reads it: `22` is a number, and `true` is no text."""
    return {
        "$schema": _DIALECT,
        "title": "QuizTerm quiz",
        "description": f"A quiz in QuizTerm's YAML, “quizterm: {VERSION}”.",
        **_object(fields.TOP | {"questions": _questions()}, ("quizterm", "title", "questions")),
        "$defs": {name: kind.schema(name) for name, kind in _KINDS.items()},
    }


def _questions() -> Schema:
    kinds = [{"$ref": f"#/$defs/{name}"} for name in _KINDS]
    item = {
        "title": "question",
        "description": "The field that is written tells how the question is answered.",
        "type": "object",
        "oneOf": kinds,
    }
    return fields.QUESTIONS | {"items": item}


def _object(properties: Mapping[str, Schema], required: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
