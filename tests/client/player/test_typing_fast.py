"""Keys that arrive together, as over a slow line, count in the order in which they were pressed."""

import pytest
from textual import events
from textual.widgets import Input

from quizterm_client.player.app import PlayerApp
from quizterm_client.terminal.appearance import STILL
from tests.support import stages
from tests.support.reading import settled
from tests.support.stages import FakePeer


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        (["x", "backspace", "m", "a", "n"], "man"),
        (["m", "n", "left", "a"], "man"),
        (["a", "n", "home", "m"], "man"),
        (["o", "f", "f", "ctrl+u", "m", "a", "n"], "man"),
    ],
)
async def test_a_correction_is_made_before_what_was_typed_after_it(keys: list[str], typed: str) -> None:
    app = PlayerApp(FakePeer(stages.opened(stages.TEXT), stages.you()), appearance=STILL)

    async with app.run_test() as pilot:
        await settled(pilot)
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert app.screen.query_one(Input).value == typed
