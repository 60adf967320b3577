"""The keys that a person has chosen, for widgets that name keys."""

from typing import Any

from textual.app import App

from quizterm_client.terminal.appearance import FULL
from quizterm_client.view.keychoice import Keys


def chosen_keys(app: App[Any]) -> Keys:
    """Other keys than the usual ones, by the names of docs/keys.md."""
    keys: Keys = getattr(app, "appearance", FULL).keys
    return keys
