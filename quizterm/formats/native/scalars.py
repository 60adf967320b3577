"""How a text is written in YAML, so that every reader of YAML reads the same text back."""

import re

LINE = 140
"""A text that makes its line longer is folded, where its field may be."""
FOLDED = 110
"""How long the lines of folded text are."""

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~][^\n]*")
_UNSAFE = re.compile(r":(?=\s|$)|\s#|\t|\s$")
_FLOW = re.compile(r"[,\[\]{}]")
_OTHER_TYPE = re.compile(
    r"true|false|null|[-+]?(\.\d+|\d[\d_]*(\.[\d_]*)?)(e[-+]?\d+)?|0o[0-7]+|0x[0-9a-f]+|[-+]?\.inf|\.nan"
    r"|=|<<|\d{4}-\d\d?-\d\d?.*",
    re.IGNORECASE,
)
_SAME_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,6}[1-9])?")
"""Numbers that come back as they were written even from readers that make numbers of them."""
_UNPRINTABLE = re.compile(
    "[^\t\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPED = re.compile(f'["\\\\\t\n]|{_UNPRINTABLE.pattern}')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)


def scalar(text: str, *, flow: bool = False, quoted: bool = False) -> str:
    """Write a text on one line: plain if that reads back as this text, else in quotes.

    Args:
        text: What is to be read back.
        flow: It stands in brackets.
        quoted: It would be taken for something else without quotes.
    """
    if not quoted and _is_plain(text) and not (flow and _FLOW.search(text)):
        return text
    if "\n" in text or "\t" in text or _UNPRINTABLE.search(text):
        return double_quoted(text)
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    if _OTHER_TYPE.fullmatch(text):
        return bool(_SAME_NUMBER.fullmatch(text)) and text != "-0"
    return bool(_PLAIN.fullmatch(text)) and not _UNSAFE.search(text) and not _UNPRINTABLE.search(text)


def double_quoted(text: str) -> str:
    """Write any text at all on one line."""
    return '"' + _ESCAPED.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def fits_block(text: str) -> bool:
    """Tell whether a text can be written under `|` and is read back the same but for one line end."""
    if not text or text.startswith("\n") or text.endswith("\n"):
        return False
    return not _UNPRINTABLE.search(text) and not _BLANK_LINE.search(text)


def block(text: str, indent: str) -> list[str]:
    """Write a text that `fits_block` under `|`: what stands after the colon, and the lines below it.

    Args:
        text: What is to be read back.
        indent: What the lines below begin with; two spaces more than their field.
    """
    header = "|2" if text[0] in " \t" else "|"
    return [header, *(indent + line if line else "" for line in text.split("\n"))]


def folded(text: str, indent: str) -> list[str] | None:
    """Write a long line of text under `>-`, broken between words; `None` where it cannot be broken."""
    if not _is_foldable(text):
        return None
    lines, start = [">-"], 0
    room = FOLDED - len(indent)
    while len(text) - start > room:
        end = _break(text, start, room)
        if end < 0:
            break
        lines.append(indent + text[start:end])
        start = end + 1
    lines.append(indent + text[start:])
    return lines if len(lines) > 2 else None


def _is_foldable(text: str) -> bool:
    return (
        not text[0].isspace()
        and not text[-1].isspace()
        and not _UNPRINTABLE.search(text + "\n")
        and ("\n" not in text and "\t" not in text)
    )


def _break(text: str, start: int, room: int) -> int:
    """Find the last single space in the line, or else the first one after it."""
    end = text.rfind(" ", start + 1, start + room + 1)
    while end > start and not _is_single(text, end):
        end = text.rfind(" ", start + 1, end)
    if end > start:
        return end
    end = text.find(" ", start + room)
    while end >= 0 and not _is_single(text, end):
        end = text.find(" ", end + 1)
    return end


def _is_single(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and not text[at + 1].isspace()
