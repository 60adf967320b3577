"""Reading XML piece by piece, in little memory, whatever it is made of."""

from collections.abc import Iterator
from xml.parsers import expat

from quizterm.formats.exchange.source import Unreadable
from quizterm.language import N_

Attributes = dict[str, str]

_PIECE = 64 * 1024
_MAX_DEPTH = 64
_MAX_NAMES = 5_000
_MAX_TAG = 1024 * 1024
_MAX_ELEMENTS = 4_000_000
_DAMAGED = N_(
    "The workbook is damaged ({reason}); open and save it in a spreadsheet program, or get it again."
)


class Handler:
    """Takes what an XML document holds, by names without prefixes."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take a piece of text."""


def walk(data: bytes, handler: Handler) -> None:
    """Give a whole document to a handler.

    Raises:
        Unreadable: It is no XML, or is made to exhaust whoever reads it.
    """
    for _ in pieces(data, handler):
        pass


def pieces(data: bytes, handler: Handler) -> Iterator[None]:
    """Give a document to a handler, with a stop after every piece.

    Raises:
        Unreadable: As for `walk`.
    """
    guard = _Guard(handler)
    parser = guard.parser
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        _feed(parser, piece)
        if start + len(piece) - parser.CurrentByteIndex > _MAX_TAG or len(guard.names) > _MAX_NAMES:
            raise _strange()
        yield
    _feed(parser, b"", last=True)
    yield


def _feed(parser: expat.XMLParserType, piece: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(piece, last)
    except expat.ExpatError as error:
        raise Unreadable("broken_workbook", _DAMAGED.format(reason=expat.ErrorString(error.code))) from None
    except (ValueError, LookupError):  # from the codecs that Python lends to the parser
        raise Unreadable("broken_workbook", _DAMAGED.format(reason=N_("unknown encoding"))) from None


class _Guard:
    """Stands between the parser and a handler: no document types, no depth, no endless variety."""

    def __init__(self, handler: Handler) -> None:
        self.names: dict[str, str] = {}
        self._handler = handler
        self._depth = 0
        self._elements = 0
        self.parser = expat.ParserCreate(intern=self.names)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = handler.text

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _MAX_DEPTH or self._elements > _MAX_ELEMENTS:
            raise _strange()
        self._handler.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(name.rpartition(":")[2])


def _refuse(*_declaration: object) -> None:
    raise Unreadable(
        "document_type", N_("The workbook declares a document type, which no spreadsheet program does.")
    )


def _strange() -> Unreadable:
    return Unreadable(
        "strange_workbook", N_("The workbook is built as no spreadsheet program does; it was not read.")
    )


def attribute(attributes: Attributes, name: str) -> str:
    """Give an attribute by its name without a prefix; empty if it is not there."""
    if name in attributes:
        return attributes[name]
    return next((value for full, value in attributes.items() if full.rpartition(":")[2] == name), "")
