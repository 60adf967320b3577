"""Output on terminals whose encoding has not every character."""

import codecs
import io
import sys
from unicodedata import combining, normalize

_TYPEWRITTEN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-"}
    | {"·": "-", "•": "*", "✓": "*", "✗": "x", "→": "->", "×": "x", "−": "-", "│": "|", "\u00a0": " "}
)
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d"}
    | {"Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"}
)
_HANDLER = "quizterm.typewritten"


def write_anything() -> None:
    """Let stdout and stderr take every text: what their encoding has not is written as a typewriter would."""
    codecs.register_error(_HANDLER, _instead)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)
    _speak_as_terminals_do()


def _speak_as_terminals_do() -> None:
    """Use the encoding that the environment names on terminals.

    Python uses UTF-8 instead where the machine has not got the locale, and where it is C or POSIX.
    """
    from quizterm_client.terminal.facts import stated_encoding

    encoding = stated_encoding()
    if encoding is None:
        return
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.isatty():
            typed = stream is sys.stdin
            # Where a locale knows only ASCII, terminals send UTF-8 all the same.
            stream.reconfigure(
                encoding="utf-8" if typed and encoding == "ascii" else encoding, errors=stream.errors
            )


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(_TYPEWRITTEN).translate(_LETTERS)
    return "".join(map(_plain, lost)), error.end


def _plain(char: str) -> str:
    """A letter without its marks; what is none is a question mark."""
    if char.isascii():
        return char
    if combining(char):
        return ""
    base = normalize("NFKD", char)[0]
    return base if base.isascii() and base.isalnum() else "?"
