"""What becomes of each type of Moodle question."""

from collections.abc import Callable

from quizterm.formats.exchange import marks
from quizterm.formats.moodle.answers import Answer
from quizterm.formats.moodle.asked import Asked
from quizterm.formats.moodle.choices import choice
from quizterm.formats.moodle.texts import one_line
from quizterm.formats.moodle.typed import numerical, short_answer
from quizterm.language import N_
from quizterm.quiz.model import Open, Order, Question, Slide, TrueFalse

Make = Callable[[Asked], Question | None]
"""Makes a question of ours; `None` where it was left out, and noted."""

_TRUE = frozenset({"true", "vrai", "wahr", "richtig", "verdadero", "vero", "waar", "sant", "правда", "верно"})
_FALSE = frozenset({"false", "faux", "falsch", "falso", "onwaar", "falskt", "usant", "ложь", "неверно"})


def true_false(asked: Asked) -> Question | None:
    """Make a statement that is true or not."""
    answers = asked.answers()
    right = [answer for answer in answers if answer.is_right()]
    if len(right) != 1:
        asked.seedling.leave_out("nothing_right", N_("It does not say which of true and false is right."))
        return None
    return TrueFalse(**asked.graded(right, answers), right=_stands_for_true(right[0], answers))


def essay(asked: Asked) -> Question:
    """Make a question that everybody answers in their own words."""
    return Open(**asked.common())


def description(asked: Asked) -> Question:
    """Make a slide of a text that asks nothing."""
    return Slide(**asked.common())


def ordering(asked: Asked) -> Question:
    """Make items to be put in order; the weights of the answers are their places."""
    answers = [answer for answer in asked.answers() if not answer.text.is_blank()]
    places = [answer.weight for answer in answers]
    if sorted(places) == list(range(1, len(places) + 1)):
        answers.sort(key=lambda answer: answer.weight)
    _note_subset(asked, len(answers))
    items = tuple(one_line(answer.text, asked.unshown) for answer in answers)
    return Order(**asked.graded((), answers), items=items)


MAKERS: dict[str, Make] = {
    "multichoice": choice,
    "truefalse": true_false,
    "shortanswer": short_answer,
    "numerical": numerical,
    "essay": essay,
    "description": description,
    "ordering": ordering,
}
"""By Moodle's names of types; what is not here is no question of ours."""


def _stands_for_true(answer: Answer, answers: list[Answer]) -> bool:
    said = answer.text.text.strip().casefold()
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    # In a language that is not known here: Moodle writes true first.
    return answer is answers[0]


def _note_subset(asked: Asked, count: int) -> None:
    wanted = (asked.element.findtext("selecttype") or "").strip().upper()
    shown = (asked.element.findtext("selectcount") or "").strip()
    if wanted not in ("", "ALL", "0") and shown not in ("", "0", str(count)):
        asked.seedling.info(*marks.all_items(shown, count))
