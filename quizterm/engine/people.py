"""Who is in a session: joining, coming and going, names, and being sent out."""

from quizterm.engine import collecting, inputs
from quizterm.engine.effects import (
    EVERYBODY,
    STAFF,
    Dismiss,
    Dismissal,
    Effect,
    Effects,
    EveryYouChanged,
    YouChanged,
)
from quizterm.engine.phases import pause, set_extra_time, settle
from quizterm.engine.scoring import rank, rescore_player
from quizterm.engine.state import Game, Player
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.quiz.model import Slide
from quizterm.snapshot import OVER, PLAYED, Millis, Phase, PlayerId


def join(game: Game, joined: inputs.Joined) -> Effects:
    """Let a new player in; they take part from the next question on."""
    if game.phase in OVER:
        raise Refusal(ErrorCode.NO_SESSION, N_("This session has ended. Ask your host for a new code."))
    if game.locked:
        raise Refusal(ErrorCode.LOBBY_LOCKED, N_("The host has locked the door. Ask them to let you in."))
    game.players[joined.player] = Player(id=joined.player, name=joined.name, away_since=joined.at)
    game.here += 1
    return [_presence(game)]


def came(game: Game, happened: inputs.Came) -> Effects:
    """A player is connected."""
    player = _present(game, happened.player)
    if player.connected:
        return []
    player.connected, player.expected, player.away_since = True, False, None
    game.connected += 1
    game.attending += _attends(game, player)
    if _is_asked(game, player.id):
        game.waiting.add(player.id)
    return [_presence(game)]


def went(game: Game, happened: inputs.Went) -> Effects:
    """A player is not connected any more, or not expected back; nobody waits for them."""
    player = game.players.get(happened.player)
    if player is None or not player.awaited:
        return []
    _disconnect(game, player, happened.at)
    return [_presence(game), *settle(game, happened.at)]


def leave(game: Game, left: inputs.Left) -> Effects:
    """A player goes for good; what they scored stays in the standings."""
    return _send_out(game, _present(game, left.player), Dismissal.LEFT, left.at)


def remove(game: Game, removed: inputs.Removed) -> Effects:
    """The host sends a player out."""
    why = Dismissal.BANNED if removed.ban else Dismissal.REMOVED
    return _send_out(game, _present(game, removed.player), why, removed.at)


def unban(game: Game, unbanned: inputs.Unbanned) -> Effects:
    """Take a ban back: the player may return, with everything they had."""
    player = game.players.get(unbanned.player)
    if player is None or player.gone is not Dismissal.BANNED:
        raise Refusal(ErrorCode.NO_PLAYER, N_("Nobody with this number is banned."))
    player.gone, player.away_since = None, unbanned.at
    game.here += 1
    _bring_back_answers(game, player)
    return [EVERYBODY, YouChanged(player.id), *_recounted(game, player)]


def rename(game: Game, renamed: inputs.Renamed) -> Effects:
    """Give a player another name."""
    player = _present(game, renamed.player)
    player.name = renamed.name
    game.rows.clear()
    return [EVERYBODY, YouChanged(player.id), *_ranked_anew(game)]


def give_extra_time(game: Game, given: inputs.ExtraTimeSet) -> Effects:
    """Give a player more time than others, or take it back; it belongs to the seat."""
    return set_extra_time(game, _present(game, given.player), given.percent, given.at)


def hosts_seen(game: Game, seen: inputs.HostsSeen) -> Effects:
    """Hosts are there, or none is."""
    if game.host_away is not seen.present:
        return []
    game.host_away = not seen.present
    if game.host_away and game.pause_without_host and game.phase in PLAYED and game.paused_at is None:
        return pause(game, seen.at)
    return [EVERYBODY]


def interrupted(game: Game, happened: inputs.Interrupted) -> Effects:
    """Nobody is connected any more, but who was is expected back.

    This question and the next ones wait for them as before, until they come or are reported gone: the
    first who comes back must not close a question on the others.
    """
    for player in game.players.values():
        if player.connected:
            player.connected, player.expected, player.away_since = False, True, happened.at
    game.connected = game.attending = 0
    return [EVERYBODY]


def _present(game: Game, number: PlayerId) -> Player:
    player = game.players.get(number)
    if player is None or player.gone is not None:
        raise Refusal(ErrorCode.NO_PLAYER, N_("No such player is in the session."))
    return player


def _send_out(game: Game, player: Player, why: Dismissal, now: Millis) -> Effects:
    _disconnect(game, player, now)
    player.gone = why
    game.here -= 1
    if why is Dismissal.LEFT:
        return [_presence(game), Dismiss(player.id, why), *settle(game, now)]
    _set_answers_aside(game, player)
    return [EVERYBODY, Dismiss(player.id, why), *_recounted(game, player), *settle(game, now)]


def _recounted(game: Game, player: Player) -> list[Effect]:
    """Bring a player's score up to date with their answers, and the standings with who is in them."""
    if not _is_ranked(game):
        return []
    rescore_player(game, player)
    return [EveryYouChanged()]


def _ranked_anew(game: Game) -> list[Effect]:
    """Bring the standings up to date; everybody's place may be another one."""
    if not _is_ranked(game):
        return []
    rank(game)
    return [EveryYouChanged()]


def _is_ranked(game: Game) -> bool:
    return game.phase is Phase.PODIUM or any(asked.closed for asked in game.rounds)


def _set_answers_aside(game: Game, player: Player) -> None:
    """Who was sent out counts nowhere, so that every distribution adds up to the players in it."""
    for index, asked in enumerate(game.rounds[: game.question + 1]):
        if player.id in asked.eligible:
            player.set_aside[index] = collecting.set_aside(asked, player.id)


def _bring_back_answers(game: Game, player: Player) -> None:
    for index, given in player.set_aside.items():
        collecting.bring_back(game.rounds[index], player.id, given)
    player.set_aside = {}


def _disconnect(game: Game, player: Player, now: Millis) -> None:
    if player.connected:
        player.away_since = now
        game.connected -= 1
        game.attending -= _attends(game, player)
    player.connected = player.expected = False
    game.waiting.discard(player.id)


def _attends(game: Game, player: Player) -> bool:
    """Whether the current question is for this player."""
    return game.question >= 0 and player.id in game.round.eligible


def _is_asked(game: Game, player: PlayerId) -> bool:
    """Whether the game waits for this player's answer once they are connected."""
    if game.phase not in (Phase.READING, Phase.OPEN) or isinstance(game.round.question, Slide):
        return False
    return player in game.round.eligible and player not in game.round.given


def _presence(game: Game) -> Effect:
    return EVERYBODY if game.phase is Phase.LOBBY else STAFF
