"""What marks, bars and borders become where a terminal has not got them; each takes one cell, as before."""

import unicodedata
from typing import Final

from rich.cells import cell_len, set_cell_size, split_graphemes

from quizterm_client.terminal.appearance import Glyphs


def _pairs(text: str) -> dict[str, str]:
    """Marks and what stands for them, one after the other in pairs."""
    return {pair[0]: pair[1] for pair in text.split()}


_LINES: Final = _pairs(
    "╭┌ ╮┐ ╰└ ╯┘ ┏┌ ┓┐ ┗└ ┛┘ ┃│ ╏│ ┠├ ┨┤ ┣├ ┫┤ ┳┬ ┻┴ ╋┼ ╍─ ╌─ ┄─ ┈─ ┆│ ┊│ ═─ ║│ ╔┌ ╗┐ ╚└ ╝┘ ╠├ ╣┤ ╦┬ ╩┴ ╬┼"
)
_BLOCKS: Final = _pairs("▋▌ ▍▌ ▉█ ▇█ ▆█ ▅▄ ▃▄ ▂▄ ▗▄ ▖▄ ▝▀ ▘▀ ▛▀ ▜▀ ▙▄ ▟▄ ▞▄ ▚▄ ▔─ ▁─ ▊│ ▎│ ▏│ ▕│")
"""Thin edges are lines, because boxes are made of them."""

_CONSOLE: Final = (
    _LINES
    | _BLOCKS
    | _pairs("━▄ ◆♦ ●• ★* ✚+ ⬟¤ ⬢§ ✓√ ✔√ ✗× ✕× ✘× ▸► ▶► ◂◄ ◀◄ ▾▼ ▴▲ ◌○ ◯○ □■ ▦▒ ⋮: ↕| ⏎<")
    | _pairs('…. “" ”" „" ‘\' ’\' ‚, –- —- −- ‐- ‑- ‒- ℹi ⚠! ⏸= ⏵>')
)
"""For a console's fonts, which have the letters of Latin-1, CP437's blocks, single lines and marks."""

_ASCII: Final = (
    _pairs('│| ─- ┌+ ┐+ └+ ┘+ ├+ ┤+ ┬+ ┴+ ┼+ █# ▌# ▐# ▄_ ▀" ░. ▒: ▓# ━= ♦+ •* √* ►> ◄< ▲^ ▼v ○o ■# ¤@')
    | _pairs("◆% ●o ★* ✚+ ⬟& ⬢@ ✓* ✔* ✗x ✕x ✘x ▸> ▶> ◂< ◀< ▾v ▴^ ◌. ◯o □= ▦% ⋮: ↕| ↑^ ↓v →> ←< ↵< ⏎<")
    | _pairs(
        "·- ×x ±+ ÷/ «< »> °o ≥> ≤< ≈~ ≠! ∞8 ≡= ␤~ ␊~ ␡~ ␉~ …. “\" ”\" „\" ‘' ’' ‚, ´' –- —- −- ‐- ‑- ‒-"
    )
    | {"\u00a0": " ", "¿": "?", "¡": "!"}
)
"""For everybody; what lines and blocks become goes by way of the console's."""

_LETTERS: Final = {
    "ß": "s",
    "æ": "a",
    "Æ": "A",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
} | {
    "ð": "d",
    "Ð": "D",
    "þ": "p",
    "Þ": "P",
    "œ": "o",
    "Œ": "O",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
}
_UNKNOWN: Final = "?"


class Redrawn(dict[int, str]):
    """A table for `str.translate` with what each character becomes, worked out when it is first met.

    Args:
        glyphs: What marks, bars and borders are made of.
        encoding: Of the terminal.
    """

    def __init__(self, glyphs: Glyphs, encoding: str) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        self[code] = self._become(chr(code))
        return self[code]

    def _become(self, char: str) -> str:
        if char.isascii():
            return char
        for made in self._tried(char):
            if self._has(made) and cell_len(made) == cell_len(char):
                return made
        return _UNKNOWN * cell_len(char)

    def _tried(self, char: str) -> list[str]:
        """What may stand for a character, the best first."""
        simple = _CONSOLE.get(char, char)
        typed = _ASCII.get(char) or _ASCII.get(simple, simple)
        plain = unicodedata.normalize("NFKD", char)[0]
        letters = [char, _LETTERS.get(char, plain), plain]
        match self._glyphs:
            case Glyphs.UNICODE:
                return [char, simple, typed, *letters]
            case Glyphs.CONSOLE:
                return [simple, typed, *letters]
            case Glyphs.ASCII:
                return [typed, *letters]

    def _has(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeError:
            return False
        return True


def redrawn(text: str, table: Redrawn) -> str:
    """A text in the characters of a table, in as many cells as before."""
    if text.isascii():
        return text
    made, wanted = text.translate(table), cell_len(text)
    if cell_len(made) == wanted:
        return made
    # Several characters that make one picture together are exchanged together.
    parts = (text[start:end] for start, end, _width in split_graphemes(text)[0])
    return "".join(set_cell_size(part.translate(table), cell_len(part)) for part in parts)
