"""What is practised: all of a quiz or some of it, in which order, with or without a clock."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from quizterm.quiz.model import UNTIMED, Choice, Question, Quiz, Slide


class UnknownTag(ValueError):
    """No question has this tag; the text is a sentence that names those there are."""


def only(quiz: Quiz, tags: Sequence[str]) -> Quiz:
    """The questions that have one of these tags; all of them where no tag is named.

    Raises:
        UnknownTag: No question has one of them.
    """
    if not tags:
        return quiz
    known = {_plain(tag): tag for question in quiz.questions for tag in question.tags}
    for tag in tags:
        if _plain(tag) not in known:
            raise UnknownTag(_unknown(tag, sorted(known.values(), key=str.casefold)))
    wanted = {_plain(tag) for tag in tags}
    return replace(
        quiz, questions=tuple(one for one in quiz.questions if wanted & set(map(_plain, one.tags)))
    )


def shuffled(quiz: Quiz, randomness: Random) -> Quiz:
    """The questions in another order, their options too; slides stay where they are."""
    others = [_mixed(question) for question in quiz.questions if not isinstance(question, Slide)]
    randomness.shuffle(others)
    following = iter(others)
    return replace(
        quiz,
        questions=tuple(one if isinstance(one, Slide) else next(following) for one in quiz.questions),
    )


def untimed(quiz: Quiz) -> Quiz:
    """The quiz without any clock."""
    return replace(
        quiz,
        questions=tuple(replace(question, seconds=UNTIMED) for question in quiz.questions),
        settings=replace(quiz.settings, reading_seconds=0),
    )


def _mixed(question: Question) -> Question:
    return replace(question, shuffle=True) if isinstance(question, Choice) else question


def _plain(tag: str) -> str:
    return " ".join(tag.casefold().split())


def _unknown(tag: str, known: Sequence[str]) -> str:
    said = f"No question has the tag “{tag}”"
    if not known:
        return f"{said}: this quiz has no tags. Leave out --only."
    return f"{said}; the tags of this quiz are {', '.join(known)}."
