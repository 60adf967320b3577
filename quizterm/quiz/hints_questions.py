"""Advice on one question."""

import math
import re
from dataclasses import replace

from quizterm.language import N_
from quizterm.quiz.matching import matches
from quizterm.quiz.model import UNTIMED, Choice, Numeric, Order, Poll, Question, Quiz, Slide, Text
from quizterm.quiz.problems import Findings
from quizterm.quiz.wording import (
    has_plain_not,
    holds_words,
    is_double_negative,
    names_other_options,
    quoted,
    with_less_punctuation,
)
from quizterm.text import fold, width

READING_SPEED = 15
"""Cells a second, as of subtitles for children: about 150 words a minute, where adults manage 240."""
THINKING = 3
"""Seconds to decide and to press a key, once everything is read."""
MUCH_LONGER = 1.8
"""A right option that is so many times as long as the longest wrong one gives itself away …"""
LONGER_BY = 15
"""… if it has so many cells more."""
FENCE = "```"
"""What Markdown has around programs."""
LONG_ANSWER = 40
"""Characters that nobody types without a slip."""
SHORTEST_WORD = 3
"""Below, words stand in texts by chance."""


def loose(text: str) -> str:
    """Give the form in which texts are equal that people cannot tell apart at a glance."""
    return fold(text, case=False, accents=False, spaces=False)


def hint_at_question(found: Findings, question: Question, quiz: Quiz) -> None:
    """Give advice on one question of a quiz."""
    is_english = quiz.language.partition("-")[0].lower() in ("", "en")
    if isinstance(question, Slide):
        return
    _little_time(found, question, quiz.settings.reading_seconds)
    _fenced(found, question)
    if is_english:
        _negations(found, question)
    match question:
        case Choice():
            _equal_options(found, question)
            _longest_option(found, question)
            _standing_option(found, question)
            _shuffled(found, question)
        case Poll():
            _equal_options(found, question)
        case Text():
            _typed(found, question)
        case Numeric():
            _exact_decimal(found, question)
        case _:
            pass


def _little_time(found: Findings, question: Question, reading: int) -> None:
    if question.seconds == UNTIMED:
        return
    needed = math.ceil(_cells(question) / READING_SPEED) + THINKING
    given = reading + question.seconds
    if needed > given:
        message = N_(
            "Reading this takes about {needed} seconds, and there are {given}; write “seconds: "
            "{seconds}”, or shorten it."
        ).format(needed=needed, given=given, seconds=_rounded(needed - reading))
        found.add("seconds", "little_time", message)


def _fenced(found: Findings, question: Question) -> None:
    """Find programs that are written as Markdown has it, which is shown without its indents."""
    if FENCE in question.text:
        message = N_("{fence} is shown as it is here; write the program under “code” instead.")
        found.add("text", "fence_in_text", message.format(fence=quoted(FENCE)))


def _cells(question: Question) -> int:
    texts = [question.text, question.code.text if question.code else ""]
    if isinstance(question, Choice | Poll):
        texts += question.options
    elif isinstance(question, Order):
        texts += question.items
    return sum(width(line.strip()) for text in texts for line in text.split("\n"))


def _rounded(seconds: int) -> int:
    return -(-seconds // 5) * 5


def _negations(found: Findings, question: Question) -> None:
    if is_double_negative(question.text):
        message = N_("This denies something twice, which is easily misread; say it without “not”.")
        found.add("text", "double_negative", message)
    elif isinstance(question, Choice) and has_plain_not(question.text):
        message = N_("This “not” is easily overlooked; write NOT, or ask for what is so.")
        found.add("text", "plain_not", message)


def _equal_options(found: Findings, question: Choice | Poll) -> None:
    seen: dict[str, int] = {}
    for place, option in enumerate(question.options):
        first = seen.setdefault(_as_seen(option), place)
        if first != place:
            if option == question.options[first]:
                message = N_("Options {one} and {other} are equal; say something else in one of them.")
            else:
                message = N_("Options {one} and {other} hardly differ; say something else in one of them.")
            found.add(f"options.{place}", "equal_options", message.format(one=first + 1, other=place + 1))


def _as_seen(option: str) -> str:
    """Give an option as it is compared; where all is signs, as in programs, capitals and spaces matter."""
    return loose(option) if re.fullmatch(r"[\w\s]+", option) else option.strip()


def _longest_option(found: Findings, question: Choice) -> None:
    if len(question.right) != 1 or len(question.options) <= 2:
        return
    [right] = question.right
    cells = [width(option) for option in question.options]
    wrong = max(size for place, size in enumerate(cells) if place != right)
    if cells[right] >= max(MUCH_LONGER * wrong, wrong + LONGER_BY):
        message = N_(
            "The right option is by far the longest, which gives it away; "
            "shorten it, or make a wrong one as long."
        )
        found.add(f"options.{right}", "longest_option", message)


def _standing_option(found: Findings, question: Choice) -> None:
    standing = [place for place, option in enumerate(question.options) if _stands(option, question.text)]
    if standing and set(standing) <= set(question.right) and len(standing) < len(question.options):
        place = standing[0]
        _given_away(found, f"options.{place}", question.options[place])


def _stands(answer: str, text: str) -> bool:
    return (
        len(loose(answer)) >= SHORTEST_WORD and not answer.strip().isdecimal() and holds_words(text, answer)
    )


def _given_away(found: Findings, field: str, answer: str) -> None:
    message = N_("The right answer, {answer}, stands in the question; word one of them differently.").format(
        answer=quoted(answer)
    )
    found.add(field, "answer_in_question", message)


def _shuffled(found: Findings, question: Choice) -> None:
    if not question.shuffle:
        return
    for place, option in enumerate(question.options):
        if names_other_options(option):
            message = N_(
                "The options are shuffled, so that {option} can come first; write “shuffle: false” "
                "here, or word it differently."
            ).format(option=quoted(option))
            found.add(f"options.{place}", "shuffled_above", message)


def _typed(found: Findings, question: Text) -> None:
    for place, answer in enumerate(question.accepted):
        if _stands(answer, question.text) and not _is_offered(answer, question.text):
            _given_away(found, f"accepted.{place}", answer)
            break
    if min(map(len, question.accepted), default=0) > LONG_ANSWER:
        message = N_("Nobody types so much without a slip; ask for a part of it, or offer options.")
        found.add("accepted.0", "long_answer", message)
    else:
        _one_spelling(found, question)


def _is_offered(answer: str, text: str) -> bool:
    """Tell whether the question offers a choice, as in “Is it vim or nano?”."""
    word = re.escape(answer.casefold())
    return bool(re.search(rf"\bor\s+{word}|{word}\W{{0,3}}\s+or\b", text.casefold()))


def _one_spelling(found: Findings, question: Text) -> None:
    strict = question.match_case or question.match_accents or question.match_spaces
    if len(question.accepted) != 1 or question.code or strict:
        return
    [accepted] = question.accepted
    simpler = with_less_punctuation(accepted)
    if simpler and not matches(question, simpler):
        if matches(replace(question, slips=True), simpler):
            message = N_(
                "Only {accepted} counts; add {simpler} to the answers, if that is right too; "
                "or write “slips: true”."
            )
        else:
            message = N_("Only {accepted} counts; add {simpler} to the answers, if that is right too.")
        said = message.format(accepted=quoted(accepted), simpler=quoted(simpler))
        found.add("accepted.0", "one_spelling", said)


def _exact_decimal(found: Findings, question: Numeric) -> None:
    value = question.low
    if question.high != value or question.nearness or (2 * value).is_integer():
        return
    message = N_("Only exactly {number} counts; add a “tolerance:”, if players round or measure.").format(
        number=f"{value:g}"
    )
    found.add("low", "exact_decimal", message)
