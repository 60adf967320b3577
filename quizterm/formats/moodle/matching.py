"""Pairs to be matched, which become choices or are left out."""

from xml.etree.ElementTree import Element

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.matching import Pairs
from quizterm.formats.moodle.answers import says_yes
from quizterm.formats.moodle.asked import Asked
from quizterm.formats.moodle.texts import one_line, plain, text_in
from quizterm.quiz.model import Choice


def leave_out(asked: Asked) -> None:
    """Say what is left out."""
    _pairs(asked).leave_out(asked.seedling)


def expand(asked: Asked, harvest: Harvest, spot: Spot) -> None:
    """Make a choice of every left side; the question itself is the first of them."""
    pairs = _pairs(asked)
    if not pairs.can_be_expanded(asked.seedling):
        return
    shuffle = says_yes(asked.element, "shuffleanswers", absent=True)
    name, count = asked.seedling.name, len(pairs.lefts)
    for number, left in enumerate(pairs.lefts, 1):
        one = asked.seedling if number == 1 else harvest.begin(spot, name)
        one.name = f"{name} ({number} of {count})"
        common = asked.common()
        common["text"] = f"{asked.stem.text}\n{left}".strip()
        offer = pairs.offer(left, one)
        asked.unshown.tell(one.loss)
        one.take(Choice(**common, **offer, points=asked.points(), shuffle=shuffle))


def _pairs(asked: Asked) -> Pairs:
    return Pairs(_side(asked, one) for one in asked.element.findall("subquestion"))


def _side(asked: Asked, one: Element) -> tuple[str, str]:
    left = plain(text_in(one, format=asked.format), asked.unshown)
    return left, one_line(text_in(one.find("answer")), asked.unshown)
