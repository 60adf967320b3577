"""Which characters look like others in a terminal font: Unicode's table, and what it leaves out."""

import re
from functools import cache
from unicodedata import combining

_PAIRS = (
    # digits and signs
    "0o 1l il |l !l $s ߊl "
    # Cyrillic and Greek letters whose capital looks like a Latin one, so that both cases count alike
    "бb ыbl юlo ңh ҭt ҙ3 ӈh вb кk мm нh тt з3 ьb үy ғf қk ҳx βb εe ζz κk μm τt χx ωw "
    # Armenian and Carian
    "ոn ռn ճd տs յj լl 𐊠a "
    # small capitals, Eth, and Latin letters of other alphabets
    "ɩl ɪl ʟl ʏy ʀr ɴn ʜh ɢg ʙb ᴀa ᴅd ᴇe ᴊj ᴋk ᴍm ᴘp ᴛt ǀl ðd\u0338 "
    # strokes through a letter
    "\u0335\u0338 \u0336\u0338 \u0337\u0338"
)
_LATIN = re.compile("[ -~·\u0300-\u036f]+")
_DIRECTION_MARK = "\u200e"


@cache
def lookalikes() -> dict[int, str]:
    """Give what `str.translate` needs to make decomposed text look Latin.

    The first call loads Unicode's table of confusable characters, which is too large to load at the start
    of every command.
    """
    from confusable_homoglyphs.confusables import confusables_data

    ours = {pair[0]: pair[1:] for pair in _PAIRS.split()}
    theirs: dict[str, str] = {}
    for char, alike in confusables_data.items():
        plain, look = (text.strip(_DIRECTION_MARK) for text in (char, alike[0]["c"]))
        # A character that others are likened to lists them all; one that is likened to another lists that.
        if len(alike) == 1 and len(plain) == 1 and not combining(plain) and _LATIN.fullmatch(look):
            theirs[plain] = look
    return {ord(char): look for char, look in (theirs | ours).items()}
