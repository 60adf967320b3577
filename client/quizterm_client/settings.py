"""What a person has set: the config file, and the environment above it."""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from quizterm.files import open_regular
from quizterm.language import _
from quizterm.text import visible
from quizterm_client.addresses import Address, parse_server
from quizterm_client.terminal.appearance import THEMES, Colours

_PREFIX = "QUIZTERM_"
_MOST_BYTES = 64 * 1024
_WHERE = re.compile(  # untranslated: a pattern
    r"\s*\(at (?:line (\d+), column \d+|end of document)\)"
)


class BadConfig(ValueError):
    """The config file or a variable cannot be used; the text is a sentence that says where and why."""


def _as_address(value: object) -> object:
    return parse_server(value) if isinstance(value, str) else value


def _known_theme(name: str) -> str:
    if name in THEMES:
        return name
    words = _("There is no theme “{name}”. The themes are: {themes}.")
    raise ValueError(words.format(name=visible(name), themes=", ".join(THEMES)))


def _as_table(value: object) -> object:
    return from_json(value) if isinstance(value, str) else value


def _checked(keys: dict[str, str]) -> dict[str, str]:
    # Most people keep the usual keys, of which nothing need be loaded then.
    if not keys:
        return keys
    from quizterm_client.view.keychoice import checked_keys

    return checked_keys(keys)


class Settings(BaseModel):
    """Settings of the clients; `load_settings` reads them."""

    # Without pydantic-settings, which takes longer to load than all else that is loaded for the settings.
    model_config = ConfigDict(extra="forbid", frozen=True)

    server: Annotated[Address | None, BeforeValidator(_as_address)] = None
    """The server to use when a command names none."""
    name: Annotated[str, Field(max_length=200)] = ""
    """The name to join with when a command gives none."""
    theme: Annotated[str, AfterValidator(_known_theme)] = "dark"
    """Of the screens: `dark`, `light`, `contrast`, `contrast-light`, `dusk`, `paper`, `terminal`."""
    colour: Colours | None = None
    """How many colours to draw with; unless set, the terminal is asked."""
    ascii: bool | None = None
    """Marks, bars and borders in ASCII; unless set, the terminal is asked."""
    motion: bool | None = None
    """Short animations; unless set, where the terminal is near and fast."""
    mouse: bool = True
    """Clicks and the wheel."""
    bell: bool = False
    """Sound the bell when a question opens and when time runs out; for hosts, when all have answered."""
    buttons: bool = False
    """Only letters to press for a player, where the question is on the wall."""
    language: Annotated[str, Field(max_length=40)] = ""
    """Of the interface, as `de`; unless set to one that is there, as the environment says."""
    keys: Annotated[
        dict[str, str], Field(max_length=200), BeforeValidator(_as_table), AfterValidator(_checked)
    ] = {}
    """Other keys than the usual ones, by the names in docs/keys.md."""
    plain: bool = False
    """Line mode instead of screens, as for a screen reader."""


def config_file() -> Path:
    """Where the config file is looked for."""
    return platformdirs.user_config_path("quizterm", appauthor=False) / "config.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the config file and the environment; a file that is not there is an empty one.

    Raises:
        BadConfig: Something in them cannot be used.
    """
    path = path or config_file()
    text = _read(path)
    table = _parse(path, text)
    try:
        return Settings(**table | _from_environment())
    except ValidationError as error:
        raise _explain(path, text, error) from None


def _from_environment() -> dict[str, str]:
    """What variables say, which stand above the file; an empty one says nothing."""
    said = {name: os.environ.get(_PREFIX + name.upper(), "") for name in Settings.model_fields}
    return {name: value for name, value in said.items() if value}


def _read(path: Path) -> str:
    try:
        with open_regular(path) as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            words = _("The config file is larger than {most} KiB.").format(most=_MOST_BYTES // 1024)
            raise BadConfig(f"{path}: {words}")
        return data.decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadConfig(f"{path}:{line}: {_('The config file is not UTF-8 text.')}") from None
    except OSError as error:
        words = _("The config file cannot be read: {reason}.").format(reason=error.strerror)
        raise BadConfig(f"{path}: {words}") from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        line = int(where[1]) if where and where[1] else text.count("\n") + 1
        reason = str(error) if where is None else str(error)[: where.start()]
        words = _("The config file is not TOML: {reason}.").format(reason=visible(reason))
        raise BadConfig(f"{path}:{line}: {words}") from None
    except (ValueError, RecursionError):
        # Numbers of thousands of digits, and thousands of lists in lists.
        raise BadConfig(
            f"{path}: {_('A value in the config file is too long or too deep to be read.')}"
        ) from None


def _explain(path: Path, text: str, error: ValidationError) -> BadConfig:
    first = error.errors(include_url=False, include_input=False)[0]
    key = str(first["loc"][0])
    reason = _reason(key, first["type"], first["msg"])
    if os.environ.get(variable := _PREFIX + key.upper()):
        return BadConfig(f"{variable}: {reason}")
    cause = first.get("ctx", {}).get("error")
    inner = str(first["loc"][1]) if len(first["loc"]) > 1 else getattr(cause, "name", "")
    return BadConfig(f"{path}:{_line_of(key, inner, text)}: {reason}")


def _reason(key: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        words = _("There is no setting “{key}”. The settings are: {settings}.")
        return words.format(key=visible(key), settings=", ".join(Settings.model_fields))
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return _("The value of {key} does not fit: {reason}.").format(key=key, reason=message)


def _line_of(key: str, inner: str, text: str) -> int:
    """The line of a setting, or of something in its table."""
    starts = [number for number, line in enumerate(text.splitlines(), start=1) if _begins(key, line)]
    start = starts[0] if starts else 1
    inside = enumerate(text.splitlines()[start - 1 :], start)
    # Of a table in one line, and of `keys.NAME`, the name does not stand in front.
    named = [
        number for number, line in inside if inner and re.search(rf"(?<![\w.-]){re.escape(inner)}\b", line)
    ]
    return named[0] if named else start


def _begins(key: str, line: str) -> bool:
    return re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", line) is not None
