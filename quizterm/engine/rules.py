"""The way in: `begin` a game, `step` it with one input."""

from typing import assert_never

from quizterm.engine import collecting, inputs, phases
from quizterm.engine.asking import prepare
from quizterm.engine.corrections import correct_key, void
from quizterm.engine.effects import EVERYBODY, STAFF, Effects
from quizterm.engine.grading import check_answer
from quizterm.engine.people import (
    came,
    give_extra_time,
    hosts_seen,
    interrupted,
    join,
    leave,
    remove,
    rename,
    unban,
    went,
)
from quizterm.engine.state import Game
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.snapshot import PLAYED, Millis, Phase

_COUNTED = (STAFF,)
"""What nearly every answer brings with it."""


def begin(created: inputs.Created) -> Game:
    """Open the lobby of a new game."""
    rounds = [
        prepare(question, order)
        for question, order in zip(created.quiz.questions, created.orders, strict=True)
    ]
    return Game(
        code=created.code,
        quiz=created.quiz,
        rounds=rounds,
        auto=created.auto,
        pause_without_host=created.pause_without_host,
    )


def step(game: Game, happened: inputs.Input) -> Effects:
    """Apply one input to `game`, in place, and say what the shell must do.

    Everything is checked before anything is changed. An answer costs the same however many play.

    Raises:
        Refusal: The input is not allowed now; `game` is exactly as it was.
    """
    match happened:
        case inputs.Answered():
            return _answer(game, happened)
        case inputs.Joined():
            return join(game, happened)
        case _ if game.phase is Phase.ENDED:
            return _after_the_end(happened)
        case inputs.Came():
            return came(game, happened)
        case inputs.Went():
            return went(game, happened)
        case inputs.Left():
            return leave(game, happened)
        case inputs.HostsSeen():
            return hosts_seen(game, happened)
        case inputs.TimerFired():
            return _time_is_up(game, happened)
        case inputs.AutoSet():
            return phases.set_auto(game, happened.auto, happened.at)
        case inputs.LockSet():
            game.locked = happened.locked
            return [EVERYBODY]
        case inputs.Voided():
            return void(game, happened)
        case inputs.KeyCorrected():
            return correct_key(game, happened)
        case inputs.Renamed():
            return rename(game, happened)
        case inputs.ExtraTimeSet():
            return give_extra_time(game, happened)
        case inputs.Removed():
            return remove(game, happened)
        case inputs.Unbanned():
            return unban(game, happened)
        case inputs.Interrupted():
            return interrupted(game, happened)
        case inputs.StoodStill():
            return phases.stand_still(game, happened.at, happened.since)
        case _:
            return _command(game, happened)


def _after_the_end(happened: inputs.Input) -> Effects:
    """What has ended stays as it is, so that its result can be kept."""
    match happened:
        case (
            inputs.Came()
            | inputs.Went()
            | inputs.HostsSeen()
            | inputs.TimerFired()
            | inputs.Interrupted()
            | inputs.StoodStill()
        ):
            return []
        case _:
            raise Refusal(ErrorCode.WRONG_PHASE, N_("The session has ended."))


def _time_is_up(game: Game, fired: inputs.TimerFired) -> Effects:
    """A number may be given out twice when a step is taken back, so the time has to fit as well."""
    if fired.timer != game.timer or game.due is None or fired.at < game.due:
        return []
    return phases.by_itself(game, fired.at)


def _command(game: Game, command: inputs.Command) -> Effects:
    """Obey a host's command if the game still stands where the host saw it."""
    if (command.phase, command.question) != (game.phase, game.question):
        raise Refusal(ErrorCode.WRONG_PHASE, N_("The session has moved on since."))
    now = command.at
    match command:
        case inputs.Started():
            _demand(game, Phase.LOBBY, message=N_("The session has started already."))
            return phases.next_question(game, now)
        case inputs.WentOn():
            _demand(
                game,
                Phase.READING,
                Phase.REVEAL,
                Phase.STANDINGS,
                message=N_("There is nothing to go on to here."),
            )
            return phases.by_itself(game, now)
        case inputs.Closed():
            _demand(game, Phase.OPEN, message=N_("No question is open."))
            return phases.close_question(game, now)
        case inputs.Extended():
            return _extend(game, command)
        case inputs.Paused():
            _demand(game, *PLAYED, message=N_("There is no clock to stop here."))
            if game.paused_at is not None:
                raise Refusal(ErrorCode.WRONG_PHASE, N_("The session is paused already."))
            return phases.pause(game, now)
        case inputs.Resumed():
            if game.paused_at is None:
                raise Refusal(ErrorCode.WRONG_PHASE, N_("The session is not paused."))
            return phases.resume(game, now)
        case inputs.Skipped():
            _demand(game, Phase.READING, Phase.OPEN, message=N_("There is no question to skip."))
            return phases.next_question(game, now)
        case inputs.Ended():
            return phases.podium(game, now) if game.phase in PLAYED else _finish(game, now)
        case _:
            assert_never(command)


def _answer(game: Game, answered: inputs.Answered) -> Effects:
    player = game.players.get(answered.player)
    if player is None or player.gone is not None:
        raise Refusal(ErrorCode.NO_PLAYER, N_("You are not in this session."))
    if answered.question != game.question or game.phase is not Phase.OPEN:
        return _answer_too_late(game, answered)
    asked = game.round
    before = asked.given.get(player.id)
    if before is not None and before.answer == answered.answer:
        return []
    if player.id not in asked.eligible:
        raise Refusal(
            ErrorCode.NOT_ELIGIBLE, N_("You came after this question began; you are in from the next one.")
        )
    if game.paused_at is not None:
        raise Refusal(ErrorCode.PAUSED, N_("The session is paused; answer when it goes on."))
    if _is_late(game, answered):
        raise Refusal(ErrorCode.TOO_LATE, N_("Time was up."))
    if before is not None and not game.quiz.settings.change_answer:
        check_answer(asked, answered.answer)
        raise Refusal(ErrorCode.ALREADY_ANSWERED, N_("You have answered; the first answer counts."))
    collecting.take(asked, player.id, answered.answer, Millis(max(0, answered.at - game.opened_at)))
    game.waiting.discard(player.id)
    follows = phases.settle(game, answered.at)
    return [STAFF, *follows] if follows else _COUNTED


def _is_late(game: Game, answered: inputs.Answered) -> bool:
    if game.deadline is None or answered.at <= game.deadline:
        return False
    deadline = game.deadline_for(answered.player)
    return deadline is not None and answered.at > deadline


def _answer_too_late(game: Game, answered: inputs.Answered) -> Effects:
    """What becomes of an answer to a question that is not open; one sent once more changes nothing."""
    begun = 0 <= answered.question <= game.question
    given = game.rounds[answered.question].given.get(answered.player) if begun else None
    if given is not None and given.answer == answered.answer:
        return []
    if begun and game.phase is not Phase.READING:
        raise Refusal(ErrorCode.TOO_LATE, N_("This question is closed."))
    raise Refusal(ErrorCode.WRONG_PHASE, N_("This question is not open."))


def _extend(game: Game, extended: inputs.Extended) -> Effects:
    _demand(game, Phase.OPEN, message=N_("No question is open."))
    if game.deadline is None and game.left is None:
        raise Refusal(ErrorCode.WRONG_PHASE, N_("This question has no deadline."))
    return phases.extend(game, Millis(extended.seconds * 1000), extended.at)


def _finish(game: Game, now: Millis) -> Effects:
    _demand(game, Phase.LOBBY, Phase.PODIUM, message=N_("The session has ended."))
    return phases.finish(game, now)


def _demand(game: Game, *allowed: Phase, message: str) -> None:
    if game.phase not in allowed:
        raise Refusal(ErrorCode.WRONG_PHASE, message)
