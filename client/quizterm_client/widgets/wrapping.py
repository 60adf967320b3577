"""Words in lines; remembered, because they are asked for again and again until all have their rows."""

from functools import lru_cache

from textual.content import Content

from quizterm_client.view.words import drawable, one_line

_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def wrapped(text: str, width: int) -> tuple[Content, ...]:
    """Text of one paragraph in lines of at most `width` cells, without blanks at their ends."""
    return tuple(Content(line.plain.rstrip()) for line in Content(one_line(text)).wrap(max(2, width)))


@lru_cache(maxsize=_REMEMBERED)
def rows_of(text: str, width: int) -> int:
    """Rows that text takes where lines have `width` cells."""
    return len(Content(drawable(text)).wrap(max(1, width)))
