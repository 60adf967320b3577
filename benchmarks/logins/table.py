"""The table: a figure a line, a kind of database a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.load.figures import Spread

_SAID, _COLUMN = 62, 28


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, once or in each repetition."""

    said: str
    values: Sequence[float]
    digits: int = 1

    @property
    def shown(self) -> str:
        """The median, and in brackets the least and the most of several."""
        of = Spread.of(self.values)
        if len(self.values) == 1:
            return f"{of.median:,.{self.digits}f}"
        return f"{of.median:,.{self.digits}f} ({of.least:,.{self.digits}f} to {of.most:,.{self.digits}f})"


def written(title: str, columns: dict[str, list[Row]]) -> Iterator[str]:
    """One section; all columns have the same rows."""
    yield f"{title:<{_SAID}}" + "".join(f"{name:>{_COLUMN}}" for name in columns)
    for rows in zip(*columns.values(), strict=True):
        yield f"{rows[0].said:<{_SAID}}" + "".join(f"{row.shown:>{_COLUMN}}" for row in rows)
