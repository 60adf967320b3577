"""A workbook as a zip: checked before anything of it is unpacked, and counted while it is."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quizterm.formats.exchange.source import MAX_RATIO, MAX_UNPACKED, Unreadable
from quizterm.language import N_

MAX_PARTS = 1_000
"""Parts that a workbook may have; Kahoot's template has fourteen."""
WORKBOOK = "xl/workbook.xml"

_PIECE = 256 * 1024
_ENTRY = b"PK\x01\x02"
_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a way of packing that Python does not know
    RuntimeError,  # a password is needed
    OSError,  # an offset outside of the file
    OverflowError,
    ValueError,  # names that are in no encoding
)
"""What `zipfile` raises for damaged files."""

_OTHERS = (
    ("xl/workbook.bin", N_("This is an Excel workbook in binary form (.xlsb); save it as .xlsx or .csv.")),
    ("word/", N_("This is a Word document; save it as .xlsx or .csv.")),
    ("ppt/", N_("This is a PowerPoint presentation; save it as .xlsx or .csv.")),
    ("content.xml", N_("This is an OpenDocument file; save it as .xlsx or .csv.")),
    ("index.iwa", N_("This is a Numbers document; save it as .xlsx or .csv.")),
    ("Index/", N_("This is a Numbers document; save it as .xlsx or .csv.")),
)


class Package:
    """The parts of a workbook by their names."""

    def __init__(self, data: bytes) -> None:
        """Look at the list of parts.

        Raises:
            Unreadable: It is no workbook, is damaged, or would grow beyond all measure.
        """
        self._unpacked = 0
        # Counted in the bytes, because the list itself can be what is too large.
        if data.count(_ENTRY) > MAX_PARTS:
            raise _bomb(
                N_("The workbook has more than {number} parts; it was not read.").format(
                    number=f"{MAX_PARTS:,}"
                )
            )
        try:
            self._zip = ZipFile(BytesIO(data))
        except _DAMAGE:
            raise _damaged() from None
        self._parts = {part.filename: part for part in self._zip.infolist()}
        _check_kind(self._parts)
        _check_sizes(list(self._parts.values()))

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._parts

    def part(self, name: str) -> bytes:
        """Unpack a part; one that is not there is empty.

        Raises:
            Unreadable: It is damaged or larger than it says.
        """
        part = self._parts.get(name)
        if part is None:
            return b""
        if part.flag_bits & 1:
            raise Unreadable("encrypted", N_("The workbook is protected by a password; save it without one."))
        try:
            return self._unpack(part)
        except _DAMAGE:
            raise _damaged() from None

    def _unpack(self, part: ZipInfo) -> bytes:
        pieces = []
        allowed = part.compress_size * MAX_RATIO
        with self._zip.open(part) as packed:
            while piece := packed.read(_PIECE):
                self._unpacked += len(piece)
                allowed -= len(piece)
                if allowed < 0 or self._unpacked > MAX_UNPACKED:
                    raise _bomb(
                        N_("The workbook grows beyond all measure when it is unpacked; it was not read.")
                    )
                pieces.append(piece)
        return b"".join(pieces)


def _check_kind(parts: dict[str, ZipInfo]) -> None:
    if WORKBOOK in parts:
        return
    for start, sentence in _OTHERS:
        if any(name.startswith(start) for name in parts):
            raise Unreadable("not_a_workbook", sentence)
    raise Unreadable("not_a_workbook", N_("This is a zip file without a workbook in it; unpack it first."))


def _check_sizes(parts: list[ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _bomb(
            N_("The workbook would grow beyond {number} MiB when it is unpacked; it was not read.").format(
                number=MAX_UNPACKED // (1024 * 1024)
            )
        )
    for part in parts:
        if part.file_size > part.compress_size * MAX_RATIO:
            raise _bomb(
                N_(
                    "The workbook has a part that would grow to more than {times} times its size; it was not "
                    "read."
                ).format(times=MAX_RATIO)
            )
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _damaged()


def _bomb(message: str) -> Unreadable:
    return Unreadable("too_large", message)


def _damaged() -> Unreadable:
    message = N_(
        "The workbook is damaged or cut off; open and save it in a spreadsheet program, or get it again."
    )
    return Unreadable("broken_workbook", message)
