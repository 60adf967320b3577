"""Lines cut to their column, on terminals with an ellipsis and without one."""

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from quizterm_client.terminal.appearance import STILL, Appearance, Colours, Glyphs
from quizterm_client.terminal.cutting import cut, perhaps_cut
from quizterm_client.terminal.drawing import filters
from quizterm_client.terminal.thrift import ThriftyStatic

ASCII = replace(STILL, glyphs=Glyphs.ASCII, encoding="ascii")
CONSOLE = replace(STILL, colours=Colours.C8, glyphs=Glyphs.CONSOLE)
LATIN = replace(STILL, encoding="iso8859-1")
LONG = "Which of these ports does SSH listen on by default"


class Rows(App[None]):
    """Shows some lines, drawn as an appearance asks for."""

    def __init__(self, appearance: Appearance, *lines: Content) -> None:
        super().__init__()
        self._lines, self._appearance = lines, appearance

    def compose(self) -> ComposeResult:
        for line in self._lines:
            yield ThriftyStatic(line)
        yield ThriftyStatic(Content(LONG), classes="said")

    CSS = ".said { width: 20; text-wrap: nowrap; text-overflow: ellipsis; }"

    def drawn(self) -> list[str]:
        """What a terminal like that shows."""
        made = filters(self._appearance, self.screen.background_colors[1])
        rows = []
        for strip in self.screen._compositor.render_strips():
            for one in made:
                strip = strip.apply_filter(one, self.screen.background_colors[1])
            rows.append(strip.text.rstrip())
        return rows


@pytest.mark.parametrize(
    ("appearance", "mark", "sign"),
    [(STILL, "…", "…"), (ASCII, "~", "."), (CONSOLE, "~", "."), (LATIN, "~", ".")],
    ids=["unicode", "ascii", "console", "latin-1"],
)
async def test_a_line_that_was_cut_does_not_look_as_if_it_ended_there(
    appearance: Appearance, mark: str, sign: str
) -> None:
    lines = (
        cut(Content.styled(LONG, "bold"), 12),
        cut(Content("Wait…"), 5),
        cut(Content("Wait… for me"), 6, pad=True) + Content("|"),
        cut(Content("Ann"), 5, pad=True) + Content("|"),
        cut(Content("gone"), 0),
        perhaps_cut("Hardest: Which…"),
    )

    async with Rows(appearance, *lines).run_test(size=(40, 8)) as pilot:
        app = pilot.app
        assert isinstance(app, Rows)
        rows = app.drawn()

    assert rows[:7] == [
        f"Which of th{mark}",
        f"Wait{sign}",
        f"Wait{sign}{mark}|",
        "Ann  |",
        "",
        f"Hardest: Which{mark}",
        f"{LONG[:19]}{mark}",
    ]
