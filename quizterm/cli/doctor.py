"""`quizterm doctor`: what was found on this terminal, what was chosen and why, and how far the server is."""

import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizterm import __version__
from quizterm.cli.exits import Exit, explained, run
from quizterm.cli.faces import FaceWish, choose_here
from quizterm.cli.options import Ascii, AsJson, Colour, Plain, Server, SessionTarget, Theme
from quizterm.cli.output import put, put_document, say, text_width
from quizterm.language import _, ngettext, pgettext
from quizterm.text import width
from quizterm.text.wrapping import wrapped

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.settings import Settings
    from quizterm_client.terminal.choosing import Choice
    from quizterm_client.terminal.facts import Facts
    from quizterm_client.terminal.findings import Finding, Language

PINGS = 7
"""Round trips that are measured."""

_PATIENCE = 5.0
"""Seconds at each step until a silent server is given up."""
_NEAR, _FAR = 50.0, 250.0
"""Milliseconds there and back up to which a server feels near, and from which on one notices it."""
_WIDEST = 100
_BULLET = "- "

Card = Annotated[
    bool | None,
    typer.Option(
        "--card/--no-card",
        help="Draw only the test card, wherever it goes, or leave it out.",
        show_default=False,
    ),
]


def doctor(
    target: SessionTarget = None,
    server: Server = None,
    card: Card = None,
    plain: Plain = None,
    colour: Colour = None,
    ascii_: Ascii = None,
    theme: Theme = None,
    as_json: AsJson = False,
) -> None:
    """Tell how a game will look here, and why.

    It says what was found out about this terminal, what was chosen, how to choose otherwise, and how far
    away the server is, and draws a test card. Try other choices with the options that join has.
    """
    from quizterm_client.terminal.facts import gather_here

    found, mistake = _settings()
    facts = gather_here()
    choice = choose_here(FaceWish(plain, colour, ascii_, theme=theme), set_here=found)
    if mistake:
        say(mistake)
    if card and not as_json:
        _draw_card(choice)
    elif as_json:
        document = _document(facts, choice) | {"mistake": mistake or None}
        _put_with_server(document, lambda: _round_trips(target, server, found))
    else:
        put("\n".join(_report(facts, choice)))
        _tell_of_server(_round_trips(target, server, found))
        if card is not False and facts.interactive and not choice.lines:
            put(f"\n{_('Test card')}\n")
            _draw_card(choice)
    if mistake:
        raise typer.Exit(Exit.BAD_CONFIG)


def _settings() -> "tuple[Settings, str]":
    """What is set, and what is wrong with it; nothing counts as set then, and the rest can be told."""
    from quizterm_client.settings import BadConfig, Settings, load_settings

    try:
        return load_settings(), ""
    except BadConfig as problem:
        return Settings(), str(problem)


def _report(facts: "Facts", choice: "Choice") -> Iterable[str]:
    from quizterm_client.terminal.findings import advice, choice_findings, terminal_findings

    columns = min(text_width(), _WIDEST)
    yield _("Terminal")
    yield from _listed(terminal_findings(facts), columns)
    yield ""
    yield _("Chosen")
    yield from _listed(choice_findings(facts, choice, _language()), columns)
    yield ""
    yield _("Installed")
    yield from _listed(_versions(), columns)
    told = list(advice(facts, choice))
    if told:
        yield ""
        yield _("What you can do")
        for sentence in told:
            yield from wrapped(f"{_BULLET}{sentence}", columns, " " * len(_BULLET))
    yield ""
    yield from wrapped(
        _("To choose otherwise: --plain, --ascii, --colour, --theme, or the config file {file}.").format(
            file=_config_file()
        ),
        columns,
    )


def _listed(findings: "Iterable[Finding]", columns: int) -> Iterable[str]:
    """Label, value and reason, in lines of at most so many columns."""
    found = list(findings)
    room = max(width(one.label) for one in found) + 2
    for one in found:
        label = one.label + " " * (room - width(one.label))
        words = one.value if not one.why else f"{one.value}: {one.why}"
        first, *more = wrapped(words, columns - room - 2)
        yield f"  {label}{first}"
        yield from (" " * (room + 2) + line for line in more)


def _versions() -> "Iterable[Finding]":
    from quizterm_client.terminal.findings import Finding

    yield Finding("QuizTerm", __version__)  # untranslated: names
    yield Finding("Python", f"{platform.python_version()}, {platform.system()}")  # untranslated: names
    yield Finding("Textual", version("textual"))  # untranslated: names
    yield Finding("websockets", version("websockets"))


def _language() -> "Language":
    import os

    from quizterm.cli.speaking import VARIABLE, configured_language
    from quizterm.language import language_of
    from quizterm_client.terminal.findings import Language

    wanted = os.environ.get(VARIABLE, "") or configured_language()
    return Language(language_of(os.environ, wanted, getattr(sys.stderr, "encoding", None) or "ascii"), wanted)


def _config_file() -> str:
    from quizterm_client.settings import config_file

    return str(config_file())


def _draw_card(choice: "Choice") -> None:
    from quizterm_client.terminal.testcard import drawn, parts

    columns = min(text_width(), _WIDEST)
    for part in parts(choice.appearance):
        put("\n".join(drawn(part, choice.appearance)))
        put("\n".join(wrapped(part.meaning, columns)) + "\n")


def _tell_of_server(found: "tuple[Address, list[float]] | None") -> None:
    """How far the server is, where one is named or set."""
    if found is None:
        return
    columns = min(text_width(), _WIDEST)
    address, trips = found
    put(f"\n{pgettext('heading', 'Server')}")
    words = ngettext(
        "{server} answers. There and back: {median} ms ({least} to {most} ms, {number} time).",
        "{server} answers. There and back: {median} ms ({least} to {most} ms, {number} times).",
        len(trips),
    ).format(
        server=address,
        median=_figure(median(trips)),
        least=_figure(min(trips)),
        most=_figure(max(trips)),
        number=len(trips),
    )
    put("\n".join(wrapped(f"  {words} {_meaning(median(trips))}", columns, "  ")))


def _meaning(milliseconds: float) -> str:
    if milliseconds <= _NEAR:
        return _("That is near.")
    if milliseconds <= _FAR:
        return _("That is far enough to be felt; nobody is at a disadvantage that matters.")
    return _("That is slow; answers count from their arrival, so send them in good time.")


def _figure(milliseconds: float) -> str:
    """One decimal below ten, none above."""
    return f"{milliseconds:.1f}" if milliseconds < 10 else f"{milliseconds:.0f}"


def _round_trips(
    target: str | None, server: str | None, found: "Settings"
) -> "tuple[Address, list[float]] | None":
    """Measure the way to the server of a session, or to the one that is named or set; `None` without any.

    What goes wrong on the way ends the command as it would end `join`.
    """
    if target is None and server is None and found.server is None:
        return None
    with explained():
        return run(_measured(target, server, found))


async def _measured(
    target: str | None, server: str | None, found: "Settings"
) -> "tuple[Address, list[float]]":
    import time

    from quizterm.cli.places import configured_server, locate, this_machine
    from quizterm.protocol.messages import PLAY_PATH
    from quizterm_client.addresses import parse_target
    from quizterm_client.connection import Line
    from quizterm_client.patience import Patience

    machine = this_machine(found)
    if target is None:
        address = configured_server(machine, server)
        assert address is not None
    else:
        address = await locate(machine, parse_target(target), server)
    line = await Line.open(address, PLAY_PATH, Patience(entering=_PATIENCE, reply=_PATIENCE))
    trips = []
    try:
        for _turn in range(PINGS):
            sent = time.perf_counter()
            await line.ping()
            trips.append(1000 * (time.perf_counter() - sent))
    finally:
        await line.close()
    return address, trips


def _put_with_server(
    document: dict[str, Any], measure: "Callable[[], tuple[Address, list[float]] | None]"
) -> None:
    """Print the document, also where the server does not answer, which ends the command afterwards."""
    measured, ended = None, None
    try:
        measured = measure()
    except typer.Exit as end:  # the sentence for it was said
        ended = end
    trips = [round(trip, 2) for trip in measured[1]] if measured else []
    server = {"address": str(measured[0]), "round_trips_ms": trips} if measured else None
    put_document(document | {"server": server})
    if ended is not None:
        raise ended


def _document(facts: "Facts", choice: "Choice") -> dict[str, Any]:
    """Everything for programs; its sentences are for people, in their language."""
    from quizterm_client.terminal.findings import advice

    found = asdict(facts)
    entry = found.pop("entry")
    appearance = asdict(choice.appearance)
    for left_out in ("abilities", "keys"):
        appearance.pop(left_out)
    return {
        "terminal": {**found, "entry_found": entry["found"], "entry_colours": entry["colours"]},
        "chosen": {"face": "lines" if choice.lines else "screen", **appearance},
        "reasons": dict(choice.reasons),
        "language": asdict(_language()),
        "advice": list(advice(facts, choice)),
        "versions": {one.label: one.value for one in _versions()},
    }
