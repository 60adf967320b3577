"""Program text in Markdown."""

import re

_TICKS = re.compile("`+")


def fenced(text: str, language: str) -> str:
    """Write program text between fences, longer ones than any in it."""
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"
