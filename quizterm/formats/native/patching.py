"""Fields of a file changed where they stand; what did not change stays as it was, byte for byte."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from quizterm.formats.native.carrying import carried_over
from quizterm.formats.native.layout import Field, Remark, Remarks, comment_lines, field_lines, joined
from quizterm.formats.native.nodes import Fields
from quizterm.formats.native.pieces import end_of, line_start


@dataclass(frozen=True, slots=True)
class Slice:
    """A field as it stands in a file."""

    above: str
    """Empty lines and comments."""
    body: str
    """The field's own lines, with what stands beside them."""


_NOTHING = Slice("", "")


@dataclass(frozen=True, slots=True)
class Sliced:
    """Fields that stand below each other."""

    before: str
    """What comes before the first name, a dash for example."""
    slices: Mapping[str, Slice]
    after: str
    indent: str
    """What stands before every name but perhaps the first."""


def sliced(text: str, fields: Fields) -> Sliced | None:
    """Cut fields apart; `None` where they do not stand below each other, each on lines of its own."""
    if fields.in_braces or not fields.values:
        return None
    first = done = min(start for start, _ in fields.key_spans.values())
    indent = " " * (first - line_start(text, first))
    slices = {}
    for name, (start, end) in fields.key_spans.items():
        line = max(line_start(text, start), done)
        if start != first and (line + len(indent) != start or (not text[line:start].isspace() and indent)):
            return None
        stop = end_of(text, fields.values[name], end)
        if not _is_comments(text[done:line]):
            return None
        slices[name] = Slice(text[done:line], text[line:stop])
        done = stop
    return Sliced(text[:first], slices, text[done:], indent)


def _is_comments(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Patch:
    """What a few fields said, and what they are to say."""

    old: Mapping[str, Field]
    new: Mapping[str, Field]
    """In the usual order."""
    remarks: Remarks
    """The comments at them."""
    line_end: str
    foreign: frozenset[str] = frozenset()
    """Fields that are none of these and stay."""
    anew: bool = False
    """Write all of them anew, even those that say the same."""

    def applied(self, text: Sliced) -> str | None:
        """Give the text with what changed; `None` if all of it has to be written anew."""
        order = _merged(list(text.slices), list(self.new))
        left = [name for name in order if not self._is_dropped(name)]
        first = next(iter(text.slices))
        if not left or (left[0] != first and (left[0] in text.slices or not self._is_dropped(first))):
            return None
        parts = [*self._parts(text, order, left[0]), text.after]
        return text.before + put_together(parts, self.line_end)

    def _is_dropped(self, name: str) -> bool:
        return name not in self.new and name not in self.foreign

    def _says_the_same(self, name: str) -> bool:
        return not self.anew and self.new[name] == self.old.get(name)

    def _parts(self, text: Sliced, order: list[str], first: str) -> Iterator[str]:
        for name in order:
            stands = text.slices.get(name, _NOTHING)
            if self._is_dropped(name):
                yield self._comments_of(name, stands, text.indent)
                continue
            yield stands.above
            if name in self.foreign or (name in text.slices and self._says_the_same(name)):
                yield stands.body
            else:
                written = self._written(name, text.indent)
                yield written[len(text.indent) :] if name == first else written

    def _written(self, name: str, indent: str) -> str:
        carried = carried_over(self._remarks_at(name), self.old, self.new)
        return joined(field_lines([self.new[name]], indent, carried), self.line_end)

    def _remarks_at(self, name: str) -> dict[str, Remark]:
        """Give the comments at a field and in it, but for those above it, which stay as they are."""
        ours = {path: remark for path, remark in self.remarks.items() if path.partition(".")[0] == name}
        return {path: replace(one, above=()) if path == name else one for path, one in ours.items()}

    def _comments_of(self, name: str, stands: Slice, indent: str) -> str:
        """Give the comments of a field that goes, as lines of their own."""
        above = stands.above if "#" in stands.above else ""
        lost = [comment for one in self._remarks_at(name).values() for comment in (*one.above, one.beside)]
        return above + joined(comment_lines(filter(None, lost), indent), self.line_end)


def _merged(names: list[str], wanted: list[str]) -> list[str]:
    """Put names that are wanted and missing behind those that they usually follow."""
    merged = list(names)
    for index, name in enumerate(wanted):
        if name not in merged:
            before = next((one for one in reversed(wanted[:index]) if one in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, name)
    return merged


def put_together(parts: Iterable[str], line_end: str) -> str:
    """Put lines together; what ends without a line end gets one where something follows."""
    text = [part for part in parts if part]
    ended = [part if part.endswith("\n") else part + line_end for part in text[:-1]]
    return "".join([*ended, *text[-1:]])
