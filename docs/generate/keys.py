"""`docs/keys.md`: every key of every screen."""

from itertools import groupby

from docs.generate.markdown import table
from quizterm_client.keymap import all_keys

HEAD = """# Keys

`?` shows the keys of a screen while you play; the line at the bottom shows those that work right now.
Everything works with the mouse as well. The name is stable: it stands for the key wherever keys are set.

## Other keys

In the config file (`~/.config/quizterm/config.toml` on Linux), a table `[keys]` gives other keys by the
names below. They take the place of the usual ones, in the line at the bottom and in the help as well;
several have commas between them:

```toml
[keys]
"host.next" = "F5, Space"
"answer.a" = "j"
"player.leave" = "Ctrl-X"
```

A key is a letter, a digit, a sign (`?`), `F1` to `F12`, `Enter`, `Esc`, `Space`, `Tab`, `Backspace`, `Ins`,
`Del`, `Home`, `End`, `PgUp`, `PgDn` or an arrow (`↑` or `up`); `Ctrl-` goes with letters, arrows, `Home`
and `End`, `Alt-` with digits as well, `Shift-` with arrows, `Home`, `End` and `Tab`. Capitals are keys of
their own. `Ctrl-H`, `Ctrl-I`, `Ctrl-J` and `Ctrl-M` cannot be told from other keys. A key that would mean
two things on one screen, and a letter where text is typed, are refused with the line of the file. `Esc`
always leaves a dialog. Letters typed in line mode are commands and stay as they are.
"""


def keys() -> str:
    """The whole document as Markdown."""
    parts = [HEAD]
    for face, documented in groupby(all_keys(), key=lambda key: key.face):
        rows = [(f"`{key.keys}`", key.what, f"`{key.id}`") for key in documented]
        parts.append(f"## {face}\n\n{table(('key', 'what it does', 'name'), rows)}\n")
    return "\n".join(parts)
