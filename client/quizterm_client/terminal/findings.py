"""What there is to say about a person's terminal: what was found, what was chosen and why, what to mend."""

from collections.abc import Iterator
from dataclasses import dataclass

from quizterm.language import LANGUAGES, _, pgettext
from quizterm_client.terminal.abilities import abilities_of
from quizterm_client.terminal.appearance import Colours, Glyphs
from quizterm_client.terminal.choosing import Choice, Rung
from quizterm_client.terminal.facts import Facts

COMFORTABLE = (80, 24)
"""Columns and rows from which on nothing is left out."""

_COLOURS_FROM_ENVIRONMENT = 256
"""As many colours as an entry has whose terminal may well have more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found or chosen."""

    label: str
    value: str
    why: str = ""
    """A sentence, where there is a reason to give."""


@dataclass(frozen=True, slots=True)
class Language:
    """Which language is spoken, and which was asked for."""

    spoken: str
    """One of `LANGUAGES`."""
    wanted: str = ""
    """As set by the person; empty if nothing is."""


def terminal_findings(facts: Facts) -> Iterator[Finding]:
    """What kind of terminal it is, and where."""
    label = pgettext("field", "Kind")
    if facts.windows and not facts.term:
        yield Finding(label, "Windows")  # untranslated: a name
    else:
        yield Finding(label, facts.term or _("not known"), _why_kind(facts))
    if facts.program:
        yield Finding(pgettext("field", "Program"), facts.program)
    yield Finding(pgettext("field", "Reached"), _reached(facts))
    if facts.columns and facts.rows:
        size = _("{columns} columns, {rows} rows").format(columns=facts.columns, rows=facts.rows)
    else:
        size = _("not known")
    yield Finding(pgettext("field", "Size"), size)


def choice_findings(facts: Facts, choice: Choice, language: Language) -> Iterator[Finding]:
    """What was chosen, one thing after the other, each with its reason."""
    appearance, reasons = choice.appearance, choice.reasons
    face = _("in lines") if choice.lines else _("on a screen")
    yield Finding(pgettext("field", "Game"), face, reasons[Rung.FACE])
    yield Finding(pgettext("field", "Colours"), colours_called(appearance.colours), reasons[Rung.COLOURS])
    yield Finding(pgettext("field", "Theme"), appearance.theme)
    yield Finding(pgettext("field", "Marks"), _marks_called(appearance.glyphs), reasons[Rung.GLYPHS])
    yield Finding(pgettext("field", "Encoding"), appearance.encoding.upper(), reasons[Rung.ENCODING])
    yield Finding(pgettext("field", "Animations"), _on_or_off(appearance.motion), reasons[Rung.MOTION])
    yield Finding(pgettext("field", "Redrawn"), reasons[Rung.FRAMES])
    yield Finding(pgettext("field", "Mouse"), _on_or_off(appearance.mouse), reasons[Rung.MOUSE])
    yield Finding(pgettext("field", "Bell"), _on_or_off(appearance.bell))
    yield Finding(pgettext("field", "Language"), LANGUAGES[language.spoken], _why_language(facts, language))


def advice(facts: Facts, choice: Choice) -> Iterator[str]:
    """What a person could mend, each in a sentence or two."""
    if not facts.interactive:
        yield _("This is no terminal: quizterm doctor tells more when it is typed at one, without a pipe.")
    elif not facts.windows and not facts.term:
        yield _("TERM is not set. Set it to what your terminal is; most are xterm-256color.")
    elif not facts.windows and not facts.entry.found:
        words = _(
            "This machine knows no terminal called “{term}”. Install its terminfo entry, or set "
            "TERM=xterm-256color, which most terminals understand."
        )
        yield words.format(term=facts.term)
    if facts.no_colour and choice.appearance.colours is Colours.NONE:
        yield _("NO_COLOR is set, so there are no colours. To have them here all the same: --colour 256")
    elif _may_have_more(facts, choice):
        yield _(
            "If your terminal shows every colour patch of the test card smoothly, set COLORTERM=truecolor, "
            "also within tmux and over SSH."
        )
    if facts.encoding == "ascii" and not facts.windows:
        yield _(
            "The locale knows only ASCII, so letters with marks cannot be shown. Set one that knows more, "
            "as LANG=C.UTF-8."
        )
    if facts.term.startswith("linux"):
        yield _("The Linux console draws what its font has; setfont chooses another one.")
    if _is_small(facts) and not choice.lines:
        words = _(
            "The window is smaller than {columns} by {rows}: everything can be played, and some ornament is "
            "left out."
        )
        yield words.format(columns=COMFORTABLE[0], rows=COMFORTABLE[1])


def colours_called(colours: Colours) -> str:
    """How a person would call a number of colours."""
    return {
        Colours.TRUE: _("16 million"),
        Colours.C256: "256",
        Colours.C16: "16",
        Colours.C8: "8",
        Colours.NONE: _("none"),
    }[colours]


def _marks_called(glyphs: Glyphs) -> str:
    return {
        Glyphs.UNICODE: _("all"),
        Glyphs.CONSOLE: _("those of a console"),
        Glyphs.ASCII: _("ASCII"),
    }[glyphs]


def _on_or_off(on: bool) -> str:
    return _("on") if on else _("off")


def _why_kind(facts: Facts) -> str:
    if not facts.term:
        return _("TERM is not set.")
    if not facts.entry.found:
        return _("TERM says so; this machine has no entry for it.")
    known = facts.entry.colours
    if not known:
        return _("TERM says so; its entry has no colours.")
    return _("TERM says so; its entry has {number} colours.").format(number=known)


def _reached(facts: Facts) -> str:
    within = {"tmux": _("within tmux"), "screen": _("within screen")}.get(facts.multiplexer, "")
    where = _("over SSH") if facts.remote else _("on this machine")
    return f"{where}, {within}" if within else where


def _why_language(facts: Facts, language: Language) -> str:
    wanted = language.wanted
    if wanted and wanted.replace("-", "_").partition("_")[0].lower() != language.spoken:
        return _("“{wanted}” is set, which is not there or cannot be written here.").format(wanted=wanted)
    if wanted:
        return _("The settings ask for it.")
    if facts.locale:
        return _("The locale is {locale}.").format(locale=facts.locale)
    return _("No language is set.")


def _may_have_more(facts: Facts, choice: Choice) -> bool:
    return (
        choice.appearance.colours is Colours.C256
        and not facts.true_colour
        and facts.entry.colours >= _COLOURS_FROM_ENVIRONMENT
        and bool(abilities_of(facts).looks)
    )


def _is_small(facts: Facts) -> bool:
    columns, rows = COMFORTABLE
    return 0 < facts.columns < columns or 0 < facts.rows < rows
