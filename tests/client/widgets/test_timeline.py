"""The line of time redraws itself alone, and only when it looks different."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from quizterm.snapshot import Millis
from quizterm_client.themes import use_themes
from quizterm_client.view.clock import Countdown, Timing, countdown
from quizterm_client.widgets.timeline import TimeLine, line_content, until_next_look
from tests.support.reading import screen_text
from tests.support.stages import NOW


class Beside(Static):
    """Counts how often it is drawn."""

    drawn = 0

    def render_line(self, y: int):  # type: ignore[no-untyped-def]
        self.drawn += 1
        return super().render_line(y)


class ClockApp(App[None]):
    """A line of time above something that has no reason to change."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.line = TimeLine(lambda: self.now)

    def compose(self) -> ComposeResult:
        yield self.line
        yield Beside("still")

    def on_mount(self) -> None:
        use_themes(self)
        self.line.show(Timing(Millis(NOW + 12_000), Millis(20_000)))


def test_the_row_is_full_and_its_words_stand_free() -> None:
    assert line_content(Countdown(0.0, "no limit"), 40).plain == "─" * 30 + " no limit "
    assert line_content(Countdown(0.5, "9 s", purpose="next in"), 60).plain.endswith("─     next in 9 s ")
    assert line_content(Countdown(0.5, "9 s", purpose="next in"), 30).plain.endswith("─     9 s ")
    assert line_content(Countdown(0.0, ""), 30).plain == "─" * 30
    for width in (1, 9, 20, 39, 40, 80):
        assert line_content(Countdown(1, "9 s", purpose="next in"), width).cell_length == width


async def test_a_second_later_only_the_line_of_time_is_drawn_again() -> None:
    app = ClockApp()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = app.query_one(Beside).drawn
        assert "12 s" in screen_text(app)
        drawn = app.query_one(Beside).drawn - before

        app.now = Millis(NOW + 1_000)
        app.line._tick()
        await pilot.pause()

        assert "11 s" in screen_text(app)
        assert app.query_one(Beside).drawn - before == 2 * drawn


async def test_a_look_at_the_clock_that_changes_nothing_draws_nothing() -> None:
    app = ClockApp()
    drawn = 0

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        refresh = app.line.refresh

        def counted(*regions: object, **options: object) -> TimeLine:
            nonlocal drawn
            drawn += 1
            return refresh()

        app.line.refresh = counted  # type: ignore[method-assign]
        for _ in range(10):
            app.line._tick()
        assert drawn == 0

        app.now = Millis(NOW + 1_000)
        app.line._tick()
        assert drawn == 1


def test_the_clock_is_looked_at_twice_a_second_at_most_and_as_each_second_ends() -> None:
    timing, now, looks = Timing(Millis(NOW + 3_000), Millis(20_000)), NOW + 220, []

    while (seconds := until_next_look(timing, Millis(now))) is not None:
        now += round(seconds * 1000)
        looks.append(countdown(timing, Millis(now)).words)

    assert looks == ["3 s", "2 s", "2 s", "1 s", "1 s", "0 s"]


@pytest.mark.parametrize(
    "timing",
    [
        Timing(),
        Timing(None, Millis(20_000), paused=True, left=Millis(5_000)),
        Timing(Millis(NOW + 5_000), Millis(20_000), known=False),
        Timing(NOW, Millis(20_000)),
    ],
)
def test_a_clock_that_stands_still_is_not_looked_at(timing: Timing) -> None:
    assert until_next_look(timing, NOW) is None


async def test_the_last_quarter_is_urgent_and_a_pause_says_so() -> None:
    app = ClockApp()

    async with app.run_test(size=(80, 24)) as pilot:
        app.now = Millis(NOW + 8_000)
        assert app.line.countdown.mood == "urgent"
        app.line.show(Timing(None, Millis(20_000), paused=True, left=Millis(5_000)))
        await pilot.pause()
        assert "paused" in screen_text(app)
