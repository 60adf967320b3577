"""What of the program speaks the language of the person, and what speaks English."""

from collections.abc import Iterator

from docs.languages.sources import ROOT, python_files
from docs.languages.unmarked import Unmarked, unmarked

IN_ENGLISH = {
    "quizterm/formats/native/beginning.py": "a new quiz begins with an example to be written over",
    "quizterm/formats/native/schema.py": "editors get one schema, whoever writes a quiz with it",
    "quizterm/formats/native/schema_fields.py": "likewise",
    "quizterm/protocol/codec.py": "what is wrong with a frame is told to who writes a client",
    "server/quizterm_server/accounts/common_passwords.py": "passwords",
    "server/quizterm_server/exposition.py": "what Prometheus reads",
    "server/quizterm_server/metrics.py": "what Prometheus reads",
    "server/quizterm_server/pages.py": "what HTTP clients and browsers get instead of a connection",
}
"""Folders and files in which words need not be marked, and why; what is marked there is translated."""


def words_left() -> Iterator[Unmarked]:
    """Words for people that are not marked, where they should be."""
    for path in python_files():
        where = path.relative_to(ROOT).as_posix()
        if not any(where == place or where.startswith(f"{place}/") for place in IN_ENGLISH):
            yield from unmarked(path)
