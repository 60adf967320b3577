"""Pairs to be matched, which become choices or are left out."""

from xml.etree.ElementTree import Element

from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.moodle.answers import says_yes
from quizterm.formats.moodle.asked import Asked
from quizterm.formats.moodle.texts import one_line, plain, text_in
from quizterm.quiz.bounds import MAX_OPTIONS
from quizterm.quiz.model import Choice


def leave_out(asked: Asked) -> None:
    """Say what is left out."""
    count = len(_pairs(asked))
    pairs = "1 pair" if count == 1 else f"{count} pairs"
    message = f"It has {pairs} to match, which is not possible; say --expand-matching for a choice of each."
    asked.seedling.leave_out("matching", message)


def expand(asked: Asked, harvest: Harvest, spot: Spot) -> None:
    """Make a choice of every pair; the question itself is the first of them."""
    pairs = _pairs(asked)
    if not pairs:
        asked.seedling.leave_out("matching", "It has no pairs to match.")
    options = tuple(dict.fromkeys(right for _, right in _sides(asked) if right))
    for number, (left, right) in enumerate(pairs, 1):
        one = asked.seedling if number == 1 else harvest.begin(spot, asked.seedling.name)
        one.name = f"{asked.seedling.name.partition(' (1 of ')[0]} ({number} of {len(pairs)})"
        offered = _offered(options, right)
        if len(offered) < len(options):
            one.loss("options_dropped", f"Of the {len(options)} things to match, {MAX_OPTIONS} are options.")
        common = asked.common()
        common["text"] = f"{asked.stem.text}\n{left}".strip()
        shuffle = says_yes(asked.element, "shuffleanswers", absent=True)
        place = (offered.index(right),)
        asked.unshown.tell(one.loss)
        made = Choice(**common, points=asked.points(), options=offered, right=place, shuffle=shuffle)
        one.take(made)


def _pairs(asked: Asked) -> list[tuple[str, str]]:
    return [(left, right) for left, right in _sides(asked) if left and right]


def _sides(asked: Asked) -> list[tuple[str, str]]:
    return [_side(asked, one) for one in asked.element.findall("subquestion")]


def _side(asked: Asked, one: Element) -> tuple[str, str]:
    left = plain(text_in(one, format=asked.format), asked.unshown)
    return left, one_line(text_in(one.find("answer")), asked.unshown)


def _offered(options: tuple[str, ...], right: str) -> tuple[str, ...]:
    if len(options) <= MAX_OPTIONS:
        return options
    others = [option for option in options if option != right][: MAX_OPTIONS - 1]
    return tuple(option for option in options if option == right or option in others)
