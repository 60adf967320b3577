"""The projector's line mode: what a whole room hears, without controls."""

from collections.abc import Iterator

from quizterm.language import N_, _, pgettext
from quizterm.snapshot import Millis, Phase, Stage
from quizterm_client.peer import LinkState, LinkStatus, Peer
from quizterm_client.plain.clock import TimeCalls, time_words
from quizterm_client.plain.commands import Command, help_lines, read_command
from quizterm_client.plain.crowd import AnswerCount, Comings
from quizterm_client.plain.scenes import (
    OVER,
    arrival_lines,
    begins,
    called_timing,
    closing_words,
    door_words,
    invitation_lines,
    moved,
    opening_words,
    places_lines,
    podium_lines,
    reading_words,
)
from quizterm_client.plain.session import PlainSession
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.plain.words import question_lines, right_lines, spread_lines
from quizterm_client.projector.words import VOIDED, how_many, sentence, typed_words
from quizterm_client.view.clock import timing_of
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.mishaps import host_away, standstill
from quizterm_client.view.owntime import TIME_IS_UP
from quizterm_client.view.words import one_line, took_part

WELCOME = N_("You watch this session.")


def watching_commands() -> tuple[Command, ...]:
    """All that can be typed, in the language that is spoken."""
    leaving = _("stop watching; the session goes on")
    return (
        Command("again", _("hear the question again"), pgettext("typed command", "again"), short="question"),
        Command("time", _("how much time is left"), pgettext("typed command", "time"), short="left"),
        Command("code", _("how people get in"), pgettext("typed command", "code"), short="j"),
        Command("leave", leaving, pgettext("typed command", "leave"), short="q"),
        Command("help", _("this help"), pgettext("typed command", "help"), short="?"),
    )


class PlainProjector(PlainSession[LinkStatus]):
    """Tells a session to a room; needs no keyboard. Whoever made the peer closes it.

    Its result is the line as it was told last.

    Args:
        peer: The session, entered as a spectator.
        voice: Where lines are said.
        typed: The lines that are typed.
        invitation: What people type to join.
        at_terminal: Whether somebody types, who may leave by typing nothing more.
    """

    def __init__(
        self, peer: Peer, voice: Voice, typed: Typed, invitation: Invitation, *, at_terminal: bool = False
    ) -> None:
        super().__init__(peer, voice, typed)
        self._invitation = invitation
        self._at_terminal = at_terminal
        self._comings = Comings(self.later, voice.say)
        self._count = AnswerCount(self.later, voice.say)
        self._calls = TimeCalls(peer.server_now, self.later, voice.say)

    def hear_stage(self, stage: Stage) -> None:
        before, now = self.stage, self.peer.server_now()
        self._comings.see(stage)
        if before is None:
            self.voice.say(*arrival_lines(stage, self._invitation, _(WELCOME)))
        elif moved(before, stage):
            self._comings.tell()
        if moved(before, stage):
            self.voice.say(*moment_lines(before, stage, now))
        elif before is not None:
            self.voice.say(*change_lines(before, stage))
        self.voice.tell("standstill", standstill(stage) or host_away(stage))
        self._count.see(stage)
        self._calls.show(called_timing(stage, known=self.has_line))
        if stage.phase is Phase.ENDED:
            self.hear_interrupt()

    def hear_status(self, status: LinkStatus) -> None:
        before, there = self.status, status.state is LinkState.CONNECTED
        if there and before is not None and before.state is not LinkState.CONNECTED:
            self.voice.say(_("The line is back."))
        if status.state is not LinkState.LOST:
            self.voice.tell("line", "" if there else sentence(None, status))
        if self.stage is not None:
            self._calls.show(called_timing(self.stage, known=there))

    def hear_lost(self) -> None:
        self.hear_interrupt()

    def hear_interrupt(self) -> None:
        self.leave(self.status or self.peer.status)

    def hear_end_of_typing(self) -> None:
        if self._at_terminal:
            self.hear_interrupt()

    def hear_typed(self, line: str) -> None:
        stage, asked = self.stage, read_command(line, watching_commands())
        if not line.strip():
            return
        if asked is None:
            words = _("There is no command “{word}”. Type help.")
            self.voice.say(words.format(word=one_line(line.strip())))
        elif asked.word == "leave":
            self.hear_interrupt()
        elif asked.word == "help":
            self.voice.say(*help_lines(watching_commands()))
        elif stage is not None:
            self.voice.say(*self._heard(asked.word, stage))

    def _heard(self, word: str, stage: Stage) -> list[str]:
        match word:
            case "again":
                return question_lines(stage) or [_("There is no question now.")]
            case "time":
                return [time_words(timing_of(stage, known=self.has_line), self.peer.server_now())]
            case _:
                return invitation_lines(stage.code, self._invitation)


def moment_lines(before: Stage | None, stage: Stage, now: Millis) -> list[str]:
    """What a room is told when another phase or question begins."""
    return [*(_asked(stage) if begins(before, stage) else []), *_phase_lines(stage, now)]


def _asked(stage: Stage) -> list[str]:
    item = stage.item
    if item is None:
        return []
    return [*question_lines(stage), how_many(item) or typed_words(item.kind)]


def _phase_lines(stage: Stage, now: Millis) -> list[str]:
    match stage.phase:
        case Phase.LOBBY:
            return []
        case Phase.READING:
            return [reading_words(stage, now)]
        case Phase.OPEN:
            return [opening_words(stage, now)]
        case Phase.REVEAL:
            return _reveal_lines(stage)
        case Phase.STANDINGS:
            return places_lines(stage)
        case Phase.PODIUM:
            return [*podium_lines(stage), took_part(stage.players)]
        case Phase.ENDED:
            return [_(OVER)]


def _reveal_lines(stage: Stage) -> list[str]:
    if stage.item is None or stage.reveal is None:
        return [closing_words(stage)]
    spread = spread_lines(stage.item, stage.reveal.tally, stage.reveal.key)
    return [closing_words(stage), *spread, *right_lines(stage.item, stage.reveal)]


def change_lines(before: Stage, stage: Stage) -> Iterator[str]:
    """What a room is told when something else has changed than the phase."""
    if before.locked != stage.locked and stage.phase is Phase.LOBBY:
        yield door_words(stage)
    if before.paused and not stage.paused:
        yield _("It goes on.")
    if stage.time_up and not before.time_up:
        yield _(TIME_IS_UP)
    if before.reveal is None or stage.reveal is None or stage.item is None:
        return
    if before.reveal.voided != stage.reveal.voided:
        yield _(VOIDED) if stage.reveal.voided else _("This question counts again.")
    elif before.reveal.key != stage.reveal.key:
        yield from (_("Corrected."), *right_lines(stage.item, stage.reveal))
