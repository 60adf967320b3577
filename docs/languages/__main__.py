"""Bring the catalogues up to date, find what cannot be translated, or list what is not translated yet.

python -m docs.languages update
python -m docs.languages unmarked client/quizterm_client/plain
python -m docs.languages missing de
"""

import sys
from pathlib import Path

from docs.languages.keeping import load, update
from docs.languages.unmarked import unmarked


def main(arguments: list[str]) -> int:
    """Do what is asked for; returns the exit status."""
    match arguments:
        case ["update"]:
            update()
            return 0
        case ["unmarked", *folders]:
            paths = [path for folder in folders for path in _python_files(Path(folder))]
            found = [str(words) for path in paths for words in unmarked(path)]
        case ["missing", language]:
            found = [str(message.id) for message in load(language) if not _is_translated(message)]
        case _:
            print(__doc__)  # noqa: T201
            return 2
    print("\n".join(found))  # noqa: T201
    return 1 if found else 0


def _python_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _is_translated(message: object) -> bool:
    string = getattr(message, "string", "")  # of one form, or of several
    return all(string) if isinstance(string, tuple) else bool(string)


sys.exit(main(sys.argv[1:]))
