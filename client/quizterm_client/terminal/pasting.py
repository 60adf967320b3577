"""What is pasted, so that it stays what was pasted.

Textual hears what follows an Esc in a paste as keys, and Enter or a digit among them would be an answer. Some
terminals send what they paste as it is, tmux among them.
"""

from typing import Final

_BEGINS: Final = "\x1b[200~"
_ENDS: Final = "\x1b[201~"
_ESC: Final = "\x1b"


class PasteGuard:
    """Leaves out every Esc of what is pasted; takes what a terminal sends piece by piece."""

    def __init__(self) -> None:
        self._inside = False
        self._tail = ""
        """Outside, the last that went on; inside, what may be the beginning of the end and is held back."""

    def __call__(self, text: str) -> str:
        """What is to be heard of the next piece."""
        said = []
        while text:
            part, text = self._pasted(text) if self._inside else self._typed(text)
            said.append(part)
        return "".join(said)

    def _typed(self, text: str) -> tuple[str, str]:
        """What goes on of this, and what is left once a paste begins."""
        known = self._tail + text
        before, begins, rest = known.partition(_BEGINS)
        if not begins:
            self._tail = known[1 - len(_BEGINS) :]
            return text, ""
        self._inside, said = True, len(before) + len(begins) - len(self._tail)
        self._tail = ""
        return text[:said], rest

    def _pasted(self, text: str) -> tuple[str, str]:
        """What goes on of this, and what is left once the paste ends."""
        inside, ends, rest = (self._tail + text).partition(_ENDS)
        self._tail = "" if ends else _beginning_of_the_end(inside)
        self._inside = not ends
        return inside.removesuffix(self._tail).replace(_ESC, "") + ends, rest


def _beginning_of_the_end(text: str) -> str:
    sizes = range(len(_ENDS) - 1, 0, -1)
    return next((_ENDS[:size] for size in sizes if text.endswith(_ENDS[:size])), "")
