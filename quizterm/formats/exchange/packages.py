"""What files are that are no text: told from their first bytes, and from the names inside packages."""

import zlib

from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.language import N_

_HEAD = 64 * 1024
_ENOUGH_UNPACKED = 1024
_TAR_MARK_AT = 257
_NAME_LENGTH_AT, _NAME_AT = 26, 30

_BINARIES = (
    (b"\xd0\xcf\x11\xe0", N_("an old Excel or Word file; open it in a spreadsheet and save it as .xlsx")),
    (b"%PDF", N_("a PDF; QuizTerm reads none")),
    (b"{\\rtf", N_("a Rich Text document; save it as plain text in Aiken or GIFT form")),
    (b"\x89PNG", N_("a picture; QuizTerm reads none")),
    (b"\xff\xd8\xff", N_("a picture; QuizTerm reads none")),
    (b"GIF8", N_("a picture; QuizTerm reads none")),
    (b"SQLite format 3\0", N_("a database; QuizTerm reads none")),
    (b"7z\xbc\xaf\x27\x1c", N_("a 7z archive; unpack it, and import the files in it")),
    (b"Rar!", N_("a RAR archive; unpack it, and import the files in it")),
)
_PACKAGES = (
    (b"xl/workbook.bin", N_("a binary Excel workbook; save it as .xlsx")),
    (
        b"moodle_backup.xml",
        N_("a Moodle backup; in Moodle, export the questions from the question bank as GIFT or Moodle XML"),
    ),
    (b"h5p.json", N_("an H5P package; QuizTerm reads none")),
    (b"imsmanifest.xml", N_("a course or QTI package; QuizTerm reads none, but GIFT and Moodle XML")),
    (b"word/document.xml", N_("a Word document; save it as plain text in Aiken or GIFT form")),
    (b"ppt/presentation.xml", N_("a presentation; QuizTerm reads none")),
    (b"collection.anki2", N_("an Anki deck; QuizTerm reads none")),
    (b"opendocument.spreadsheet", N_("an OpenDocument spreadsheet; save it as .xlsx or .csv")),
    (b"opendocument.", N_("an OpenDocument document; save it as plain text in Aiken or GIFT form")),
)
_WORKBOOK = b"xl/workbook.xml"
_QUIZ_FILES = (b".xlsx", b".csv", b".tsv", b".txt", b".gift", b".json", b".cqa", b".yaml", b".yml")


def unknown(what: str) -> Unreadable:
    """Make the refusal of a file of which nothing is understood but what it is."""
    sentence = N_("This is {reason}. If it is a quiz nevertheless, say which kind with --format.")
    return Unreadable("unknown_format", sentence.format(reason=what.rstrip(".")))


def packed_format(source: Source) -> str:
    """Name the format of a file that is packed or no text at all; empty if it may be text.

    Raises:
        Unreadable: It is something that is not read.
    """
    data = source.data
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(b"\x1f\x8b"):
        return _gzipped(data)
    for mark, what in _BINARIES:
        if data.startswith(mark):
            raise unknown(what)
    return ""


def _zipped(data: bytes) -> str:
    # Names stand in packages as they are, so that nothing has to be unpacked, and broken ones are known too.
    for mark, what in _PACKAGES:
        if mark in data:
            raise unknown(what)
    length = int.from_bytes(data[_NAME_LENGTH_AT:_NAME_AT], "little")
    if data[_NAME_AT : _NAME_AT + length].lower().endswith(_QUIZ_FILES):
        raise unknown(N_("a zip archive; unpack it, and import the files in it"))
    if _WORKBOOK in data:
        return "kahoot"
    raise unknown(N_("a zip archive that holds no workbook; unpack it, and import the files in it"))


def _gzipped(data: bytes) -> str:
    try:
        begin = zlib.decompressobj(wbits=31).decompress(data[:_HEAD], _ENOUGH_UNPACKED)
    except zlib.error:
        return "classquiz"
    if begin[_TAR_MARK_AT:].startswith(b"ustar"):
        raise unknown(
            N_(
                "a packed archive, such as a Moodle backup (.mbz); in Moodle, export the questions from "
                "the question bank as GIFT or Moodle XML"
            )
        )
    return "classquiz"
