"""How a game is shown: every rung of the ladder, by the terminal and by what people wish."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from quizterm_client.terminal.appearance import Colours, Glyphs
from quizterm_client.terminal.choosing import FAR, NEAR, Choice, Rung, Wishes, choose
from quizterm_client.terminal.facts import Facts
from quizterm_client.terminal.families import entry_of

NOTHING = Wishes()


def facts(term: str = "xterm-256color", **known: object) -> Facts:
    """A terminal of 80 by 24 with UTF-8, but for what is said."""
    usual = Facts(
        term=term,
        entry=entry_of(term, {}),
        locale="LANG=C.UTF-8",
        encoding="utf-8",
        stdin=True,
        stdout=True,
        stderr=True,
        columns=80,
        rows=24,
    )
    return replace(usual, **known)  # type: ignore[arg-type]


def chosen(found: Facts, command: Wishes = NOTHING, settings: Wishes = NOTHING) -> Choice:
    choice = choose(found, command, settings)
    assert set(choice.reasons) == set(Rung)
    assert all(reason.endswith(".") for reason in choice.reasons.values())
    return choice


@pytest.mark.parametrize(
    ("found", "colours", "because"),
    [
        (facts(), Colours.C256, "xterm-256color"),
        (facts(true_colour=True), Colours.TRUE, "COLORTERM"),
        (facts(true_colour=True, no_colour=True), Colours.NONE, "NO_COLOR"),
        (facts("xterm"), Colours.C8, "eight"),
        (facts("xterm", true_colour=True), Colours.TRUE, "COLORTERM"),
        (facts("screen-256color"), Colours.C256, "256"),
        (facts("tmux-256color", multiplexer="tmux"), Colours.C256, "256"),
        (facts("tmux-256color", multiplexer="tmux", true_colour=True), Colours.TRUE, "COLORTERM"),
        (facts("screen-256color", multiplexer="screen", program="iTerm.app"), Colours.C256, "256"),
        (facts(program="iTerm.app"), Colours.TRUE, "iTerm.app"),
        (facts(program="Apple_Terminal"), Colours.C256, "256"),
        (facts("xterm-kitty"), Colours.TRUE, "xterm-kitty"),
        (facts("xterm-direct"), Colours.TRUE, "xterm-direct"),
        (facts("xterm-16color"), Colours.C16, "sixteen"),
        (facts("linux"), Colours.C8, "Linux"),
        (facts("linux", true_colour=True), Colours.C8, "Linux"),
        (facts("vt100"), Colours.NONE, "vt100"),
        (facts("vt100", true_colour=True), Colours.NONE, "vt100"),
        (facts("", windows=True), Colours.TRUE, "Windows"),
    ],
)
def test_colours(found: Facts, colours: Colours, because: str) -> None:
    choice = chosen(found)

    assert choice.appearance.colours is colours
    assert because in choice.reasons[Rung.COLOURS]


@pytest.mark.parametrize("colours", Colours)
def test_a_wish_for_colours_goes_before_everything(colours: Colours) -> None:
    found = facts("vt100", no_colour=True)

    by_settings = chosen(found, settings=Wishes(colours=colours))
    by_command = chosen(found, Wishes(colours=colours), Wishes(colours=Colours.C16))

    assert by_settings.appearance.colours is by_command.appearance.colours is colours
    assert by_settings.reasons[Rung.COLOURS] == "The settings ask for it."
    assert by_command.reasons[Rung.COLOURS] == "The command line asks for it."


@pytest.mark.parametrize(
    ("found", "glyphs", "encoding"),
    [
        (facts(), Glyphs.UNICODE, "utf-8"),
        (facts("linux"), Glyphs.CONSOLE, "utf-8"),
        (facts("linux", encoding="ascii"), Glyphs.ASCII, "ascii"),
        (facts("vt100"), Glyphs.ASCII, "utf-8"),
        (facts(encoding="ascii", locale=""), Glyphs.ASCII, "ascii"),
        (facts(encoding="iso8859-1", locale="LANG=fr_FR.ISO-8859-1"), Glyphs.ASCII, "iso8859-1"),
        (facts(encoding="gb18030"), Glyphs.UNICODE, "gb18030"),
        (facts("", windows=True), Glyphs.CONSOLE, "utf-8"),
        (facts("", windows=True, program="Windows_Terminal"), Glyphs.UNICODE, "utf-8"),
    ],
)
def test_glyphs_and_encoding(found: Facts, glyphs: Glyphs, encoding: str) -> None:
    appearance = chosen(found).appearance

    assert appearance.glyphs is glyphs
    assert appearance.encoding == encoding


def test_ascii_can_be_asked_for_and_declined() -> None:
    asked = chosen(facts(), Wishes(ascii=True), Wishes(ascii=False)).appearance
    declined = chosen(facts(encoding="ascii", locale="LANG=C"), settings=Wishes(ascii=False)).appearance
    latin = chosen(facts(encoding="iso8859-1"), Wishes(ascii=False)).appearance

    assert (asked.glyphs, asked.encoding) == (Glyphs.ASCII, "utf-8")
    assert (declined.glyphs, declined.encoding) == (Glyphs.UNICODE, "utf-8"), (
        "who says so has more than ASCII"
    )
    assert (latin.glyphs, latin.encoding) == (Glyphs.UNICODE, "iso8859-1"), (
        "what it has not is still exchanged"
    )


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (facts(stdin=False), "There is no terminal to draw on, so the game comes in lines."),
        (facts(stdout=False), "There is no terminal to draw on, so the game comes in lines."),
        (facts(stderr=False), "There is no terminal to draw on, so the game comes in lines."),
        (facts("dumb"), "The terminal cannot draw, so the game comes in lines."),
        (facts(""), "TERM does not say what kind of terminal this is, so the game comes in lines."),
        (facts(columns=39), "The terminal is smaller than 40 by 12, so the game comes in lines."),
        (facts(rows=11), "The terminal is smaller than 40 by 12, so the game comes in lines."),
        (facts(columns=40, rows=12), ""),
        (facts(columns=0, rows=0), ""),
        (facts("nobody-knows"), ""),
        (facts("", windows=True), ""),
    ],
)
def test_lines_where_no_screen_can_be_drawn(found: Facts, sentence: str) -> None:
    choice = chosen(found)

    assert choice.lines == bool(sentence)
    assert not choice.asked
    assert choice.reasons[Rung.FACE] == sentence or not sentence


def test_lines_and_screens_can_be_asked_for() -> None:
    lines = chosen(facts(), Wishes(plain=True))
    screen = chosen(facts(columns=30), Wishes(plain=False), Wishes(plain=True))
    settings = chosen(facts(), settings=Wishes(plain=True))

    assert (lines.lines, lines.asked) == (True, True)
    assert (screen.lines, screen.asked) == (False, True)
    assert (settings.lines, settings.reasons[Rung.FACE]) == (True, "The settings ask for it.")


@pytest.mark.parametrize(
    ("found", "motion", "frames"),
    [
        (facts(), True, NEAR),
        (facts(remote=True), False, FAR),
        (facts("linux"), False, NEAR),
        (facts("vt100"), False, NEAR),
        (facts("", windows=True), True, NEAR),
    ],
)
def test_far_and_slow_terminals_are_not_animated(found: Facts, motion: bool, frames: int) -> None:
    appearance = chosen(found).appearance

    assert appearance.motion is motion
    assert appearance.frames == frames
    assert chosen(found, settings=Wishes(motion=True)).appearance.motion
    assert not chosen(found, Wishes(motion=False), Wishes(motion=True)).appearance.motion


@pytest.mark.parametrize(
    ("term", "mouse"), [("xterm", True), ("screen", True), ("linux", False), ("vt100", False)]
)
def test_the_mouse_is_heard_where_there_is_one(term: str, mouse: bool) -> None:
    assert chosen(facts(term)).appearance.abilities.clicks is mouse
    assert chosen(facts(term)).appearance.mouse is mouse
    assert not chosen(facts(term), settings=Wishes(mouse=False)).appearance.mouse


def test_the_rest_is_as_it_was_wished() -> None:
    keys = MappingProxyType({"answer.a": "x"})

    appearance = chosen(
        facts(), Wishes(bell=True), Wishes(bell=False, buttons=True, theme="light", keys=keys)
    ).appearance

    assert (appearance.bell, appearance.buttons, appearance.theme) == (True, True, "light")
    assert appearance.keys == keys


@pytest.mark.parametrize(
    ("term", "program", "known"),
    [
        ("xterm-256color", "", {"paste"}),
        ("xterm-256color", "ghostty", {"paste", "focus", "keys", "at_once"}),
        ("xterm-kitty", "", {"paste", "focus", "keys", "at_once"}),
        ("tmux-256color", "ghostty", {"paste"}),
        ("screen-256color", "", set()),
        ("linux", "", set()),
        ("vt100", "", set()),
    ],
)
def test_only_terminals_that_are_known_for_it_are_told_more(term: str, program: str, known: set[str]) -> None:
    multiplexer = "tmux" if term.startswith("tmux") else ""

    abilities = chosen(facts(term, program=program, multiplexer=multiplexer)).appearance.abilities

    assert {name for name in ("paste", "focus", "keys", "at_once") if getattr(abilities, name)} == known


def test_a_terminal_inside_tmux_says_where_pasted_text_begins() -> None:
    abilities = chosen(facts("screen-256color", multiplexer="tmux", inside_tmux=True)).appearance.abilities

    assert abilities.paste
