"""How the answers are spread: a bar for each option, growing from a common line, or answers typed alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from quizterm.language import _, ngettext, pgettext
from quizterm.quiz.answers import Key, RightOptions, RightOrder
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView, Tally
from quizterm.text import thousands
from quizterm_client.terminal.cutting import cut
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.options import mark_of, option_texts
from quizterm_client.view.words import key_words, one_line

RIGHT = "✓"
_LABEL = 7
_GAP = 2
_CLOUD_GAP = 4
_NARROWEST_BAR = 4
_WORDY = 36
"""Cells from which on there is room for the word beside the ✓."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer that people gave, or can give."""

    label: Content
    text: str
    colour: str
    count: int
    right: bool = False


def option_rows(item: QuestionView, tally: Tally | None, key: Key | None) -> list[Bar]:
    """The options as shown, each with its count."""
    right = key.options if isinstance(key, RightOptions) else ()
    counts = tally.counts if tally else ()
    return [
        Bar(_badge(index), text, mark_of(index).colour, _at(counts, index), index in right)
        for index, text in enumerate(option_texts(item))
    ]


def group_rows(tally: Tally, with_key: bool) -> list[Bar]:
    """Answers typed alike, most frequent first."""
    return [
        Bar(Content(""), group.text, "$primary", group.count, group.right and with_key)
        for group in tally.groups
    ]


def bar(count: int, scale: int, width: int) -> str:
    """A bar that fills `width` cells at `scale`; whoever counts is seen."""
    eighths = count * width * 8 // scale if scale else 0
    full, part = divmod(max(eighths, 4 if count else 0), 8)
    return "█" * full + (_EIGHTHS[part] if part else "")


class Distribution(ThriftyWidget):
    """Draws the options or the typed answers of one question with their counts."""

    DEFAULT_CSS = """
    Distribution { width: 100%; height: auto; }
    """

    item: reactive[QuestionView | None] = reactive(None, layout=True)
    """The question."""
    tally: reactive[Tally | None] = reactive(None, layout=True)
    """The answers so far; `None` draws the options alone."""
    key: reactive[Key | None] = reactive(None, layout=True)
    """What is right, where it may be shown."""
    roomy: reactive[bool] = reactive(True, layout=True)
    """Leave a blank line between options."""
    bar_rows: reactive[int] = reactive(1, layout=True)
    """Rows that a bar is thick where it stands beside its option."""
    group_rows: reactive[int] = reactive(1, layout=True)
    """The same for answers that were typed and items in their order; with more than one, there is air."""

    def wanted(self, width: int) -> int:
        """Rows at which nothing has to scroll."""
        return len(self._lines(width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self.item is None or width < 1:
            return []
        lines = [*self._options(self.item, width), *self._answers(self.item, width)]
        return [cut(line, width) for line in lines]

    def _options(self, item: QuestionView, width: int) -> list[Content]:
        if item.kind is Kind.ORDER:
            return _order(item, self.key, self.group_rows)
        rows = option_rows(item, self.tally, self.key)
        return _drawn(rows, _BarPlan.of(rows, self.tally, width), self.roomy, self.bar_rows)

    def _answers(self, item: QuestionView, width: int) -> list[Content]:
        tally = self.tally
        lines = [] if self.key is None or option_texts(item) else [_key_line(item, self.key), Content("")]
        if tally is None or not tally.groups:
            return lines
        if item.kind is Kind.OPEN:
            return [*lines, *cloud(tally, width, self.roomy)]
        rows = group_rows(tally, with_key=self.key is not None)
        space = [Content("")] if item.options else []
        thick = self.group_rows
        drawn = _drawn(rows, _BarPlan.of(rows, tally, width), roomy=thick > 1, bar_rows=thick)
        return [*lines, *space, *drawn, *_others(tally)]


def cloud(tally: Tally, width: int, roomy: bool = False) -> list[Content]:
    """Answers in the words people used, side by side in the middle; what many said stands out."""
    most = max((group.count for group in tally.groups), default=1)
    gap = Content(" " * _CLOUD_GAP)
    lines: list[Content] = []
    for group in tally.groups:
        word = _word(one_line(group.text), group.count, most, width)
        if lines and lines[-1].cell_length + _CLOUD_GAP + word.cell_length <= width:
            lines[-1] = gap.join([lines[-1], word])
        else:
            lines.append(word)
    centred = [Content(" " * ((width - line.cell_length) // 2)) + line for line in [*lines, *_others(tally)]]
    return _spread(centred) if roomy else centred


def _spread(lines: Sequence[Content]) -> list[Content]:
    return [line for pair in lines for line in (pair, Content(""))][:-1]


@dataclass(frozen=True, slots=True)
class _BarPlan:
    """Where the columns of the rows stand."""

    text: int
    tag: int
    right: str
    """The words in the column of tags."""
    bar: int
    scale: int
    label: int
    stacked: bool
    """The bar stands below the text, because the texts are long."""

    @classmethod
    def of(cls, rows: Sequence[Bar], tally: Tally | None, width: int) -> "_BarPlan":
        label = _LABEL if any(row.label for row in rows) else 0
        words = f"{RIGHT} {pgettext('answer', 'right')}" if width >= _WORDY else RIGHT
        tag = cell_len(words) + _GAP if any(row.right for row in rows) else 0
        widest = max((cell_len(one_line(row.text)) for row in rows), default=0)
        most = max((row.count for row in rows), default=0)
        figure = len(thousands(most)) + 1
        stacked = widest > (width - label) // 2
        room = width - label - tag - figure
        scale = max(most, (tally.eligible + 1) // 2) if tally else 0
        text = width - label if stacked else max(1, min(widest, room - _GAP))
        bar_room = room if stacked else room - text - _GAP
        return cls(text, tag, words, bar_room, scale, label, stacked)


def _drawn(rows: Sequence[Bar], plan: _BarPlan, roomy: bool, bar_rows: int = 1) -> list[Content]:
    lines: list[Content] = []
    for row in rows:
        lines.extend(_stacked(row, plan) if plan.stacked else _thick(row, plan, bar_rows))
        if roomy:
            lines.append(Content(""))
    return lines[:-1] if roomy else lines


def _beside(row: Bar, plan: _BarPlan, *, figures: bool = True) -> Content:
    text = cut(Content.styled(one_line(row.text), "bold" if row.right else ""), plan.text, pad=True)
    return (
        _label(row, plan) + text + Content(" " * _GAP) + _tag(row, plan) + _figure(row, plan, figures=figures)
    )


def _thick(row: Bar, plan: _BarPlan, bar_rows: int) -> list[Content]:
    """The words in the middle row, badge and bar in all of them."""
    middle = bar_rows // 2
    blank = replace(row, text="", label=_faceless(row.label), right=False)
    return [
        _beside(row, plan) if line == middle else _beside(blank, plan, figures=False)
        for line in range(bar_rows)
    ]


def _faceless(label: Content) -> Content:
    return Content(" " * label.cell_length, list(label.spans))


def _stacked(row: Bar, plan: _BarPlan) -> list[Content]:
    text = Content.styled(one_line(row.text), "bold" if row.right else "")
    first, *more = text.wrap(max(1, plan.text))
    indent = Content(" " * plan.label)
    lines = [_label(row, plan) + first, *(indent + line for line in more)]
    if plan.scale or row.right:
        lines.append(indent + _tag(row, plan) + _figure(row, plan))
    return lines


def _label(row: Bar, plan: _BarPlan) -> Content:
    return row.label.truncate(plan.label, pad=True) if plan.label else Content("")


def _tag(row: Bar, plan: _BarPlan) -> Content:
    return Content.styled(plan.right if row.right else "", "bold $success").truncate(plan.tag, pad=True)


def _figure(row: Bar, plan: _BarPlan, *, figures: bool = True) -> Content:
    if not plan.scale:
        return Content("")
    count = Content.styled(f" {thousands(row.count)}" if figures else "", "bold" if row.right else "")
    if plan.bar < _NARROWEST_BAR:
        return count
    return Content.styled(bar(row.count, plan.scale, plan.bar), row.colour) + count


def _order(item: QuestionView, key: Key | None, rows: int = 1) -> list[Content]:
    """The items by number once the right order may be seen, until then as shown."""
    texts = option_texts(item)
    if isinstance(key, RightOrder):
        right = [texts[index] for index in key.items if index < len(texts)]
        heading = Content.styled(f"{RIGHT} {_('the right order')}", "bold $success")
        marks = [Content.styled(f"{place}", "bold") for place in range(1, len(right) + 1)]
        lines = _items(marks, right, rows)
        return [heading, *([Content("")] if rows > 1 else []), *lines]
    return _items([_badge(index) for index in range(len(texts))], texts, rows)


def _items(marks: Sequence[Content], texts: Sequence[str], rows: int) -> list[Content]:
    """Items below each other; where there are several rows for each, mark and text are bold in the middle."""
    style = "bold" if rows > 1 else ""
    lines: list[Content] = []
    for mark, text in zip(marks, texts, strict=True):
        blank = _faceless(mark)
        above, below = [blank] * ((rows - 1) // 2), [blank] * (rows // 2)
        lines += [Content("")] if lines and rows > 1 else []
        lines += [*above, mark + Content("  ") + Content.styled(one_line(text), style), *below]
    return lines


def _badge(index: int) -> Content:
    mark = mark_of(index)
    return Content.styled(f" {mark.label} ", f"bold {mark.ink} on {mark.colour}")


def _key_line(item: QuestionView, key: Key) -> Content:
    return Content.styled(f"{RIGHT} {_('right:')} ", "bold $success") + Content(
        one_line(key_words(item, key))
    )


def _word(text: str, count: int, most: int, width: int) -> Content:
    style = "bold $accent" if count == most and most > 1 else "bold" if count > 1 else ""
    times = f" ×{thousands(count)}" if count > 1 else ""
    word = cut(Content.styled(text, style), max(1, width - len(times)))
    return word + Content.styled(times, QUIET)


def _others(tally: Tally) -> list[Content]:
    if not tally.others:
        return []
    words = ngettext("and {n} other answer", "and {n} other answers", tally.others)
    return [Content.styled(words.format(n=thousands(tally.others)), QUIET)]


def _at(counts: Sequence[int], index: int) -> int:
    return counts[index] if index < len(counts) else 0
