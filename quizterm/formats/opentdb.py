"""Questions of the Open Trivia Database, as its API and the dumps of it give them."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, unquote_plus

from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.markup import unescaped
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.exchange.trees import (
    fields_of,
    items_of,
    load,
    number_of,
    numbered,
    text_of,
    whole_of,
)
from quizterm.language import N_
from quizterm.quiz.model import Choice, TrueFalse
from quizterm.quiz.wording import names_other_options

ATTRIBUTION = (  # untranslated: a licence
    "Questions from the Open Trivia Database (opentdb.com), licensed under CC BY-SA 4.0."
)

_REFUSALS = {
    1: N_("it has fewer questions of this kind than were asked for; ask for fewer"),
    2: N_("the address that was asked had a parameter that it does not know; correct it"),
    3: N_("it does not know the token that was used; ask for a new one"),
    4: N_("all questions were given out to this token already; reset it"),
    5: N_("it was asked too often; wait five seconds, and ask again"),
}
_BASE64_KINDS = ("bXVsdGlwbGU", "Ym9vbGVhbg")
_URL_TEXT = re.compile(r"[A-Za-z0-9%+_.~*-]+")
_URL_MARK = re.compile(r"%[0-9A-Fa-f]{2}|\+")

Decode = Callable[[str], str]


def read(source: Source, harvest: Harvest) -> None:
    """Read an answer of the API, or a list of questions in its form, in whichever encoding it was asked for.

    Raises:
        Unreadable: It is no JSON, or there are no questions in it; says why.
    """
    questions = _questions(load(source, harvest, harvest.wishes.encoding))
    decode = _decoding(questions)
    harvest.description = ATTRIBUTION
    for spot, item in numbered(questions):
        fields = fields_of(item)
        question = _decoded(decode, fields.get("question"))
        seedling = harvest.begin(spot, short(question))
        _take(seedling, question, fields, decode)


def _questions(tree: Any) -> list[Any]:
    if isinstance(tree, list):
        questions = [one for item in tree for one in items_of(fields_of(item).get("results")) or [item]]
    else:
        fields = fields_of(tree)
        questions = items_of(fields.get("results")) or items_of(fields.get("questions"))
    if not questions:
        raise Unreadable("no_questions", _why_none(fields_of(tree)))
    return questions


def _why_none(fields: dict[str, Any]) -> str:
    if code := whole_of(fields.get("response_code")) or 0:
        reason = _REFUSALS.get(code, N_("it says no more"))
        return N_("The Open Trivia Database answered with code {code}, and no questions: {reason}.").format(
            code=code, reason=reason
        )
    if "token" in fields:
        return N_("This is a token of the Open Trivia Database, and there are no questions in it.")
    return N_("There are no questions in the file.")


def _decoding(questions: list[Any]) -> Decode:
    """Find out the encoding, which the file does not tell."""
    fields = [fields_of(item) for item in questions]
    if any(text_of(one.get("type")).startswith(_BASE64_KINDS) for one in fields):
        return _from_base64
    texts = [text for one in fields if (text := text_of(one.get("question")))]
    if all(map(_URL_TEXT.fullmatch, texts)) and any(map(_URL_MARK.search, texts)):
        return unquote_plus if any("+" in text for text in texts) else unquote
    return unescaped


def _from_base64(text: str) -> str:
    try:
        return b64decode(text + "=" * (-len(text) % 4), validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return text


def _decoded(decode: Decode, value: Any) -> str:
    return decode(text_of(value)).strip()


def _take(seedling: Seedling, question: str, fields: dict[str, Any], decode: Decode) -> None:
    right = _decoded(decode, fields.get("correct_answer"))
    tags = tuple(_decoded(decode, fields.get(name)) for name in ("category", "difficulty"))
    if _decoded(decode, fields.get("type")).lower() == "boolean":
        _take_boolean(seedling, question, right, tags)
        return
    wrong = [_decoded(decode, item) for item in items_of(fields.get("incorrect_answers"))]
    options = sorted([right, *wrong], key=_order)
    seedling.take(
        Choice(text=question, options=tuple(options), right=(options.index(right),), tags=tags),
    )


def _take_boolean(seedling: Seedling, question: str, right: str, tags: tuple[str, ...]) -> None:
    if right.lower() not in ("true", "false"):
        message = N_("It is said to be true or false, and its right answer is neither.")
        seedling.leave_out("bad_right", message)
        return
    seedling.take(TrueFalse(text=question, right=right.lower() == "true", tags=tags))


def _order(option: str) -> tuple[bool, float, str, str]:
    """Order options so that the right one may stand anywhere: numbers by size, and what sums up last."""
    number = number_of(option.replace(",", ""))
    size = float("inf") if number is None else number
    return names_other_options(option), size, option.casefold(), option
