"""Short Moodle files, and what comes of them."""

from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Source
from quizterm.formats.moodle.reading import read

PLAIN = Wishes()


def harvest_of(xml: str | bytes, wishes: Wishes = PLAIN) -> Harvest:
    """Read a file."""
    harvest = Harvest(wishes=wishes)
    read(Source("quiz.xml", xml.encode() if isinstance(xml, str) else xml), harvest)
    return harvest


def question(kind: str, inner: str, text: str = "Q?", format: str = "html") -> str:
    """Write a question of a type; what `inner` holds is XML."""
    stem = f'<questiontext format="{format}"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<question type="{kind}"><name><text>N</text></name>{stem}{inner}</question>'


def quiz(*questions: str) -> str:
    """Write a file of questions, each on a line of its own, from the second line on."""
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?><quiz>', *questions, "</quiz>"))


def answers(**weights: float | str) -> str:
    """Write answers, each with what it earns in percent; `_` in a name is a space."""
    return "".join(
        f'<answer fraction="{weight}"><text>{text.replace("_", " ")}</text></answer>'
        for text, weight in weights.items()
    )


def codes(harvest: Harvest, *levels: Level) -> list[str]:
    """Give the codes of what was noted, of some levels or of all."""
    return [note.code for note in harvest.notes if not levels or note.level in levels]
