"""Whether a person can play in a cell: what must be seen at each moment, and what must never be written."""

import unicodedata
from collections.abc import Iterator

from quizterm_client.terminal.palette import contrast
from tests.support.sequences import unknown_sequences
from tests.terminal.matrix.cells import OWN, Cell
from tests.terminal.matrix.picture import Picture, Tile, colours_of, squeezed
from tests.terminal.matrix.playing import Moment, Played
from tests.terminal.matrix.story import LETTERS, QUIZ, Words, name_as_read, words_in

READABLE = 4.5
"""The least contrast of letters on their colour, as WCAG 2 asks for."""
_CONSOLE_MARKS = frozenset("─│┌┐└┘├┤┬┴┼█▌▐▄▀░▒▓■▲►▼◄♦•√○←↑→↓↔↕")
"""What the fonts of the Linux console have of lines, blocks, arrows and shapes."""
_MARKS = (range(0x2190, 0x2C00),)
"""Arrows, lines, blocks, shapes and other marks that are no letters."""


def faults(played: Played, moment: Moment, question: int, picture: Picture) -> list[str]:
    """What is wrong with a screen, or with what was said; nothing if a person can read all of it."""
    cell = played.cell
    words = words_in(cell.locale.known, lines=cell.in_lines)
    found = [*_unwritable(cell, picture)]
    needed = _needed(played, moment, question, words)
    found += [f"“{text}” cannot be read" for text in needed if not picture.shows(text)]
    if not cell.in_lines:
        found += [f"row {row} has half a character" for row in picture.broken_rows()]
        found += _strange_marks(cell, picture)
        found += _strange_looks(cell, picture)
        if moment in (Moment.OPEN, Moment.COUNTED, Moment.REVEAL):
            found += _tiles(picture, words.options[question], moment)
    return found


def written_faults(played: Played) -> list[str]:
    """What should not have been written to the terminal, and what should have been."""
    cell, raw = played.cell, played.raw
    found = []
    if cell.in_lines:
        if b"\x1b" in raw:
            found.append("escape sequences on a terminal without any")
    else:
        colours = 256 if cell.colour == "true" else int(cell.colour) if cell.colour.isdecimal() else 0
        promised = ["RGB"] if "true" in (cell.colour, cell.promise.removesuffix("color")) else []
        unknown = unknown_sequences(raw, cell.term, *promised, colours=colours)
        found += [f"the entry does not know {sequence!r}" for sequence in unknown]
    found += _bytes(cell, raw)
    return found


def _needed(played: Played, moment: Moment, question: int, words: Words) -> Iterator[str]:
    """What must be read at a moment."""
    name = name_as_read(played.name, played.cell.locale.known)
    lines = played.cell.in_lines
    if moment is not Moment.PODIUM and not lines:
        yield "Kase & Co" if played.cell.locale.known == "ascii" else QUIZ.title
    match moment:
        case Moment.LOBBY:
            yield f"You are in, {name}."
            yield "2 questions"
        case Moment.OPEN:
            yield words.questions[question]
            yield from (
                f"{number}. {text}" for number, text in enumerate(words.options[question], 1) if lines
            )
            yield "Type the number" if lines else "1-4 or A-D answer"
        case Moment.COUNTED:
            yield from ("Counted",) if lines else (words.questions[question], "Counted", "your")
        case Moment.REVEAL:
            yield from ("Right, in", "1000") if question == 0 else ("Not this time",)
            yield "of "
            yield from (name,) if not lines else ()
        case Moment.STANDINGS:
            yield from ("Standings", name, "1 000" if question == 0 else "2 000")
            yield from words.others if question else ()
        case Moment.PODIUM:
            yield from words.others
            yield from ("2 000", "4th of", "1 of 2 right")


def _tiles(picture: Picture, options: tuple[str, ...], moment: Moment) -> Iterator[str]:
    tiles = picture.tiles
    if "".join(tile.letter for tile in tiles) != LETTERS:
        yield f"the options are {[tile.letter for tile in tiles]}, not A to D in their order"
        return
    for tile, text in zip(tiles, options, strict=True):
        if not squeezed(tile.text).startswith(squeezed(text)):
            yield f"option {tile.letter} is “{tile.text}”, not “{text}”"
    columns = [tile.column for tile in tiles]
    if len(set(columns)) > 2 or (len(set(columns)) == 2 and columns[:2] != columns[2:]):
        yield f"the letters stand in the columns {columns}"
    if len({picture.cells[tile.row][tile.column].data for tile in tiles}) != len(LETTERS):
        yield "letters are lost"
    if moment is Moment.REVEAL:
        return
    for column in set(columns):
        ends = {picture.end_of_surface(tile) for tile in tiles if tile.column == column} - {None}
        if len(ends) > 1:
            yield f"the options in column {column} end in different columns: {ends}"
    for tile in tiles:
        yield from _unreadable(picture, tile)


def _unreadable(picture: Picture, tile: Tile) -> Iterator[str]:
    row = picture.cells[tile.row]
    for at in (tile.column - 2, tile.column, tile.column + 5):
        front, back = colours_of(row[at])
        if row[at].data.strip() and contrast(front, back) < READABLE:
            yield f"“{row[at].data}” of {tile.letter} has a contrast of {contrast(front, back):.1f}"


def _unwritable(cell: Cell, picture: Picture) -> Iterator[str]:
    if "\ufffd" in picture.text:
        yield "a character was lost on its way"
    if cell.locale.known == "ascii" and not cell.in_lines and not picture.text.isascii():
        yield "there are characters that the locale has not"


def _strange_marks(cell: Cell, picture: Picture) -> Iterator[str]:
    """Marks that the fonts of a terminal have not; words of people may be anything."""
    marks = {char for row in picture.rows for char in row if any(ord(char) in some for some in _MARKS)}
    if cell.term == "vt100" and marks:
        yield f"a terminal with letters only is to draw {sorted(marks)}"
    if cell.term == "linux" and marks - _CONSOLE_MARKS:
        yield f"the console is to draw {sorted(marks - _CONSOLE_MARKS)}"


def _strange_looks(cell: Cell, picture: Picture) -> Iterator[str]:
    """Where there are no colours: default ones, bold and reverse only."""
    if not (cell.colour == "none" or (cell.colour == OWN and cell.term == "vt100")):
        return
    for row in picture.cells:
        for one in row:
            if (one.fg, one.bg) != ("default", "default") or one.italics or one.underscore:
                yield f"“{one.data}” has colours or is underlined"
                return


def _bytes(cell: Cell, raw: bytes) -> Iterator[str]:
    text = raw.decode(cell.locale.encoding, "replace")
    if any(unicodedata.category(char) == "Cc" and char not in "\x1b\r\n\x07\x08\t" for char in text):
        yield "control characters were written"
    if cell.locale.known == "ascii" and not cell.in_lines:
        above = sorted({byte for byte in raw if byte > 0x7E} - _echoed(cell))
        if above:
            yield f"the bytes {above} were written where there is ASCII only"
    if "\ufffd" in text:
        yield "what was written is not in the terminal's encoding"
    if "?1003h" in text:
        yield "the mouse is to tell of every movement"


def _echoed(cell: Cell) -> set[int]:
    """What the terminal itself echoes while the name is typed."""
    return set("é".encode(cell.locale.encoding))
