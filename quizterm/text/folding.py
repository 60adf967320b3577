"""When two texts count as the same: names that look alike, answers that mean the same."""

import re
import unicodedata

from quizterm.text.characters import JOINER, NON_JOINER
from quizterm.text.lookalikes import LOOKALIKES

_ACCENTS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"  # Latin, Greek, Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"  # Arabic
)
"""Marks that people leave out; vowel signs of Indic scripts, Thai and Japanese are letters and stay."""

_WITHOUT_STROKES = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ı": "i"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
)
_TYPEWRITTEN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys((JOINER, NON_JOINER), "")
)
_TRAILING = re.compile(
    r"(?:(?<=[\w)\]\"'”’“»])[.,;:…。、،؛]+|(?:(?<=[^\W\d_]{2})|(?<=[\"'”’“»]))[!?！？؟]+)$"
)
_LEADING = re.compile(r"^[¿¡]+")


def skeleton(name: str) -> str:
    """Give the look of a name: two names with the same skeleton count as the same.

    Case, width variants and look-alike letters are folded; accents are kept, because Zoe and Zoë may
    sit in one class.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    looks = unicodedata.normalize("NFD", folded).translate(LOOKALIKES)
    return unicodedata.normalize("NFC", " ".join(looks.split()))


def fold(text: str, *, case: bool, accents: bool, spaces: bool) -> str:
    """Give the form in which typed answers are compared.

    Args:
        text: What was typed, or an accepted spelling.
        case: Case matters.
        accents: Accents and vowel points matter.
        spaces: Spaces inside the text matter.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_TYPEWRITTEN))
    if not case:
        folded = folded.casefold()
    if not accents:
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded)).translate(_WITHOUT_STROKES)
    folded = folded.strip() if spaces else "".join(folded.split())
    return unicodedata.normalize("NFC", folded)


def trim(text: str) -> str:
    """Take off the punctuation that people put around an answer: quotes, a full stop, an exclamation mark.

    What may be part of the answer stays: `C#`, `.gitignore`, `cd ..`, `n!`, `f()`.
    """
    trimmed = _unquoted(text.strip())
    while (shorter := _unquoted(_LEADING.sub("", _TRAILING.sub("", trimmed)))) != trimmed:
        trimmed = shorter
    return trimmed or text.strip()


def _unquoted(text: str) -> str:
    plain = text.translate(_TYPEWRITTEN)
    if len(text) > 2 and plain[0] == plain[-1] and plain[0] in "'\"" and plain.count(plain[0]) == 2:
        return text[1:-1].strip()
    return text
