"""HTML taken apart into texts and tags, in time linear in its size, with what is no tag left as text.

`html.parser` is not used: what it takes for a tag differs between versions of Python, `x<y` is one for it,
and some input costs it the square of its size.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


BLOCKS = _words(  # untranslated: HTML
    "article aside section nav header footer main address div p center blockquote figure figcaption",
    "h1 h2 h3 h4 h5 h6 hr dl dt dd menu dir details summary fieldset legend form option",
    "caption thead tbody tfoot html body hgroup dialog optgroup",
)
"""Elements that stand on lines of their own, and need nothing else."""
LAID_OUT = BLOCKS | _words("br ul ol li table tr td th pre listing xmp")  # untranslated: HTML
"""Elements beside which line ends of the source are never meant."""
_INLINE = _words(  # untranslated: HTML
    "head a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby",
    "s samp small span strike strong sub sup time tt u var wbr input button select textarea datalist output",
    "meter progress area map base link meta title colgroup col img picture source track param embed",
)
_FORMULAS = _words(  # untranslated: HTML
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom mfenced menclose msub msup",
    "msubsup munder mover munderover mtable mtr mtd semantics annotation",
)
_DROPPED = _words("script style template")  # untranslated: HTML
_WHOLE = _DROPPED | _words("audio video iframe object canvas svg")  # untranslated: HTML
"""Elements of which what stands between their tags is never text of the question."""
_KNOWN = LAID_OUT | _INLINE | _FORMULAS | _WHOLE
_OFFICE = _words("o w m v st1")
"""Prefixes of the tags that word processors leave behind."""
_BARE = _words(  # untranslated: HTML
    "controls disabled checked selected readonly reversed autoplay loop muted nowrap hidden open"
)
"""Attributes that are written without a value."""

_MARK = re.compile(
    r"<(?:(!--)|(![a-zA-Z\[][^<>]*+>)"
    r"|(/?)([a-zA-Z][a-zA-Z0-9:]{0,15}+)((?:[\s/](?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)?+)>)"
)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+(?:=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+")
_HUGE = re.compile("&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; for media, the element as a whole."""

    name: str
    closing: bool
    written: str
    """Its attributes as they are written."""

    def attributes(self) -> dict[str, str]:
        """Give its attributes by their names in small letters; of two with the same name the first."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.written):
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), unescaped(value))
        return found


def unescaped(text: str) -> str:
    """Replace entities by what they stand for.

    Numbers beyond every character are taken out first, because converting thousands of digits is refused.
    """
    return html.unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text


def pieces(source: str) -> Iterator[str | Tag]:
    """Give the texts, as they are written, and the tags; comments, scripts and styles are left out."""
    reader = _Reader(source)
    start = 0
    while (match := reader.next_mark()) is not None:
        tag, end = reader.understand(match)
        if end == match.start():
            continue
        if match.start() > start:
            yield source[start : match.start()]
        if tag is not None:
            yield tag
        start = end
    if start < len(source):
        yield source[start:]


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._missing: set[str] = set()

    def next_mark(self) -> re.Match[str] | None:
        match = _MARK.search(self._source, self._at)
        if match is not None:
            self._at = match.end()
        return match

    def understand(self, match: re.Match[str]) -> tuple[Tag | None, int]:
        """Give the tag, if it is one, and where what follows begins; where the match begins if it is text."""
        comment, declaration, slash, name, written = match.groups()
        if comment:
            return None, self._after("-->", match.end()) or match.start()
        if declaration:
            return None, match.end()
        name = name.lower()
        if not _is_tag(name, written):
            return None, match.start()
        tag = Tag(name, bool(slash), written)
        return self._whole(tag, match.end()) if name in _WHOLE and not slash else (tag, match.end())

    def _whole(self, tag: Tag, start: int) -> tuple[Tag | None, int]:
        end = self._after(f"</{tag.name}>", start)
        dropped = tag.name in _DROPPED
        if not end:
            return (None if dropped else tag), start
        inside = self._source[start:end]
        return (None if dropped else _with_source(tag, inside)), end

    def _after(self, closing: str, start: int) -> int:
        """Give where what follows `closing` begins; 0 if it does not come any more."""
        if closing in self._missing:
            return 0
        match = _CLOSINGS[closing].search(self._source, start)
        if match is None:
            self._missing.add(closing)
            return 0
        self._at = match.end()
        return match.end()


_CLOSINGS = {"-->": re.compile("-->")} | {
    f"</{name}>": re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in sorted(_WHOLE)
}


def _is_tag(name: str, written: str) -> bool:
    prefix, colon, _ = name.partition(":")
    if (prefix not in _OFFICE) if colon else (name not in _KNOWN):
        return False
    rest = written.strip(" \t\r\n\f/")
    return not rest or "=" in rest or all(word.lower() in _BARE for word in rest.split())


def _with_source(tag: Tag, inside: str) -> Tag:
    if "src" in tag.attributes():
        return tag
    for match in _MARK.finditer(inside):
        if match[4] and match[4].lower() in ("source", "embed", "img"):
            return Tag(tag.name, False, f"{tag.written} {match[5]}")
    return tag
