"""Questions with options: one right, several right, or none."""

from collections.abc import Sequence

from quizterm.formats.exchange import marks
from quizterm.formats.moodle.answers import Answer, says_yes
from quizterm.formats.moodle.asked import Asked
from quizterm.formats.moodle.texts import one_line
from quizterm.language import N_
from quizterm.quiz.model import Choice, Poll, Question, Select
from quizterm.quiz.wording import names_other_options

_SAME = 0.02
"""How much two shares may differ and be the same, in percent; Moodle rounds to five decimals."""


def choice(asked: Asked) -> Question:
    """Make a choice, or a poll of what earns no marks and has no wrong answer."""
    answers = [answer for answer in asked.answers() if not answer.text.is_blank()]
    options = tuple(one_line(answer.text, asked.unshown) for answer in answers)
    single = says_yes(asked.element, "single", absent=True)
    right = _right_ones(answers, single=single)
    if _is_poll(asked, answers, right):
        asked.seedling.info(
            "made_a_poll", N_("Every answer counts and none earns marks, so it became a poll.")
        )
        return Poll(**asked.common(), options=options, several=not single)
    chosen = [answers[index] for index in right]
    select = _select(chosen, single=single)
    _note_shares(asked, answers, chosen, select)
    return Choice(
        **asked.graded(chosen, answers),
        options=options,
        right=right,
        select=select,
        shuffle=_shuffles(asked, options),
    )


def _right_ones(answers: Sequence[Answer], *, single: bool) -> tuple[int, ...]:
    full = tuple(index for index, answer in enumerate(answers) if answer.is_right())
    if single and full:
        return full
    return tuple(index for index, answer in enumerate(answers) if answer.weight > 0)


def _select(right: Sequence[Answer], *, single: bool) -> Select:
    if single and any(answer.is_right() for answer in right):
        return Select.ANY if len(right) > 1 else Select.ONE
    return Select.ONE if single and len(right) == 1 else Select.ALL


def _is_poll(asked: Asked, answers: Sequence[Answer], right: Sequence[int]) -> bool:
    if len(answers) < 2 or len(right) < len(answers) or asked.points() != 0:
        return False
    return _alike([answer.weight for answer in answers])


def _note_shares(asked: Asked, answers: Sequence[Answer], right: Sequence[Answer], select: Select) -> None:
    kept = {id(answer) for answer in right}
    others = [answer.weight for answer in answers if id(answer) not in kept]
    if partial := sum(weight > 0 for weight in others):
        asked.seedling.loss(*marks.partial_options(partial))
    if select is Select.ALL:
        _note_unequal(asked, [answer.weight for answer in right])
    elif any(not answer.is_right() for answer in right):
        message = N_("No answer earns all of the marks; the one that earns most is right now.")
        asked.seedling.loss("partial_credit", message)
    if any(weight < 0 for weight in others) and not _is_our_rule(others, select):
        asked.seedling.info(*marks.PENALTIES)


def _note_unequal(asked: Asked, shares: list[float]) -> None:
    if shares and not (_alike(shares) and abs(sum(shares) - 100) <= _SAME * len(shares)):
        asked.seedling.loss(*marks.UNEQUAL_SHARES)


def _is_our_rule(penalties: list[float], select: Select) -> bool:
    """Tell whether wrong answers take away what they do here: picking all of them, everything."""
    return select is Select.ALL and _alike(penalties) and abs(sum(penalties) + 100) <= _SAME * len(penalties)


def _alike(shares: list[float]) -> bool:
    return max(shares) - min(shares) <= _SAME


def _shuffles(asked: Asked, options: Sequence[str]) -> bool:
    if not says_yes(asked.element, "shuffleanswers", absent=False):
        return False
    if any(names_other_options(option) for option in options):
        message = N_("An option speaks of the others, so they keep their order.")
        asked.seedling.info("not_shuffled", message)
        return False
    return True
