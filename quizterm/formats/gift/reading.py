"""Reads GIFT."""

import re

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.gift.blocks import Block, blocks
from quizterm.formats.gift.grammar import name_of, node_of
from quizterm.formats.gift.mapping import plant
from quizterm.formats.gift.pairs import Place
from quizterm.formats.gift.tree import Broken
from quizterm.language import N_
from quizterm.text import LABEL_LIMIT

_CONTEXT = re.compile(r"(?:\$\w{1,20}\$/?|top(?:/|$))*+")
_SLASH = "\0"


def read(source: Source, harvest: Harvest) -> None:
    """Read a GIFT file.

    Raises:
        Unreadable: There is nothing in it but blank lines and comments.
    """
    tags: tuple[str, ...] = ()
    found = False
    for block in blocks(source.text(harvest, harvest.wishes.encoding)):
        found = True
        path = block.category
        if path is None:
            _read_question(harvest, block, tags)
        else:
            tags = _category_tags(path)
    if not found:
        raise Unreadable(
            "nothing_found", N_("There are no questions in the file, only blank lines and comments.")
        )


def _read_question(harvest: Harvest, block: Block, tags: tuple[str, ...]) -> None:
    spot = Spot("line", block.line)
    try:
        node = node_of(block)
    except Broken as broken:
        harvest.begin(spot, name_of(block)).leave_out(broken.code, broken.message)
        return
    plant(harvest, Place(spot, name_of(block), (*tags, *node.tags)), node)


def _category_tags(path: str) -> tuple[str, ...]:
    """Give a category without where Moodle keeps it, or as much of its end as a tag has room for."""
    parts = [part.strip() for part in _CONTEXT.sub("", path, count=1).replace("//", _SLASH).split("/")]
    names = [part.replace(_SLASH, "/") for part in parts if part][-LABEL_LIMIT:]
    while len(names) > 1 and len("/".join(names)) > LABEL_LIMIT:
        del names[0]
    tag = "/".join(names)
    return (tag if len(tag) <= LABEL_LIMIT else f"{tag[: LABEL_LIMIT - 1]}…",) if tag else ()
