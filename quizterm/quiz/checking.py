"""The rules of a quiz: its text cleaned, everything that is wrong with it reported."""

import re
from dataclasses import replace

from quizterm.language import N_
from quizterm.quiz.bounds import MAX_QUESTIONS, MAX_READING_SECONDS
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import Question, Quiz, Settings
from quizterm.quiz.problems import Findings, Problem
from quizterm.text import DESCRIPTION_LIMIT, LABEL_LIMIT, TITLE_LIMIT

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,5}")


def check_quiz(quiz: Quiz) -> tuple[Quiz, list[Problem]]:
    """Clean the text of a quiz and report every rule that it breaks.

    The cleaned quiz may be played only if there are no problems.
    """
    found = Findings()
    cleaned = replace(
        quiz,
        title=found.line("title", quiz.title, TITLE_LIMIT, needed=True),
        description=found.block("description", quiz.description, DESCRIPTION_LIMIT),
        language=_language(found, quiz.language),
    )
    _check_settings(found, quiz.settings)
    questions = tuple(_check_questions(found, quiz.questions))
    return replace(cleaned, questions=questions), found.problems


def _language(found: Findings, raw: str) -> str:
    tag = found.line("language", raw, LABEL_LIMIT)
    if tag and not _LANGUAGE_TAG.fullmatch(tag):
        found.add(
            "language",
            "bad_language",
            N_("“{tag}” is not a language tag; write one like en, ar or pt-BR.").format(tag=tag),
        )
    return tag


def _check_settings(found: Findings, settings: Settings) -> None:
    if not 0 <= settings.reading_seconds <= MAX_READING_SECONDS:
        found.add(
            "settings.reading_seconds",
            "out_of_range",
            N_("The reading time is {seconds} seconds; use 0 to {most}.").format(
                seconds=settings.reading_seconds, most=MAX_READING_SECONDS
            ),
        )


def _check_questions(found: Findings, questions: tuple[Question, ...]) -> list[Question]:
    if not questions:
        found.add("questions", "no_questions", N_("The quiz has no questions; write at least one."))
    if len(questions) > MAX_QUESTIONS:
        found.add(
            "questions",
            "too_many_questions",
            N_("The quiz has {number} questions; at most {most} are allowed.").format(
                number=len(questions), most=MAX_QUESTIONS
            ),
        )
        return []
    return [check_question(found.at(index), question) for index, question in enumerate(questions)]
