"""Items are put in order by keyboard and mouse."""

from typing import Any

import pytest
from textual.app import App, ComposeResult

from quizterm.quiz.answers import Ordered, RightOrder
from quizterm_client.themes import use_themes
from quizterm_client.widgets.orderentry import OrderEntry
from tests.support import stages
from tests.support.reading import screen_text


class OrderApp(App[None]):
    """Four items on an otherwise empty screen."""

    CSS = "OrderEntry { height: 8; }"

    def __init__(self, *, live: bool = True, **shown: Any) -> None:
        super().__init__()
        self.live, self.shown = live, shown
        self.sent: list[tuple[int, ...]] = []

    def compose(self) -> ComposeResult:
        yield OrderEntry()

    def on_mount(self) -> None:
        use_themes(self)
        entry = self.query_one(OrderEntry)
        entry.show(stages.ORDER, live=self.live, **self.shown)
        entry.focus()

    def on_order_entry_sent(self, event: OrderEntry.Sent) -> None:
        self.sent.append(event.items)


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        pytest.param([], (0, 1, 2, 3), id="as-shown"),
        pytest.param(["shift+down"], (1, 0, 2, 3), id="carried-down"),
        pytest.param(["down", "down", "shift+up"], (0, 2, 1, 3), id="carried-up"),
        pytest.param(["space", "down", "down", "space", "up"], (1, 2, 0, 3), id="grabbed"),
        pytest.param(["4"], (1, 2, 3, 0), id="put-in-a-place"),
        pytest.param(["d", "1"], (3, 0, 1, 2), id="found-by-letter"),
        pytest.param(["up", "shift+up", "9"], (0, 1, 2, 3), id="not-past-the-edge"),
    ],
)
async def test_items_are_moved_with_the_keyboard(keys: list[str], order: tuple[int, ...]) -> None:
    app = OrderApp()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "enter")

    assert app.sent == [order]


async def test_a_click_grabs_an_item_and_the_next_puts_it_down() -> None:
    app = OrderApp()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(OrderEntry, offset=(20, 6))
        in_hand = screen_text(app)
        await pilot.click(OrderEntry, offset=(20, 0))
        await pilot.press("enter")

    assert "in your hand" in in_hand
    assert app.sent == [(3, 0, 1, 2)]


async def test_the_reveal_shows_the_right_order_and_where_mine_differed() -> None:
    reveal = stages.revealed(stages.ORDER, key=RightOrder((1, 3, 2, 0))).reveal
    app = OrderApp(live=False, answer=Ordered((1, 2, 3, 0)), reveal=reveal)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "2", "space")
        rows = [line for line in screen_text(app).splitlines() if line.strip()]

    assert ["Telnet" in rows[0], "TCP" in rows[1], "SSH" in rows[2], "HTTP/2" in rows[3]] == [True] * 4
    assert "yours too" in rows[0]
    assert "you had it 3rd" in rows[1]
    assert app.sent == []
