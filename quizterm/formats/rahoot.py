"""Quizzes of Rahoot, Razzia and their forks: one JSON object with a subject and questions."""

from pathlib import PurePosixPath
from typing import Any

from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.formats.exchange.trees import (
    fields_of,
    items_of,
    load,
    numbered,
    remark_unknown,
    seconds_of,
    text_of,
    whole_of,
)
from quizterm.language import N_
from quizterm.quiz.bounds import MAX_READING_SECONDS
from quizterm.quiz.model import Choice, Select, Settings, Text

_MEDIA = {
    "image": N_("Its picture stays behind: {address}."),
    "video": N_("Its video stays behind: {address}."),
    "audio": N_("Its sound stays behind: {address}."),
    "youtube": N_("Its video stays behind: {address}."),
    "media": N_("Its media stays behind: {address}."),
}
_KNOWN = {"question", "answers", "solution", "solutions", "cooldown", "time", "id", *_MEDIA}


def read(source: Source, harvest: Harvest) -> None:
    """Read a quiz of any version of Rahoot or Razzia.

    Where no question of a file has a solution, answers are spellings to be typed, as in a fork.

    Raises:
        Unreadable: It is no JSON, or there are no questions in it.
    """
    tree = load(source, harvest, harvest.wishes.encoding)
    questions = items_of(tree) or items_of(fields_of(tree).get("questions"))
    if not questions:
        raise Unreadable(
            "no_questions", N_("There are no questions in the file; they stand under “questions”.")
        )
    harvest.title = text_of(fields_of(tree).get("subject")).strip()
    _set_reading_time(harvest, questions)
    typed = not any({"solution", "solutions"} & fields_of(item).keys() for item in questions)
    for spot, item in numbered(questions):
        fields = fields_of(item)
        seedling = harvest.begin(spot, short(text_of(fields.get("question"))))
        _take(seedling, fields, typed=typed)
    remark_unknown(harvest, questions, _KNOWN)


def _set_reading_time(harvest: Harvest, questions: list[Any]) -> None:
    times = {whole_of(fields_of(item).get("cooldown")) for item in questions} - {None}
    if len(times) > 1:
        message = N_("Questions have different cooldowns; a quiz has one reading time, which stays as usual.")
        harvest.remark("reading_time", message)
    for seconds in times if len(times) == 1 else ():
        if seconds is not None and 0 <= seconds <= MAX_READING_SECONDS:
            harvest.settings = Settings(reading_seconds=seconds)


def _take(seedling: Seedling, fields: dict[str, Any], *, typed: bool) -> None:
    _note_media(seedling, fields)
    text, seconds = text_of(fields.get("question")), seconds_of(fields.get("time"))
    answers = tuple(_answer(seedling, item) for item in items_of(fields.get("answers")))
    if typed:
        seedling.take(Text(text=text, accepted=answers, seconds=seconds))
        return
    right = _right(fields)
    if right is None or not all(0 <= place < len(answers) for place in right):
        message = N_("Its solution is none of its {number} answers; they are counted from 0.").format(
            number=len(answers)
        )
        seedling.leave_out("bad_right", message)
        return
    select = Select.ALL if len(right) > 1 else Select.ONE
    seedling.take(Choice(text=text, options=answers, right=tuple(right), select=select, seconds=seconds))


def _right(fields: dict[str, Any]) -> list[int] | None:
    given = fields.get("solutions", fields.get("solution"))
    if given is None:
        return []
    places = [whole_of(one) for one in (given if isinstance(given, list) else [given])]
    known = {place for place in places if place is not None}
    return None if None in places else sorted(known)


def _answer(seedling: Seedling, answer: Any) -> str:
    if not isinstance(answer, dict):
        return text_of(answer)
    if picture := text_of(answer.get("image")):
        seedling.loss(
            "media", N_("The picture of an answer stays behind: {address}.").format(address=_address(picture))
        )
    return text_of(answer.get("text")) or (f"[image: {_file_name(picture)}]" if picture else "")


def _note_media(seedling: Seedling, fields: dict[str, Any]) -> None:
    for field, usual in _MEDIA.items():
        value = fields.get(field)
        sentence = _MEDIA.get(text_of(fields_of(value).get("type")), usual)
        address = text_of(fields_of(value).get("url")) or text_of(value)
        if address:
            seedling.loss("media", sentence.format(address=_address(address)))


def _address(address: str) -> str:
    return address if len(address) <= 200 else f"{address[:199]}…"


def _file_name(address: str) -> str:
    name = PurePosixPath(address[:1000].partition("?")[0]).name[:100]
    return name or "without a name"  # untranslated: it becomes a part of the question
