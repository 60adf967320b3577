"""Moodle XML as a harvest."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizterm.formats.exchange import marks
from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.richtext import Unshown
from quizterm.formats.exchange.source import Source
from quizterm.formats.moodle import matching
from quizterm.formats.moodle.asked import Asked
from quizterm.formats.moodle.decoding import text_for_parser
from quizterm.formats.moodle.kinds import MAKERS
from quizterm.formats.moodle.parsing import read_questions
from quizterm.formats.moodle.texts import Stem, Written, plain, stem, text_in, text_of
from quizterm.language import N_
from quizterm.text import LABEL_LIMIT

_BEGIN = 2000
"""How much of a text is looked at for a name."""
_MATCHING = ("matching", "match")


def read(source: Source, harvest: Harvest) -> None:
    """Read a file that Moodle, or a program that writes for it, has exported.

    Raises:
        Unreadable: It is no Moodle XML, has a document type definition, or has no complete question.
    """
    reader = _Reader(harvest)
    read_questions(text_for_parser(source, harvest), harvest, reader.take)
    reader.finish()


@dataclass(slots=True)
class _Reader:
    """Takes the questions in their order, and remembers in which category they are."""

    harvest: Harvest
    category: str = ""
    with_hints: int = 0

    def take(self, element: Element, spot: Spot) -> None:
        kind = element.get("type", "").strip().lower()
        if kind == "category":
            self.category = _category(element)
            return
        seedling = self.harvest.begin(spot, _name(element))
        self.with_hints += any(not text_in(hint).is_blank() for hint in element.findall("hint"))
        if kind not in MAKERS and kind not in _MATCHING:
            sentence = N_("Questions without a type cannot be played here.")
            if kind:
                sentence = N_("Questions of type “{kind}” cannot be played here.")
            seedling.leave_out("unsupported", sentence.format(kind=kind[:40]))
            return
        self._make(kind, self._asked(element, seedling), spot)

    def finish(self) -> None:
        if self.with_hints:
            one = N_("The hints of 1 question are not kept.")
            several = N_("The hints of {number} questions are not kept.")
            message = one if self.with_hints == 1 else several.format(number=self.with_hints)
            self.harvest.remark("hints", message)

    def _make(self, kind: str, asked: Asked, spot: Spot) -> None:
        if kind in MAKERS:
            question = MAKERS[kind](asked)
            if question is not None:
                asked.unshown.tell(asked.seedling.loss)
                asked.seedling.take(question)
        elif self.harvest.wishes.expand_matching:
            matching.expand(asked, self.harvest, spot)
        else:
            matching.leave_out(asked)

    def _asked(self, element: Element, seedling: Seedling) -> Asked:
        written = text_of(element, "questiontext")
        unshown = Unshown()
        understood = stem(written, unshown)
        if not understood.text.strip():
            understood = Stem(_named(element, seedling), understood.code)
        understood = _with_old_picture(element, understood, unshown)
        return Asked(element, understood, written.format, self._tags(element), seedling, unshown)

    def _tags(self, element: Element) -> tuple[str, ...]:
        tags = [text_in(tag).text.strip() for tag in element.findall("tags/tag")]
        return tuple(dict.fromkeys(tag for tag in (*tags, self.category) if tag))


def _named(element: Element, seedling: Seedling) -> str:
    """Give the name for a question that has no text."""
    name = plain(text_of(element, "name"), Unshown())
    if name:
        seedling.info(*marks.NAME_AS_TEXT)
    return name


def _with_old_picture(element: Element, understood: Stem, unshown: Unshown) -> Stem:
    picture = (element.findtext("image") or "").strip().rpartition("/")[2]
    if not picture:
        return understood
    unshown.names.append(picture)
    return Stem(f"{understood.text}\n[image: {picture}]", understood.code)


def _name(element: Element) -> str:
    for written in (text_of(element, "name"), text_of(element, "questiontext")):
        begin = Written(written.text[:_BEGIN], written.format)
        if name := short(plain(begin, Unshown())):
            return name
    return ""


def _category(element: Element) -> str:
    """Give the path of a category below Moodle's own beginning; its last part if it is too long for a tag."""
    path = text_in(element.find("category")).text.strip().replace("//", "\0")
    parts = [" ".join(part.replace("\0", "/").split()) for part in path.split("/")]
    if parts[0].startswith("$") and parts[0].endswith("$"):
        del parts[0]
    if parts and parts[0] == "top":
        del parts[0]
    whole = "/".join(part for part in parts if part)
    return whole if len(whole) <= LABEL_LIMIT else parts[-1]
