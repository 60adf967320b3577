"""What a player can answer, and what a host can correct a key to."""

from dataclasses import dataclass
from typing import Any, Literal

from quizterm.quiz.model import Indexes, Spellings

TRUE, FALSE = 0, 1
"""The options of a `true_false` question, by index."""

TRUE_FALSE_OPTIONS = 2


class Tagged:
    """What carries its own `type`, by which it is read: it is written always, and has to be there.

    Other fields are left out when they are at their default. pydantic asks for this method by its name.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        schema = handler(source)
        for field in schema["schema"]["fields"]:
            if field["name"] == "type":
                field["schema"] = field["schema"]["schema"]
        return schema


@dataclass(frozen=True, slots=True)
class Picked(Tagged):
    """Options of a `choice`, `true_false` or `poll`, by index as shown; true is 0 and false is 1."""

    options: Indexes
    type: Literal["picked"] = "picked"


@dataclass(frozen=True, slots=True)
class Typed(Tagged):
    """Words for a `text` or `open` question."""

    text: str
    type: Literal["typed"] = "typed"


@dataclass(frozen=True, slots=True)
class Number(Tagged):
    """A finite number for a `numeric` question."""

    value: float
    type: Literal["number"] = "number"


@dataclass(frozen=True, slots=True)
class Ordered(Tagged):
    """The items of an `order` question, by index as shown, in the order the player put them."""

    items: Indexes
    type: Literal["ordered"] = "ordered"


Answer = Picked | Typed | Number | Ordered


@dataclass(frozen=True, slots=True)
class RightOptions(Tagged):
    """A corrected key for `choice` and `true_false`: indexes as shown; true is 0 and false is 1."""

    options: Indexes
    type: Literal["options"] = "options"


@dataclass(frozen=True, slots=True)
class RightTexts(Tagged):
    """A corrected key for `text`: every accepted spelling."""

    accepted: Spellings
    type: Literal["texts"] = "texts"


@dataclass(frozen=True, slots=True)
class RightRange(Tagged):
    """A corrected key for `numeric`: every value from `low` to `high` is right."""

    low: float
    high: float
    type: Literal["range"] = "range"


@dataclass(frozen=True, slots=True)
class RightOrder(Tagged):
    """A corrected key for `order`: indexes as shown, in the right order."""

    items: Indexes
    type: Literal["order"] = "order"


Key = RightOptions | RightTexts | RightRange | RightOrder
