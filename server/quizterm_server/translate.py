"""From what a client says to what happens to a game; people's text is cleaned on the way."""

from dataclasses import replace
from typing import assert_never

from quizterm.engine import inputs
from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.quiz.answers import Answer, Key, RightTexts, Typed
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import Quiz
from quizterm.quiz.problems import Problem
from quizterm.snapshot import Millis, PlayerId
from quizterm.text import ANSWER_LIMIT, BadName, BadText, clean_line, clean_name


def answered(message: client.SubmitAnswer, player: PlayerId, at: Millis) -> inputs.Answered:
    """What a player's answer does.

    Raises:
        Refusal: What was typed is not text that can be shown.
    """
    answer = _clean_answer(message.answer)
    return inputs.Answered(at=at, player=player, question=message.question, answer=answer)


def commanded(message: client.Command, at: Millis) -> inputs.Command:
    """What a host's command for a moment does."""
    phase, question = message.phase, message.question
    match message:
        case client.Start():
            return inputs.Started(at=at, phase=phase, question=question)
        case client.Next():
            return inputs.WentOn(at=at, phase=phase, question=question)
        case client.Close():
            return inputs.Closed(at=at, phase=phase, question=question)
        case client.AddTime(seconds=seconds):
            return inputs.Extended(at=at, phase=phase, question=question, seconds=seconds)
        case client.Pause():
            return inputs.Paused(at=at, phase=phase, question=question)
        case client.Resume():
            return inputs.Resumed(at=at, phase=phase, question=question)
        case client.Skip():
            return inputs.Skipped(at=at, phase=phase, question=question)
        case client.EndSession():
            return inputs.Ended(at=at, phase=phase, question=question)
        case _:
            assert_never(message)


def set_by_host(message: client.HostSetting, at: Millis) -> inputs.Input:
    """What a host's setting does.

    Raises:
        Refusal: A name or a corrected key is not text that can be shown.
    """
    match message:
        case client.SetAuto(auto=auto):
            return inputs.AutoSet(at=at, auto=auto)
        case client.SetLocked(locked=locked):
            return inputs.LockSet(at=at, locked=locked)
        case client.Void(target=target, voided=voided):
            return inputs.Voided(at=at, target=target, voided=voided)
        case client.CorrectKey(target=target, answer_key=key):
            return inputs.KeyCorrected(at=at, target=target, key=_clean_key(key))
        case client.Rename(player=player, name=raw):
            return inputs.Renamed(at=at, player=PlayerId(player), name=name(raw))
        case client.SetExtraTime(player=player, percent=percent):
            return inputs.ExtraTimeSet(at=at, player=PlayerId(player), percent=percent)
        case client.Remove(player=player):
            return inputs.Removed(at=at, player=PlayerId(player), ban=False)
        case client.Ban(player=player):
            return inputs.Removed(at=at, player=PlayerId(player), ban=True)
        case client.Unban(player=player):
            return inputs.Unbanned(at=at, player=PlayerId(player))
        case _:
            assert_never(message)


def name(raw: str) -> str:
    """A name that can be shown.

    Raises:
        Refusal: It cannot be made one.
    """
    try:
        return clean_name(raw)
    except BadName as error:
        raise Refusal(ErrorCode.BAD_NAME, str(error)) from None


def quiz(raw: Quiz) -> Quiz:
    """A quiz that can be played.

    Raises:
        Refusal: It breaks a rule of the format; the sentence tells of the first problem.
    """
    checked, problems = check_quiz(raw)
    if problems:
        raise Refusal(ErrorCode.BAD_QUIZ, _sentence(problems[0]))
    return checked


def _sentence(problem: Problem) -> str:
    if problem.question is None:
        return problem.message
    return f"Question {problem.question + 1}: {problem.message}"


def _clean_answer(answer: Answer) -> Answer:
    if not isinstance(answer, Typed):
        return answer
    try:
        return replace(answer, text=clean_line(answer.text, ANSWER_LIMIT))
    except BadText as error:
        raise Refusal(ErrorCode.BAD_ANSWER, str(error)) from None


def _clean_key(key: Key) -> Key:
    if not isinstance(key, RightTexts):
        return key
    try:
        return replace(key, accepted=tuple(clean_line(text, ANSWER_LIMIT) for text in key.accepted))
    except BadText as error:
        raise Refusal(ErrorCode.BAD_KEY, str(error)) from None
