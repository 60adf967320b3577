"""Formatted text of other programs as the plain text that a terminal shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from quizterm.formats.exchange.markup import BLOCKS, LAID_OUT, Tag, pieces, unescaped
from quizterm.formats.exchange.media import ATTACHED, MEDIA, Notes, Unshown
from quizterm.formats.exchange.scripts import lowered, raised

__all__ = ["Block", "Notes", "Unshown", "in_markup", "plain_text", "text_and_blocks"]

_MOST_LEVELS = 8
"""How deep lists and raised letters are followed; what is nested deeper loses its layout only."""

_BLANKS = re.compile("[ \t\r\n\f]+")
_SPACES = re.compile("[ \t\r\f]+")
_GAPS = re.compile("\n{3,}")
_KEEPING = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_LANGUAGE = re.compile(r"(?:language-|lang-|brush:\s*)([\w+#.-]{1,40})")


@dataclass(frozen=True, slots=True)
class Block:
    """A part with a layout of its own that was taken out of a text."""

    text: str
    language: str = ""
    """What it was said to be written in, for program text."""


def in_markup(text: str) -> bool:
    """Tell, cheaply, whether there may be anything in a text but letters, spaces and line ends."""
    return "<" in text or "&" in text or ATTACHED in text


def plain_text(html: str, notes: Notes | Unshown | None = None, *, newlines: bool = False) -> str:
    """Give the text of some HTML, line by line, without its formatting.

    Pictures and sounds leave their names behind and are noted; LaTeX stays as it is.

    Args:
        html: Text with tags and entities; whatever is no known tag is text.
        notes: Told what cannot be shown; or collects it, for several texts.
        newlines: Line ends are meant, as in Moodle's own format; otherwise they are spaces.
    """
    return text_and_blocks(html, notes, newlines=newlines)[0]


def text_and_blocks(
    html: str,
    notes: Notes | Unshown | None = None,
    *,
    newlines: bool = False,
    apart: frozenset[str] = frozenset(),
) -> tuple[str, tuple[Block, ...]]:
    """Do as `plain_text`, but take out the elements that are named in `apart`, of `pre` and `table`."""
    unshown = notes if isinstance(notes, Unshown) else Unshown()
    page = _Page(unshown, newlines=newlines, apart=apart)
    for piece in pieces(html):
        if isinstance(piece, Tag):
            page.tag(piece)
        else:
            page.text(piece)
    text = page.finished()
    if notes is not None and not isinstance(notes, Unshown):
        unshown.tell(notes)
    return text, tuple(page.blocks)


class _Page:
    """Takes texts and tags in their order, and writes lines."""

    def __init__(self, unshown: Unshown, *, newlines: bool, apart: frozenset[str]) -> None:
        self.blocks: list[Block] = []
        self._unshown = unshown
        self._newlines = newlines
        self._apart = apart
        self._out: list[str] = []
        self._empty_lines = 2
        self._at_line_start = True
        self._after_space = True
        self._kept: list[str] = []
        self._keeps_something = False
        self._lists: list[int] = []
        self._tables = 0
        self._cells = 0
        self._shifted: list[tuple[str, int]] = []
        self._link: tuple[str, int] | None = None
        self._taken: tuple[str, int, str] | None = None
        self._after_tag = False
        self._after_medium = False

    def text(self, written: str) -> None:
        """Write what stands between tags."""
        text = unescaped(written)
        if self._kept:
            self._keep(text)
        elif self._newlines and not self._cells:
            self._flow_lines(text)
        else:
            self._flow(text)
        self._after_tag = False

    def tag(self, tag: Tag) -> None:
        """Do what a tag says."""
        name = tag.name
        self._after_tag = self._after_tag or name in LAID_OUT
        if name in MEDIA:
            self._medium(tag)
        elif name in ("pre", "listing", "xmp"):
            self._preformatted(tag)
        elif name in ("sub", "sup"):
            self._shift(tag)
        elif name in ("ul", "ol", "li"):
            self._list(tag)
        elif name in ("table", "tr", "td", "th"):
            self._table(tag)
        elif name == "br":
            self._end_line()
        elif name == "a":
            self._anchor(tag)
        elif name == "q":
            self._put("”" if tag.closing else "“")
        elif name == "math":
            self._unshown.formula = True
        elif name in BLOCKS:
            self._break()
        self._follow_style(tag)

    def finished(self) -> str:
        """Give everything that was written."""
        if self._taken is not None:
            self._put_apart()
        text = self._unshown.with_attached("".join(self._out))
        lines = (line.rstrip() for line in text.split("\n"))
        whole = "\n".join(lines).strip("\n")
        return whole if self._keeps_something else _GAPS.sub("\n\n", whole).strip()

    def _put(self, text: str) -> None:
        if self._after_medium and text[:1].isalnum():
            self._out.append(" ")
        self._after_medium = False
        self._out.append(text)
        self._empty_lines = 0
        self._at_line_start = False
        self._after_space = text.endswith((" ", "\n"))

    def _flow(self, text: str) -> None:
        words = _BLANKS.sub(" ", text)
        if self._after_space:
            words = words.lstrip(" ")
        if words:
            self._put(words)

    def _flow_lines(self, text: str) -> None:
        lines = _SPACES.sub(" ", text).split("\n")
        if self._after_tag and len(lines) > 1 and not lines[0].strip(" "):
            lines = lines[1:]
            self._flow(" ")
        for number, line in enumerate(lines):
            if number:
                self._end_line()
            self._flow(line)

    def _keep(self, text: str) -> None:
        self._keeps_something = True
        if self._cells:
            self._flow(text)
            return
        if self._after_tag and self._kept[-1] == "pre" and text.startswith("\n"):
            text = text[1:]
        if text:
            self._put(text)
            self._at_line_start = text.endswith("\n")
            self._empty_lines = int(self._at_line_start)

    def _trim_space(self) -> bool:
        if not self._after_space or self._at_line_start:
            return False
        self._out[-1] = self._out[-1].rstrip(" ")
        return True

    def _break(self) -> None:
        if self._cells:
            self._flow(" ")
        elif not self._at_line_start:
            self._end_line()

    def _end_line(self) -> None:
        if self._cells:
            self._flow(" ")
            return
        if self._empty_lines < 2:
            self._out.append("\n")
            self._empty_lines += 1
        self._at_line_start = self._after_space = True

    def _preformatted(self, tag: Tag) -> None:
        self._break()
        if not tag.closing:
            if len(self._kept) < _MOST_LEVELS:
                self._kept.append("pre")
            self._take("pre", tag)
        elif "pre" in self._kept:
            while self._kept.pop() != "pre":
                pass
            self._end_taken("pre")

    def _follow_style(self, tag: Tag) -> None:
        if tag.closing:
            if self._kept and self._kept[-1] == tag.name != "pre":
                self._kept.pop()
        elif _keeps_layout(tag) and len(self._kept) < _MOST_LEVELS:
            self._kept.append(tag.name)
        if tag.name == "code" and self._taken is not None and not self._taken[2]:
            self._taken = (*self._taken[:2], _language(tag))

    def _shift(self, tag: Tag) -> None:
        if not tag.closing:
            if len(self._shifted) < _MOST_LEVELS:
                self._shifted.append((tag.name, len(self._out)))
            return
        if self._shifted and self._shifted[-1][0] == tag.name:
            name, start = self._shifted.pop()
            self._replace_from(start, lowered if name == "sub" else raised)

    def _replace_from(self, start: int, change: Callable[[str], str]) -> None:
        changed = change("".join(self._out[start:]))
        del self._out[start:]
        self._out.append(changed)

    def _list(self, tag: Tag) -> None:
        self._break()
        if tag.name == "li":
            if not tag.closing:
                self._item()
        elif not tag.closing:
            self._lists.append(_first_number(tag) if tag.name == "ol" else -1)
        elif self._lists:
            self._lists.pop()

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else -1
        if number >= 0:
            self._lists[-1] += 1
        indent = "  " * min(len(self._lists) - 1, _MOST_LEVELS)
        self._put(f"{indent}{number}. " if number >= 0 else f"{indent}• ")
        # A paragraph that opens an item goes on in its line.
        self._at_line_start = not self._cells

    def _table(self, tag: Tag) -> None:
        if tag.name == "table":
            self._whole_table(tag)
        elif self._tables > 1:
            self._flow(" ")
        elif tag.name == "tr":
            self._cells = 0
            self._break()
        elif not tag.closing:
            if self._cells:
                self._trim_space()
                self._put(" | ")
            self._cells += 1

    def _whole_table(self, tag: Tag) -> None:
        if not tag.closing:
            self._break()
            self._tables += 1
            if self._tables == 1:
                self._take("table", tag)
        elif self._tables:
            self._tables -= 1
            if self._tables == 0:
                self._cells = 0
                self._break()
                self._end_taken("table")

    def _take(self, name: str, tag: Tag) -> None:
        if name in self._apart and self._taken is None:
            self._taken = (name, len(self._out), _language(tag))

    def _end_taken(self, name: str) -> None:
        if self._taken is not None and self._taken[0] == name:
            self._put_apart()

    def _put_apart(self) -> None:
        assert self._taken is not None
        _, start, language = self._taken
        self._taken = None
        text = "".join(self._out[start:])
        del self._out[start:]
        self._shifted.clear()
        self._link = None
        self._at_line_start = self._after_space = True
        if text.strip():
            self.blocks.append(Block(self._unshown.with_attached(text).strip("\n"), language))

    def _anchor(self, tag: Tag) -> None:
        if not tag.closing:
            target = tag.attributes().get("href", "")
            self._link = (target, len(self._out)) if target else None
        elif self._link is not None:
            target, start = self._link
            self._link = None
            said = "".join(self._out[start:]).strip()
            if target not in (said, f"mailto:{said}") and not target.startswith("#"):
                self._point_to(target, after=bool(said))

    def _point_to(self, target: str, *, after: bool) -> None:
        trailing = after and self._trim_space()
        shown = target if not after or target.startswith(ATTACHED) else f"({target})"
        self._put(f" {shown}" if after else shown)
        if trailing:
            self._put(" ")

    def _medium(self, tag: Tag) -> None:
        if tag.closing:
            return
        if not self._after_space:
            self._put(" ")
        self._put(self._unshown.medium(tag))
        self._after_medium = True


def _keeps_layout(tag: Tag) -> bool:
    if "style" not in tag.written or tag.name not in ("p", "span", "div", "code"):
        return False
    return _KEEPING.search(tag.attributes().get("style", "")) is not None


def _language(tag: Tag) -> str:
    match = _LANGUAGE.search(tag.attributes().get("class", ""))
    return match[1] if match else ""


def _first_number(tag: Tag) -> int:
    start = tag.attributes().get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
