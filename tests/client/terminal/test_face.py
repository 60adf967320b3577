"""A face draws as its appearance says, whatever the environment of the process is."""

from dataclasses import replace

import pytest
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from quizterm_client.face import Face
from quizterm_client.terminal.appearance import FULL, STILL, Appearance, Colours


class Sample(Face[None]):
    """Some words, a field, and more rows than fit."""

    def compose(self) -> ComposeResult:
        yield Static("[bold green on blue]words[/]")
        yield Input("typed")
        with VerticalScroll(id="rows"):
            yield Static("\n".join(str(number) for number in range(200)))


def colours_of(app: Face[None]) -> set[str]:
    """Every colour that is drawn, as Rich calls it."""
    segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
    styles = [segment.style for segment in segments if segment.style is not None]
    return {
        str(colour.name) for style in styles for colour in (style.color, style.bgcolor) if colour is not None
    }


def period(app: Face[None]) -> float:
    return app.screen._update_timer._interval


@pytest.mark.parametrize("no_color", ["", "1"])
async def test_colours_are_those_of_the_appearance(monkeypatch: pytest.MonkeyPatch, no_color: str) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    few, full = Sample(appearance=Appearance(colours=Colours.NONE)), Sample()

    async with few.run_test():
        assert colours_of(few) == set()
    async with full.run_test():
        assert "#121314" in colours_of(full)


async def test_many_apps_of_one_process_draw_at_rates_of_their_own() -> None:
    near, far = Sample(appearance=replace(FULL, frames=30)), Sample(appearance=replace(FULL, frames=10))

    async with near.run_test(), far.run_test():
        assert period(near) == 1 / 30
        assert period(far) == 1 / 10


@pytest.mark.parametrize(("seconds", "frames"), [(0.0, 30), (0.01, 30), (0.1, 10), (0.3, 3), (5.0, 2)])
async def test_the_rate_follows_how_long_something_takes_there_and_back(seconds: float, frames: int) -> None:
    app = Sample(appearance=replace(FULL, frames=30))

    async with app.run_test() as pilot:
        app.pace(seconds)
        app.query_one(Static).update("afterwards")
        await pilot.pause()

        assert app.frames == frames
        assert period(app) == 1 / frames
        app.pace(0)
        assert app.frames == 30


async def test_drawing_goes_on_at_another_rate() -> None:
    app = Sample()

    async with app.run_test() as pilot:
        app.pace(0.05)
        await pilot.press("x")
        await pilot.pause()

        assert app.query_one(Input).value == "x"
        text = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        assert "x" in text
        assert "typed" not in text


async def test_without_motion_nothing_blinks_or_glides() -> None:
    app = Sample(appearance=STILL)

    async with app.run_test() as pilot:
        rows = app.query_one("#rows", VerticalScroll)
        rows.scroll_end()
        await pilot.pause()

        assert not app.query_one(Input).cursor_blink
        assert rows.scroll_y == rows.max_scroll_y
        assert not app.animator.is_being_animated(rows, "scroll_y")
