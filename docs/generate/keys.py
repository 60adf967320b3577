"""`docs/keys.md`: every key of every screen."""

from itertools import groupby

from docs.generate.markdown import table
from quizterm_client.keymap import all_keys

HEAD = """# Keys

`?` shows the keys of a screen while you play; the line at the bottom shows those that work right now.
Everything works with the mouse as well. The name is stable: it stands for the key wherever keys are set.
"""


def keys() -> str:
    """The whole document as Markdown."""
    parts = [HEAD]
    for face, documented in groupby(all_keys(), key=lambda key: key.face):
        rows = [(f"`{key.keys}`", key.what, f"`{key.id}`") for key in documented]
        parts.append(f"## {face}\n\n{table(('key', 'what it does', 'name'), rows)}\n")
    return "\n".join(parts)
