"""Exports of ClassQuiz (.cqa): packed JSON, with the pictures behind it."""

import zlib
from typing import Any

from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.markup import unescaped
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.richtext import plain_text
from quizterm.formats.exchange.source import MAX_RATIO, MAX_UNPACKED, Source, Unreadable
from quizterm.formats.exchange.trees import (
    fields_of,
    items_of,
    load,
    number_of,
    numbered,
    remark_unknown,
    seconds_of,
    text_of,
)
from quizterm.language import N_
from quizterm.quiz.model import Choice, Numeric, Order, Poll, Question, Select, Text

_GZIP = b"\x1f\x8b"
_WITH_GZIP_HEADER = 31
_KNOWN = ("question", "time", "type", "answers", "image", "hide_results")


def read(source: Source, harvest: Harvest) -> None:
    """Read an export, or the JSON that was unpacked from one; pictures stay behind.

    Raises:
        Unreadable: It is damaged or too large, or there are no questions in it.
    """
    unpacked = Source(source.name, _unpacked(source.data))
    tree = fields_of(load(unpacked, harvest, harvest.wishes.encoding))
    questions = items_of(tree.get("questions"))
    if not questions:
        raise Unreadable(
            "no_questions", N_("There are no questions in the file; they stand under “questions”.")
        )
    harvest.title = plain_text(text_of(tree.get("title")))
    harvest.description = plain_text(text_of(tree.get("description")))
    for spot, item in numbered(questions):
        _read_question(harvest, spot, fields_of(item))
    _remark(harvest, tree, questions)


def _unpacked(data: bytes) -> bytes:
    """Give the JSON, which ends where the packed part ends: pictures may hold the marks between the parts."""
    if not data.startswith(_GZIP):
        return data
    packed = zlib.decompressobj(wbits=_WITH_GZIP_HEADER)
    try:
        unpacked = packed.decompress(data, MAX_UNPACKED)
    except zlib.error:
        message = N_("The file is damaged: it cannot be unpacked. Export it from ClassQuiz once more.")
        raise Unreadable("damaged", message) from None
    if packed.unconsumed_tail:
        limit = MAX_UNPACKED // (1024 * 1024)
        raise Unreadable(
            "too_large",
            N_("Unpacked, the file is larger than {limit} MiB, which no quiz is.").format(limit=limit),
        )
    if not packed.eof:
        raise Unreadable("damaged", N_("The file is cut off; copy or export it once more."))
    if len(unpacked) > MAX_RATIO * len(data):
        message = N_("Unpacked, the file is more than {times} times as large, which no quiz is.").format(
            times=MAX_RATIO
        )
        raise Unreadable("too_large", message)
    return unpacked


def _read_question(harvest: Harvest, spot: Spot, fields: dict[str, Any]) -> None:
    kind = text_of(fields.get("type")) or "ABCD"
    if kind == "SLIDE":
        harvest.remark(
            "slide", N_("A slide was passed over; its drawing cannot be shown in a terminal."), spot=spot
        )
        return
    seedling = harvest.begin(spot, short(plain_text(text_of(fields.get("question")))))
    text = plain_text(text_of(fields.get("question")), seedling.loss)
    if text_of(fields.get("image")):
        seedling.loss("media", N_("Its picture stays behind."))
    if question := _question(seedling, kind, text, fields):
        seedling.take(question)


def _question(seedling: Seedling, kind: str, text: str, fields: dict[str, Any]) -> Question | None:
    answers = [fields_of(item) for item in items_of(fields.get("answers"))]
    texts = tuple(unescaped(text_of(one.get("answer"))) for one in answers)
    seconds = seconds_of(fields.get("time"))
    match kind:
        case "ABCD" | "CHECK":
            right = tuple(place for place, one in enumerate(answers) if one.get("right") is True)
            several = Select.ANY if len(right) > 1 else Select.ONE
            select = Select.ALL if kind == "CHECK" else several
            return Choice(text=text, options=texts, right=right, select=select, seconds=seconds)
        case "TEXT":
            match_case = _minds_case(seedling, answers)
            return Text(text=text, accepted=texts, match_case=match_case, seconds=seconds)
        case "RANGE":
            return _numeric(seedling, text, fields_of(fields.get("answers")), seconds)
        case "VOTING":
            return Poll(text=text, options=texts, seconds=seconds)
        case "ORDER":
            return Order(text=text, items=texts, seconds=seconds)
        case _:
            seedling.leave_out(
                "unknown_kind", N_("There are no questions of the type “{kind}”.").format(kind=short(kind))
            )
            return None


def _minds_case(seedling: Seedling, answers: list[dict[str, Any]]) -> bool:
    minding = [one.get("case_sensitive") is True for one in answers]
    if any(minding) and not all(minding):
        seedling.loss("mixed_case", N_("Capitals matter in some of its answers; now they matter in none."))
    return bool(minding) and all(minding)


def _numeric(seedling: Seedling, text: str, scale: dict[str, Any], seconds: int) -> Numeric | None:
    low, high = number_of(scale.get("min_correct")), number_of(scale.get("max_correct"))
    if low is None or high is None:
        seedling.leave_out("no_range", N_("It does not say which numbers are right."))
        return None
    seedling.info("no_scale", N_("Players type a number; the scale to choose it from is not shown."))
    return Numeric(text=text, low=low, high=high, seconds=seconds)


def _remark(harvest: Harvest, tree: dict[str, Any], questions: list[Any]) -> None:
    if text_of(tree.get("cover_image")) or text_of(tree.get("background_image")):
        harvest.remark("media", N_("The pictures of the quiz as a whole stay behind."))
    if any(fields_of(item).get("hide_results") is True for item in questions):
        harvest.remark(
            "hide_results", N_("Some questions hide their results; here results are always shown.")
        )
    remark_unknown(harvest, questions, _KNOWN)
