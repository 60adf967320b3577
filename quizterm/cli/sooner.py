"""What libraries do whenever a program starts, and a player's needs seldom or never: left until it is needed.

Each of these saves some hundredths of the start, of which a class on one machine sees thirty at once. None
changes what a command does; where a library works otherwise than expected here, it does so as ever.
"""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


def make_methods_later() -> None:
    """Let the methods of dataclasses be made when they are first called, but for `__init__`.

    `dataclass` writes the text of each method and compiles it. For the two hundred classes that are loaded
    with a screen this takes a seventh of the start, and few of them are ever compared, hashed or printed.
    From Python 3.13 on all methods of a class are compiled at once, and nothing is done here.
    """
    make: Callable[..., Callable[..., Any]] | None = getattr(dataclasses, "_create_fn", None)
    if make is None:
        return

    def create(name: str, *said: Any, **named: Any) -> Callable[..., Any]:
        if name == "__init__":
            # This one says which arguments the class takes, and is called for nearly every class.
            return make(name, *said, **named)
        return _later(name, lambda: make(name, *said, **named))

    vars(dataclasses)["_create_fn"] = create


def _later(name: str, make: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
    made: Callable[..., Any] | None = None

    def method(*arguments: Any) -> Any:
        nonlocal made
        if made is None:
            made = make()
        return made(*arguments)

    method.__name__ = name
    return method


def load_schemas_untyped() -> None:
    """Load the names of pydantic-core's schemas without their ninety dictionary types.

    They are for type checkers: pydantic itself only builds dictionaries. With them it takes half a MiB more.
    """
    import typing_extensions

    # Which of both they come from depends on the version of Python.
    with _instead(typing, "TypedDict", _Untyped), _instead(typing_extensions, "TypedDict", _Untyped):
        import pydantic_core.core_schema  # noqa: F401


@contextmanager
def _instead(module: ModuleType, name: str, other: object) -> Iterator[None]:
    own = vars(module)[name]
    vars(module)[name] = other
    try:
        yield
    finally:
        vars(module)[name] = own


class _Untyped(dict[str, Any]):
    """Takes the place of `TypedDict`, of which nobody asks for the keys."""

    def __init_subclass__(cls, *, total: bool = True) -> None:
        """Whether all keys have to be there is of no interest either."""


def pass_over_unsaid(command: Any) -> None:
    """Let parameters of which nothing was said be nothing without a look at what they could be.

    Typer builds a validator for each, with pydantic, to find out that there is nothing to validate.

    Args:
        command: A command of Typer's, or a group of them.
    """
    for below in getattr(command, "commands", {}).values():
        pass_over_unsaid(below)
    for parameter in command.params:
        if parameter.nargs == 1 and not (parameter.multiple or parameter.required):
            parameter.process_value = _passing_over(parameter, parameter.process_value)


def _passing_over(parameter: Any, process: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def process_value(context: Any, value: Any) -> Any:
        if value is not None:
            return process(context, value)
        return None if parameter.callback is None else parameter.callback(context, parameter, None)

    return process_value
