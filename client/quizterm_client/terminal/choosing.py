"""How a game is shown on a terminal: chosen from what is known of it and what is wished, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from quizterm.language import _
from quizterm_client.terminal.abilities import abilities_of
from quizterm_client.terminal.appearance import GAPLESS, Appearance, Colours, Glyphs
from quizterm_client.terminal.facts import Facts
from quizterm_client.terminal.families import is_modern, is_poor

NARROWEST: Final = 40
"""Cells in a row of the smallest terminal on which a screen is drawn unasked."""
LOWEST: Final = 12
"""Its rows."""

NEAR: Final = 30
"""Pictures a second where the terminal is on this machine."""
FAR: Final = 10
"""The same over a network."""

_TRUE_PROGRAMS: Final = ("iterm.app", "wezterm", "ghostty", "vscode", "hyper", "rio", "tabby", "warpterminal")


class Rung(StrEnum):
    """What is chosen, one by one."""

    FACE = "face"
    COLOURS = "colours"
    GLYPHS = "glyphs"
    ENCODING = "encoding"
    MOTION = "motion"
    FRAMES = "frames"
    MOUSE = "mouse"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asks for; `None` is nothing."""

    plain: bool | None = None
    colours: Colours | None = None
    ascii: bool | None = None
    motion: bool | None = None
    mouse: bool | None = None
    bell: bool | None = None
    buttons: bool | None = None
    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen."""

    appearance: Appearance
    lines: bool
    """Whether the game comes in lines, not on a screen."""
    asked: bool
    """Whether a person wished it to come in lines or on a screen."""
    reasons: Mapping[Rung, str]
    """Why, each as a sentence."""


def choose(facts: Facts, command: Wishes, settings: Wishes) -> Choice:
    """Choose how a game is shown.

    Args:
        facts: What is known of the terminal.
        command: What the command line asks for; it goes before everything.
        settings: What the config file and the environment ask for; `keys` are taken from there.
    """
    lines, why_face = _lines(facts, command, settings)
    colours, why_colours = _colours(facts, command, settings)
    glyphs, encoding, why_glyphs, why_encoding = _glyphs(facts, command, settings)
    motion, why_motion = _motion(facts, command, settings)
    frames, why_frames = _frames(facts)
    mouse, why_mouse = _mouse(facts, command, settings)
    appearance = Appearance(
        colours=colours,
        glyphs=glyphs,
        encoding=encoding,
        theme=command.theme or settings.theme or "dark",
        motion=motion,
        mouse=mouse,
        frames=frames,
        bell=_first(command.bell, settings.bell) or False,
        buttons=_first(command.buttons, settings.buttons) or False,
        abilities=abilities_of(facts),
        keys=settings.keys,
    )
    reasons = {
        Rung.FACE: why_face,
        Rung.COLOURS: why_colours,
        Rung.GLYPHS: why_glyphs,
        Rung.ENCODING: why_encoding,
        Rung.MOTION: why_motion,
        Rung.FRAMES: why_frames,
        Rung.MOUSE: why_mouse,
    }
    asked = _first(command.plain, settings.plain) is not None
    return Choice(appearance, lines, asked, MappingProxyType(reasons))


def why_lines(facts: Facts) -> str:
    """Why no screen can be drawn on a terminal, as a sentence; empty if one can be."""
    if not facts.interactive:
        return _("There is no terminal to draw on, so the game comes in lines.")
    if not facts.windows and not facts.term:
        return _("TERM does not say what kind of terminal this is, so the game comes in lines.")
    if not facts.windows and not facts.entry.has("cup"):
        return _("The terminal cannot draw, so the game comes in lines.")
    if is_small(facts.columns, facts.rows):
        return _("The terminal is smaller than {columns} by {rows}, so the game comes in lines.").format(
            columns=NARROWEST, rows=LOWEST
        )
    return ""


def is_small(columns: int, rows: int) -> bool:
    """Whether a terminal has too few cells for a screen; 0 is a size that is not known."""
    return 0 < columns < NARROWEST or 0 < rows < LOWEST


def _first(*wishes: bool | None) -> bool | None:
    return next((wish for wish in wishes if wish is not None), None)


def _wished(command: object, settings: object) -> str:
    """Who wished it, as a sentence; empty if nobody did."""
    if command is not None:
        return _("The command line asks for it.")
    return "" if settings is None else _("The settings ask for it.")


def _lines(facts: Facts, command: Wishes, settings: Wishes) -> tuple[bool, str]:
    if wish := _wished(command.plain, settings.plain):
        return bool(_first(command.plain, settings.plain)), wish
    reason = why_lines(facts)
    return bool(reason), reason or _("The terminal is large enough and can draw.")


def _colours(facts: Facts, command: Wishes, settings: Wishes) -> tuple[Colours, str]:
    if wish := _wished(command.colours, settings.colours):
        return command.colours or settings.colours or Colours.TRUE, wish
    if facts.no_colour:
        return Colours.NONE, _("NO_COLOR is set.")
    if facts.windows:
        return Colours.TRUE, _("The terminals of Windows have all colours.")
    if facts.term.startswith("linux"):
        return Colours.C8, _("The Linux console has eight colours.")
    if not facts.entry.colours:
        return Colours.NONE, _("A terminal of the kind “{term}” has no colours.").format(term=facts.term)
    if facts.true_colour:
        return Colours.TRUE, _("COLORTERM says that the terminal has all colours.")
    if is_modern(facts.term) or facts.entry.colours > 1 << 20:
        return Colours.TRUE, _("A terminal of the kind “{term}” has all colours.").format(term=facts.term)
    if facts.program.lower() in _TRUE_PROGRAMS and not facts.multiplexer:
        return Colours.TRUE, _("{program} has all colours.").format(program=facts.program)
    return _counted_colours(facts)


def _counted_colours(facts: Facts) -> tuple[Colours, str]:
    if facts.entry.colours >= 256:
        return Colours.C256, _("A terminal of the kind “{term}” has 256 colours.").format(term=facts.term)
    if facts.entry.colours >= 16:
        return Colours.C16, _("A terminal of the kind “{term}” has sixteen colours.").format(term=facts.term)
    return Colours.C8, _("A terminal of the kind “{term}” has eight colours.").format(term=facts.term)


def _glyphs(facts: Facts, command: Wishes, settings: Wishes) -> tuple[Glyphs, str, str, str]:
    """The marks, the encoding, and why each."""
    encoding, why_encoding = facts.encoding, _why_encoding(facts)
    if wish := _wished(command.ascii, settings.ascii):
        if _first(command.ascii, settings.ascii):
            return Glyphs.ASCII, encoding, wish, why_encoding
        if encoding == "ascii":
            encoding, why_encoding = "utf-8", _("Marks that are not ASCII were asked for.")
        return Glyphs.UNICODE, encoding, wish, why_encoding
    glyphs, why_glyphs = _usual_glyphs(facts)
    return glyphs, encoding, why_glyphs, why_encoding


def _usual_glyphs(facts: Facts) -> tuple[Glyphs, str]:
    if facts.encoding not in GAPLESS:
        return Glyphs.ASCII, _("The encoding {encoding} has no other marks.").format(encoding=facts.encoding)
    if facts.windows:
        if facts.program:
            return Glyphs.UNICODE, _("{program} has all marks.").format(program=facts.program)
        return Glyphs.CONSOLE, _("The console of Windows has few marks.")
    if facts.term.startswith("linux"):
        return Glyphs.CONSOLE, _("The fonts of the Linux console have few marks.")
    if is_poor(facts.term):
        return Glyphs.ASCII, _("A terminal of the kind “{term}” is known to have letters only.").format(
            term=facts.term
        )
    return Glyphs.UNICODE, _("The encoding has all marks.")


def _why_encoding(facts: Facts) -> str:
    if facts.windows:
        return _("Windows takes every character.")
    if not facts.locale:
        return _("No locale is set, and without one there is only ASCII.")
    return _("The locale is {locale}.").format(locale=facts.locale)


def _motion(facts: Facts, command: Wishes, settings: Wishes) -> tuple[bool, str]:
    if wish := _wished(command.motion, settings.motion):
        return bool(_first(command.motion, settings.motion)), wish
    if facts.remote:
        return False, _("Over SSH every picture takes time.")
    if facts.term.startswith("linux"):
        return False, _("The Linux console draws slowly.")
    if is_poor(facts.term) and not facts.windows:
        return False, _("A terminal of the kind “{term}” draws slowly.").format(term=facts.term)
    return True, _("The terminal is near and fast.")


def _frames(facts: Facts) -> tuple[int, str]:
    if facts.remote:
        return FAR, _("Over SSH there are at most {number} pictures a second.").format(number=FAR)
    return NEAR, _("There are at most {number} pictures a second.").format(number=NEAR)


def _mouse(facts: Facts, command: Wishes, settings: Wishes) -> tuple[bool, str]:
    if _first(command.mouse, settings.mouse) is False:
        return False, _wished(command.mouse, settings.mouse)
    if facts.windows or abilities_of(facts).clicks:
        return True, _("The terminal tells of clicks.")
    return False, _("A terminal of the kind “{term}” tells of no clicks.").format(term=facts.term)
