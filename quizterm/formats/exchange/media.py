"""Pictures, sounds and films, which leave their names in a text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from quizterm.formats.exchange.markup import Tag
from quizterm.language import N_

Notes = Callable[[str, str], None]
"""Takes a code and a sentence about something that plain text cannot show."""

MEDIA = {
    "img": "image",
    "svg": "image",
    "canvas": "image",
    "audio": "audio",
    "video": "video",
    "iframe": "video",
    "object": "file",
    "embed": "file",
}
"""What each element shows."""
ATTACHED = "@@PLUGINFILE@@"
"""Where Moodle keeps the files of a text."""
_NAMED = 3
"""How many pictures a note names."""

_ATTACHED = re.compile(ATTACHED + "/?([^\\s\"'<>()]*)")
_SOUNDS = re.compile(r"(?i)\.(?:mp3|ogg|oga|wav|m4a|flac|aac|opus)$")
_FILMS = re.compile(r"(?i)\.(?:mp4|webm|ogv|mov|avi|mkv|m4v)$")
_PICTURES = re.compile(r"(?i)\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif)$")


@dataclass(slots=True)
class Unshown:
    """What cannot be shown of one text, or of all texts of a question, to be told in one note."""

    names: list[str] = field(default_factory=list)
    formula: bool = False

    def medium(self, tag: Tag) -> str:
        """Give what stands in the place of an element that shows something."""
        attributes = tag.attributes()
        said = attributes.get("alt") or attributes.get("aria-label", "")
        name = _one_line(said) or _file_name(attributes.get("src") or attributes.get("data", ""))
        return self._named(MEDIA[tag.name], name)

    def with_attached(self, text: str) -> str:
        """Give a text with names in the places of the files that Moodle keeps for it."""
        return _ATTACHED.sub(self._attached, text) if ATTACHED in text else text

    def add(self, other: "Unshown") -> None:
        """Take what was found elsewhere."""
        self.names += other.names
        self.formula = self.formula or other.formula

    def tell(self, notes: Notes) -> None:
        """Note what was found."""
        if self.names:
            notes("image", _names_of(self.names))
        if self.formula:
            notes("formula", N_("It has a formula in MathML, of which only the letters are left; check it."))

    def _attached(self, match: re.Match[str]) -> str:
        name = _file_name(match[1])
        kind = "audio" if _SOUNDS.search(name) else "video" if _FILMS.search(name) else "image"
        return self._named(kind if kind != "image" or _PICTURES.search(name) else "file", name)

    def _named(self, kind: str, name: str) -> str:
        self.names.append(name or kind)
        return f"[{kind}: {name}]" if name else f"[{kind}]"


def _names_of(names: Sequence[str]) -> str:
    number, some = len(names), ", ".join(names[:_NAMED])
    if number == 1:
        return N_("It has a picture or sound, not shown but named: {name}.").format(name=some)
    if number <= _NAMED:
        sentence = N_("It has {number} pictures or sounds, not shown but named: {names}.")
    else:
        sentence = N_("It has {number} pictures or sounds, not shown but named: {names} and {more} more.")
    return sentence.format(number=number, names=some, more=number - _NAMED)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _file_name(source: str) -> str:
    if source.startswith("data:"):
        return ""
    path = source.partition("?")[0].partition("#")[0].rstrip("/")
    return _one_line(unquote(path.rpartition("/")[2])).removeprefix(ATTACHED)
