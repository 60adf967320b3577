"""The questions of an XML file one by one, as elements; a broken one does not take the others with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Level, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Unreadable
from quizterm.language import N_

Take = Callable[[Element, Spot], None]
"""Takes a complete question and where it begins."""

_MAX_DEPTH = 50
_MAX_PARTS = 20_000
"""How many elements one question may have."""
_MAX_OTHERS = 100_000
"""How many elements may stand between questions."""
_MAX_RAW = 16 * 1024 * 1024
"""How many characters one text may have, with the pictures that are written into it."""
_MAX_TEXT = 100_000
"""How many it may have without them; far more than can be shown."""
_MAX_TROUBLES = 1000
_SHARE = 4
"""How many times its size may be read of a file that is broken again and again."""
_CHUNK = 64 * 1024

_DROPPED = frozenset({"file", "image_base64", "dataset_definitions"})
"""Elements whose content is never kept: pictures, and numbers to calculate with."""
_QUESTION = re.compile(rb"<question(?=[\s>/])")
_WRAPPER = b"<quiz>"
_PICTURE = re.compile("(?<=;base64,)[A-Za-z0-9+/=%\\s]{200,}+")
"""A picture that is written into a text."""

_REASONS = {
    3: N_("the file ends early"),
    4: N_("something stands there that cannot, such as a bare “<” or “&”"),
    5: N_("the file ends within a tag"),
    7: N_("a tag is closed that is not the innermost open one"),
    8: N_("an attribute is there twice"),
    9: N_("something follows the end of the quiz"),
    20: N_("a CDATA section is not closed"),
}
"""What expat's numbers of errors mean."""
_EARLY = (3, 5, 20)
_FOLLOWS = 9


class _Stopped(Exception):
    """A question that is not read further, for a reason of ours."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    at: int
    """Where reading stopped, as an offset into the whole."""
    line: int
    reason: str
    code: int = 0
    """Expat's number of the error; 0 for a reason of ours."""

    def is_early(self) -> bool:
        """Tell whether the file ended."""
        return self.code in _EARLY


def read_questions(text: str, harvest: Harvest, take: Take) -> None:
    """Give every complete question to `take`; what is broken is left out and noted, with its line.

    Raises:
        Unreadable: It is no Moodle XML, or has a document type definition, or has no complete question.
    """
    _Recovery(text, harvest, take).run()


class _Recovery:
    """Begins anew behind whatever is broken."""

    def __init__(self, text: str, harvest: Harvest, take: Take) -> None:
        self._data = text.encode("utf-8", errors="replace")
        self._harvest = harvest
        self._builder = _Builder(take)
        self._counted = (0, 1)

    def run(self) -> None:
        at, troubles, read = max(0, self._data.find(b"<")), 0, 0
        first: _Trouble | None = None
        while True:
            trouble = self._read_from(at, resumed=troubles > 0)
            if trouble is None:
                break
            first = first or trouble
            troubles += 1
            read += trouble.at - at
            following = _QUESTION.search(self._data, self._report(trouble))
            if following is None:
                break
            at = following.start()
            if troubles > _MAX_TROUBLES or read > _SHARE * len(self._data) + _CHUNK:
                self._give_up(at)
                break
        if first is not None and not self._builder.complete:
            raise Unreadable("broken", _sentence(first), Spot("line", first.line))

    def _give_up(self, at: int) -> None:
        spot = Spot("line", self._line_at(at))
        sentence = N_("The file is broken in too many places; what follows line {line} was not read.")
        message = sentence.format(line=spot.number)
        self._harvest.remark("broken", message, level=Level.LEFT_OUT, spot=spot)

    def _report(self, trouble: _Trouble) -> int:
        """Note what is broken, and give where to look for the next question."""
        if self._builder.opened is not None:
            entry = self._harvest.begin(self._builder.spot, self._builder.name())
            entry.leave_out("broken", _sentence(trouble))
            return self._builder.opened + 1
        spot = Spot("line", trouble.line)
        if trouble.code == _FOLLOWS:
            self._harvest.remark("broken", _sentence(trouble), spot=spot)
            return trouble.at
        if self._is_in_its_tag(trouble.at):
            self._harvest.begin(spot, "").leave_out("broken", _sentence(trouble))
        elif not (trouble.is_early() and self._builder.root == "question"):
            # A lone question has no end of a quiz behind it.
            level = Level.LOSS if trouble.is_early() else Level.INFO
            self._harvest.remark("broken", _sentence(trouble), level=level, spot=spot)
        return trouble.at + 1

    def _is_in_its_tag(self, at: int) -> bool:
        """Tell whether an offset is within the tag that opens a question."""
        tag = _QUESTION.match(self._data, self._data.rfind(b"<", max(0, at - _CHUNK), at + 1))
        return tag is not None and b">" not in self._data[tag.start() : at]

    def _read_from(self, at: int, *, resumed: bool) -> _Trouble | None:
        builder = self._builder
        parser = DefusedXMLParser(target=builder, encoding="utf-8", forbid_dtd=True)
        builder.reset(at - len(_WRAPPER) * resumed, self._line_at(at), parser)
        try:
            if resumed:
                parser.feed(_WRAPPER)
            self._feed(parser, at)
            parser.close()
        except ParseError as error:
            reason = _REASONS.get(error.code, N_("it is no well-formed XML"))
            return self._trouble(reason, parser.parser.ErrorByteIndex, error.position[0], error.code)
        except _Stopped as stopped:
            place = parser.parser.CurrentByteIndex, parser.parser.CurrentLineNumber
            return self._trouble(str(stopped), *place)
        except DefusedXmlException:
            message = N_("The file has a document type definition (DOCTYPE), which is not read; take it out.")
            raise Unreadable("dtd", message) from None
        return None

    def _feed(self, parser: DefusedXMLParser, at: int) -> None:
        size = _CHUNK
        while at < len(self._data):
            parser.feed(self._data[at : at + size])
            at += size
            # Growing pieces keep one huge tag or comment from being looked through again and again.
            size *= 2

    def _trouble(self, reason: str, index: int, line: int, code: int = 0) -> _Trouble:
        at = min(max(0, self._builder.base + index), len(self._data))
        return _Trouble(at, self._builder.line + line - 1, reason, code)

    def _line_at(self, at: int) -> int:
        """Give the number of the line in which an offset is; never one before the last that was asked for."""
        position, line = self._counted
        self._counted = (at, line + self._data.count(b"\n", position, at))
        return self._counted[1]


def _sentence(trouble: _Trouble) -> str:
    return N_("The XML is broken at line {line}: {reason}.").format(line=trouble.line, reason=trouble.reason)


class _Builder:
    """Takes what the parser finds, and builds one question at a time."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self.complete = 0
        """Elements of questions that were read to their end."""
        self.root = ""
        self.base = 0
        self.spot = Spot()

    def reset(self, base: int, line: int, parser: DefusedXMLParser) -> None:
        """Begin to read at an offset; `base` is that of the parser's beginning."""
        self.base = base
        self.opened: int | None = None
        """Where the question begins that is being read."""
        self.line = line
        """The line of the parser's beginning."""
        self._expat = parser.parser
        self._depth = 0
        self._skipped = 0
        self._parts = 0
        self._others = 0
        self._size = 0
        self._stack: list[Element] = []
        self._text: list[str] = []
        self._markup: list[bool] = []
        self._inside_text = 0

    def name(self) -> str:
        """Give the name of the question that is being read, as far as it is known."""
        return short(self._stack[0].findtext("name/text", "")) if self._stack else ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _Stopped(N_("elements are nested too deeply"))
        if not self.root:
            self._begin(name)
        if self._skipped:
            self._skipped += 1
        elif not self._stack:
            self._others += 1
            if name == "question":
                self._open(attributes)
            elif self._others > _MAX_OTHERS:
                raise _Stopped(N_("too many elements stand between questions"))
        elif self._inside_text:
            self._inside_text += 1
            self._write(_opening(name, attributes), markup=True)
        else:
            self._inner(name, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif self._inside_text > 1:
            self._inside_text -= 1
            self._write(f"</{tag.rpartition('}')[2]}>", markup=True)
        elif self._stack:
            self._close_innermost()

    def data(self, text: str) -> None:
        if self._stack and not self._skipped:
            self._write(text, markup=False)

    def close(self) -> None:
        """Do nothing: questions were given away as they came."""

    def _begin(self, root: str) -> None:
        if root not in ("quiz", "question"):
            message = N_(
                "This is XML, but no quiz of Moodle: it begins with “<{root}>”, not with “<quiz>”."
            ).format(root=root[:40])
            raise Unreadable("not_moodle", message)
        self.root = root

    def _open(self, attributes: dict[str, str]) -> None:
        self.opened = self.base + self._expat.CurrentByteIndex
        self.spot = Spot("line", self.line + self._expat.CurrentLineNumber - 1)
        self._parts = self._others = 0
        self._stack.append(Element("question", attributes))
        self._fresh_text()

    def _inner(self, name: str, attributes: dict[str, str]) -> None:
        if name == "question":
            raise _Stopped(N_("the question is not closed before the next one"))
        if name in _DROPPED:
            self._skipped = 1
            return
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise _Stopped(N_("the question has too many parts"))
        self._stack.append(SubElement(self._stack[-1], name, attributes))
        self._inside_text = int(name == "text")
        self._fresh_text()

    def _close_innermost(self) -> None:
        element = self._stack.pop()
        if len(element) == 0:
            element.text = self._written()
        self._inside_text = 0
        self._fresh_text()
        if not self._stack:
            self.opened = None
            self.complete += 1
            self._take(element, self.spot)

    def _fresh_text(self) -> None:
        self._size = 0
        self._text = []
        self._markup = []

    def _write(self, text: str, *, markup: bool) -> None:
        self._size += len(text)
        if self._size > _MAX_RAW:
            raise _Stopped(N_("a text of the question is far too long"))
        self._text.append(text)
        self._markup.append(markup)

    def _written(self) -> str:
        """Give the text; where tags stand in it that somebody forgot to escape, as the markup that it is."""
        written = "".join(self._text)
        if any(self._markup):
            pairs = zip(self._text, self._markup, strict=True)
            written = "".join(text if markup else _escaped(text) for text, markup in pairs)
        if len(written) > _MAX_TEXT:
            written = _PICTURE.sub("", written)
        if len(written) > _MAX_TEXT:
            raise _Stopped(N_("a text of the question is far too long"))
        return written


def _opening(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
