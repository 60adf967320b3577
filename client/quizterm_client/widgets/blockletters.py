"""Capital letters and digits drawn from blocks, five rows high and larger."""

HEIGHT = 5
"""Rows of the smallest letters."""

_GLYPHS = {
    "A": " ### /#   #/#####/#   #/#   #",
    "B": "#### /#   #/#### /#   #/#### ",
    "C": " ####/#    /#    /#    / ####",
    "D": "#### /#   #/#   #/#   #/#### ",
    "E": "#####/#    /#### /#    /#####",
    "F": "#####/#    /#### /#    /#    ",
    "G": " ####/#    /#  ##/#   #/ ####",
    "H": "#   #/#   #/#####/#   #/#   #",
    "I": "#####/  #  /  #  /  #  /#####",
    "J": "    #/    #/    #/#   #/ ### ",
    "K": "#   #/#  # /###  /#  # /#   #",
    "L": "#    /#    /#    /#    /#####",
    "M": "#   #/## ##/# # #/#   #/#   #",
    "N": "#   #/##  #/# # #/#  ##/#   #",
    "O": " ### /#   #/#   #/#   #/ ### ",
    "P": "#### /#   #/#### /#    /#    ",
    "Q": " ### /#   #/# # #/#  # / ## #",
    "R": "#### /#   #/#### /#  # /#   #",
    "S": " ####/#    / ### /    #/#### ",
    "T": "#####/  #  /  #  /  #  /  #  ",
    "U": "#   #/#   #/#   #/#   #/ ### ",
    "V": "#   #/#   #/#   #/ # # /  #  ",
    "W": "#   #/#   #/# # #/## ##/#   #",
    "X": "#   #/ # # /  #  / # # /#   #",
    "Y": "#   #/ # # /  #  /  #  /  #  ",
    "Z": "#####/   # /  #  / #   /#####",
    "0": " ### /#   #/#   #/#   #/ ### ",
    "1": "  #  / ##  /  #  /  #  / ### ",
    "2": "#### /    #/ ### /#    /#####",
    "3": "#### /    #/ ### /    #/#### ",
    "4": "#   #/#   #/#####/    #/    #",
    "5": "#####/#    /#### /    #/#### ",
    "6": " ### /#    /#### /#   #/ ### ",
    "7": "#####/    #/   # /  #  /  #  ",
    "8": " ### /#   #/ ### /#   #/ ### ",
    "9": " ### /#   #/ ####/    #/ ### ",
    "+": "   / # /###/ # /   ",
    "-": "   /   /###/   /   ",
    " ": " / / / / ",
}
_UNKNOWN = "#####/#   #/#   #/#   #/#####"


def block_rows(text: str, *, across: int, down: int = 1) -> list[str]:
    """Draw `text` as rows of equal length; a dot of a letter is `across` cells wide and `down` rows high."""
    gap = " " * across
    glyphs = [_GLYPHS.get(character, _UNKNOWN).split("/") for character in text.upper()]
    rows = [gap.join(_stretched(glyph[row], across) for glyph in glyphs) for row in range(HEIGHT)]
    return [row for row in rows for _ in range(down)]


def block_width(text: str, across: int) -> int:
    """Cells that `block_rows` takes for `text`."""
    dots = sum(_GLYPHS.get(character, _UNKNOWN).index("/") for character in text.upper())
    return (dots + max(0, len(text.upper()) - 1)) * across


def can_draw(text: str) -> bool:
    """Whether blocks show a text exactly as it is written."""
    return bool(text) and all(character in _GLYPHS for character in text)


def _stretched(dots: str, across: int) -> str:
    return dots.replace(" ", " " * across).replace("#", "█" * across)
