"""Output on terminals whose encoding has not every character."""

import codecs
import io
import sys

_TYPEWRITTEN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-"}
    | {"·": "-", "•": "*", "✓": "*", "✗": "x", "→": "->", "×": "x", "−": "-", "│": "|", "\u00a0": " "}
)
_HANDLER = "quizterm.typewritten"


def write_anything() -> None:
    """Let stdout and stderr take every text: what their encoding has not is written as a typewriter would."""
    codecs.register_error(_HANDLER, _instead)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(_TYPEWRITTEN)
    return "".join(char if char.isascii() else "?" for char in lost), error.end
