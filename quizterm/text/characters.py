"""What kinds of character there are, as far as cleaning cares."""

import re
import unicodedata
from functools import lru_cache

from rich.cells import cell_len

remembered = lru_cache(maxsize=4096)
"""For what is asked of single characters: people's names and answers hold the same few over and over."""

JOINER = "\u200d"
"""ZERO WIDTH JOINER: builds emoji out of several, and conjuncts in Indic scripts."""
NON_JOINER = "\u200c"
"""ZERO WIDTH NON-JOINER: part of the spelling of Persian and Indic words."""

INVISIBLE_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
"""Characters that count as letters, marks or symbols and still draw nothing."""

VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Arabic and Syriac signs that are drawn although Unicode files them under formatting."""

_EMOJI_BLOCKS = range(0x1F000, 0x1FC00)
_PICTURE_BLOCKS = (range(0x80, 0x100), range(0x2100, 0x2C00), range(0x3000, 0x3400), _EMOJI_BLOCKS)
_OUTSIZED = re.compile("[\u2e3a\u2e3b\ua9c1-\ua9cd\U00012000-\U0001467f]")
"""Long dashes, Javanese ornaments, cuneiform and hieroglyphs."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def is_variation_selector(char: str) -> bool:
    """Tell whether `char` only chooses how the character before it is drawn."""
    return (
        "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or "\u180b" <= char <= "\u180f"
    )


def is_mark(char: str) -> bool:
    """Tell whether `char` is drawn over or around the character before it."""
    return unicodedata.category(char) in ("Mn", "Me")


@remembered
def is_attached(char: str) -> bool:
    """Tell whether `char` is drawn as part of the character before it: marks, vowel signs."""
    return unicodedata.category(char)[0] == "M" or cell_len(char) == 0 or ord(char) in _SKIN_TONES


@remembered
def is_unmeasured(char: str) -> bool:
    """Tell whether terminals draw `char` far wider than its cells, or may."""
    if unicodedata.category(char) == "So":
        return not any(ord(char) in block for block in _PICTURE_BLOCKS)
    return _OUTSIZED.match(char) is not None


def is_future_emoji(char: str) -> bool:
    """Tell whether `char` may be an emoji that is newer than this Python."""
    return ord(char) in _EMOJI_BLOCKS


@remembered
def is_ink(char: str) -> bool:
    """Tell whether `char` shows something by itself."""
    if char in INVISIBLE_LETTERS:
        return False
    return unicodedata.category(char)[0] in "LNPS" or char in VISIBLE_FORMATS or is_future_emoji(char)
