"""What files are that are no text: told from their first bytes, and from the names inside packages."""

import zlib

from quizterm.formats.exchange.source import Source, Unreadable

_HEAD = 64 * 1024
_ENOUGH_UNPACKED = 1024
_TAR_MARK_AT = 257
_NAME_LENGTH_AT, _NAME_AT = 26, 30

_ASK_MOODLE = "in Moodle, export the questions from the question bank as GIFT or Moodle XML"
_BINARIES = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; open it in a spreadsheet and save it as .xlsx"),
    (b"%PDF", "a PDF; QuizTerm reads none"),
    (b"{\\rtf", "a Rich Text document; save it as plain text in Aiken or GIFT form"),
    (b"\x89PNG", "a picture; QuizTerm reads none"),
    (b"\xff\xd8\xff", "a picture; QuizTerm reads none"),
    (b"GIF8", "a picture; QuizTerm reads none"),
    (b"SQLite format 3\0", "a database; QuizTerm reads none"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it, and import the files in it"),
    (b"Rar!", "a RAR archive; unpack it, and import the files in it"),
)
_PACKAGES = (
    (b"xl/workbook.bin", "a binary Excel workbook; save it as .xlsx"),
    (b"moodle_backup.xml", f"a Moodle backup; {_ASK_MOODLE}"),
    (b"h5p.json", "an H5P package; QuizTerm reads none"),
    (b"imsmanifest.xml", "a course or QTI package; QuizTerm reads none, but GIFT and Moodle XML"),
    (b"word/document.xml", "a Word document; save it as plain text in Aiken or GIFT form"),
    (b"ppt/presentation.xml", "a presentation; QuizTerm reads none"),
    (b"collection.anki2", "an Anki deck; QuizTerm reads none"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet; save it as .xlsx or .csv"),
    (b"opendocument.", "an OpenDocument document; save it as plain text in Aiken or GIFT form"),
)
_WORKBOOK = b"xl/workbook.xml"
_QUIZ_FILES = (b".xlsx", b".csv", b".tsv", b".txt", b".gift", b".json", b".cqa", b".yaml", b".yml")


def unknown(what: str) -> Unreadable:
    """Make the refusal of a file of which nothing is understood but what it is."""
    message = f"This is {what.rstrip('.')}. If it is a quiz nevertheless, say which kind with --format."
    return Unreadable("unknown_format", message)


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
        raise unknown("a zip archive; unpack it, and import the files in it")
    if _WORKBOOK in data:
        return "kahoot"
    raise unknown("a zip archive that holds no workbook; unpack it, and import the files in it")


def _gzipped(data: bytes) -> str:
    try:
        begin = zlib.decompressobj(wbits=31).decompress(data[:_HEAD], _ENOUGH_UNPACKED)
    except zlib.error:
        return "classquiz"
    if begin[_TAR_MARK_AT:].startswith(b"ustar"):
        raise unknown(f"a packed archive, such as a Moodle backup (.mbz); {_ASK_MOODLE}")
    return "classquiz"
