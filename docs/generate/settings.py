"""`docs/settings.md`: what a person can set for the clients."""

from docs.generate.docstrings import field_docs
from docs.generate.markdown import table
from quizterm_client.settings import Settings

EXAMPLE = """\
server = "lab-server"
name = "Ada"
theme = "contrast"
motion = false
mouse = true
bell = true
language = "de"

[keys]
"host.next" = "F5, Space"
"answer.a" = "j"
"""

HEAD = """# Settings

What is yours to choose stands in a config file: `~/.config/quizterm/config.toml` on Linux,
`~/Library/Application Support/quizterm/config.toml` on macOS, `%LOCALAPPDATA%\\quizterm\\config.toml` on
Windows. A variable of the environment goes before the file, and an option of a command before both:
`theme = "light"`, `QUIZTERM_THEME=light`, `--theme light`. What cannot be used is told with its line. Names
of keys are in [keys.md](keys.md).
"""


def settings() -> str:
    """The whole document as Markdown."""
    docs = field_docs(Settings)
    rows = [(f"`{name}`", f"`QUIZTERM_{name.upper()}`", docs[name]) for name in Settings.model_fields]
    listed = table(("setting", "variable", "what it does"), rows)
    return f"{HEAD}\n{listed}\n\nAn example:\n\n```toml\n{EXAMPLE}```\n"
