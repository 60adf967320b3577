"""Which escape sequences a program wrote, and which of them a terminal's entry does not know."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache

SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC
    r"|[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|[ -/]*[0-~]"  # two characters, or a character set
    r")?"
)
_STYLE = re.compile(r"\x1b\[([\d;:]*)m")
_MODES = re.compile(r"\x1b\[\?([\d;]+)([hl])")
_CAPABILITY = re.compile(r"\t([^=#,\s]+)(?:[=#](.*?))?,")

_LOOKS = {1: "bold", 2: "dim", 3: "sitm", 4: "smul", 5: "blink", 7: "rev", 9: "smxx"}
"""What turns a look on, and the capability."""
_ENDS = {22: ("bold", "dim"), 23: ("ritm", "sitm"), 24: ("rmul", "smul"), 27: ("rev",), 29: ("rmxx", "smxx")}
_MOUSE = {"1000", "1006"}
_EXTENDED = {"2004": "BE", "1004": "fe", "2026": "Sync"}
"""Private modes, and the extended capability that promises them."""


def sequences(written: str) -> list[str]:
    """Every escape sequence, in the order in which it was written."""
    return SEQUENCE.findall(written)


def unknown_sequences(written: str | bytes, term: str, *promised: str, colours: int = 0) -> list[str]:
    """The sequences that the terminfo entry of a terminal does not know, each once.

    Args:
        written: Everything that went to the terminal; bytes in any encoding that has ASCII.
        term: The entry, as `infocmp` finds it.
        promised: Capabilities that the environment promises beyond it; `RGB` where `COLORTERM` is set.
        colours: How many colours a person promises beyond it; 0 is none.
    """
    text = written.decode("latin-1") if isinstance(written, bytes) else written
    known = capabilities(term) | dict.fromkeys(promised, "")
    known["colors"] = str(max(colours, _colours(known)))
    return [sequence for sequence in dict.fromkeys(sequences(text)) if not _is_known(sequence, known)]


@cache
def capabilities(term: str) -> dict[str, str]:
    """What an entry has, extended capabilities included; without padding, `\\x1b` for Esc."""
    told = subprocess.run(["infocmp", "-1x", term], capture_output=True, text=True, check=True).stdout
    return {name: _unescaped(value) for name, value in _CAPABILITY.findall(told)}


def _unescaped(value: str) -> str:
    value = re.sub(r"\$<[^>]*>", "", value).replace("\\E", "\x1b").replace("\\,", ",")
    value = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), value)
    return re.sub(r"\^([@-_?])", lambda found: chr(ord(found[1]) ^ 64), value)


def _is_known(sequence: str, known: dict[str, str]) -> bool:
    if style := _STYLE.fullmatch(sequence):
        return all(_is_look(codes, known) for codes in _parts(style[1]))
    if modes := _MODES.fullmatch(sequence):
        return all(_is_mode(mode, modes[2], known) for mode in modes[1].split(";"))
    if any(sequence in sequences(value) for name, value in known.items() if not name.startswith("k")):
        return True
    return any(_fits(sequence, value) for value in known.values() if "%" in value)


def _parts(codes: str) -> Iterator[list[int]]:
    """The looks in one sequence; colours take several numbers."""
    numbers = [int(code or 0) for code in re.split("[;:]", codes)]
    while numbers:
        taken = 1
        if numbers[0] in (38, 48):
            taken = 3 if numbers[1:2] == [5] else 5
        yield numbers[:taken]
        numbers = numbers[taken:]


def _is_look(codes: list[int], known: dict[str, str]) -> bool:
    code, colours = codes[0], _colours(known)
    if code == 0:
        return "sgr0" in known
    if code in _LOOKS:
        return _LOOKS[code] in known
    if code in _ENDS:
        return any(name in known for name in _ENDS[code])
    if 30 <= code <= 37 or 40 <= code <= 47:
        return colours >= 8
    if code in (39, 49):
        return "op" in known
    if 90 <= code <= 97 or 100 <= code <= 107:
        return colours >= 16
    if codes[1:2] == [5]:
        return colours >= 256
    return codes[1:2] == [2] and (colours >= 1 << 24 or "RGB" in known or "Tc" in known)


def _colours(known: dict[str, str]) -> int:
    return int(known.get("colors", "0") or "0", 0)


def _is_mode(mode: str, on: str, known: dict[str, str]) -> bool:
    if mode in _MOUSE:
        return "kmous" in known or "XM" in known
    if mode in _EXTENDED:
        return _EXTENDED[mode] in known
    wanted = re.compile(rf"\x1b\[\?(?:\d+;)*{mode}(?:;\d+)*{on}")
    return any(wanted.search(value) for name, value in known.items() if not name.startswith("k"))


def _fits(sequence: str, value: str) -> bool:
    """Whether a sequence can be made from a capability with numbers in it, as `cup`."""
    plain = re.sub(r"%i|%p\d|%\{\d+\}|%[+\-*/]", "", value)
    if "%?" in plain:
        return False
    pattern = "".join(r"\d+" if part == "%d" else re.escape(part) for part in re.split("(%d)", plain))
    return re.fullmatch(pattern, sequence) is not None
