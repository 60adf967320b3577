"""When two texts count as the same: names that look alike, answers that mean the same."""

import re
import unicodedata
from functools import lru_cache

from quizterm.text.characters import JOINER, NON_JOINER
from quizterm.text.lookalikes import lookalikes

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
_ODD_MARKS = re.compile("[\u0316-\u0319\u031c-\u0320\u0324\u0325\u0329-\u0333\u0339-\u033c\u0347-\u036f]")
"""Marks that are easily overlooked and that hardly anybody's name needs, most of them below the letter."""
_LOOSE_MARKS = re.compile("[\u0300-\u0333\u0339-\u036f]")
"""Accents, once composed letters are out of the way: what is left belongs to no letter of any alphabet."""
remembered = lru_cache(maxsize=1024)
"""Many answer alike, every answer is compared with the same few spellings, and names are looked at twice."""
_PASSES = 3
"""After that many nothing changes any more: З looks like 3, ℾ like Γ, the small γ like y."""
_FAINT = re.compile("[.,:;'\"`´’‘·…\u02b0-\u02ff]")
"""Signs that are easily overlooked beside a letter."""
_TRAILING = re.compile(
    r"(?:(?<=[\w)\]\"'”’“»])[.,;:…。、،؛]+|(?:(?<=[^\W\d_]{2})|(?<=[\"'”’“»]))[!?！？؟]+)$"
)
_LEADING = re.compile(r"^[¿¡]+")


@remembered
def skeleton(name: str) -> str:
    """Give the look of a name: two names with the same skeleton count as the same.

    Case, width variants, look-alike letters, dots and odd marks are folded; accents are kept, because Zoe
    and Zoë may sit in one class. The Greek Η, Ν and Υ count as H, N and Y, their small letters as n, v and u:
    for these three the look goes before the case.
    """
    looks = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name))
    # Before folding the case too: it would turn the capital Η, which looks like H, into η.
    for _ in range(_PASSES):
        looks = looks.translate(lookalikes()).casefold()
    composed = unicodedata.normalize("NFC", _ODD_MARKS.sub("", looks))
    plain = _LOOSE_MARKS.sub("", composed).replace("vv", "w")
    return " ".join(_FAINT.sub("", plain).split()) or composed


@remembered
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


@remembered
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
