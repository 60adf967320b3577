"""Texts in which every key takes effect in the order in which it was pressed.

Textual puts letters in at once, but lets Backspace and the arrows travel up to the app and back: of keys that
arrive together, as over a slow line, letters would come before a Backspace that was pressed before them.
"""

from textual import events
from textual.widget import Widget
from textual.widgets import Input


async def act_at_once(widget: Widget, event: events.Key) -> None:
    """Do what a key does in a widget before the next key is looked at."""
    bindings = widget._bindings.key_to_bindings.get(event.key, [])
    # What has a name can be put on other keys, which Textual finds out on the key's way up.
    if len(bindings) != 1 or bindings[0].priority or bindings[0].id:
        return
    if await widget.app.run_action(bindings[0].action, widget):
        event.stop()
        event.prevent_default()


class OrderedInput(Input):
    """One line to type into."""

    async def _on_key(self, event: events.Key) -> None:
        await act_at_once(self, event)
