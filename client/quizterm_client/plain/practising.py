"""Practising a quiz alone in line mode: what the screen of a practice says and does, in lines."""

import asyncio
from dataclasses import replace

from quizterm.language import _
from quizterm.protocol.messages import Request
from quizterm.protocol.server import StageNews
from quizterm.snapshot import OVER, Phase, Stage, You
from quizterm_client.peer import LinkEvent, Peer
from quizterm_client.plain import practicewords as words
from quizterm_client.plain.commands import Asked, Command, read_command
from quizterm_client.plain.partingwords import player_help
from quizterm_client.plain.playertelling import cleared, why_not
from quizterm_client.plain.playing import PlainPlayer
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.plain.words import points
from quizterm_client.player.answering import outcome_of
from quizterm_client.player.exit import ExitReason, PlayerExit
from quizterm_client.player.handover import Handover
from quizterm_client.player.state import Seen, Sending
from quizterm_client.solo.peer import SoloPeer
from quizterm_client.solo.words import farewell
from quizterm_client.view.commands import end, next_step, pause_or_resume

_GOING_ON = (Phase.LOBBY, Phase.READING, Phase.REVEAL)
"""Phases in which nothing is to be answered, so that Enter goes on."""


class PlainPractice(PlainPlayer):
    """Practises a quiz in lines; whoever made the peer closes it.

    Every line that is typed is dealt with when all that the one before it led to was told, so that whole
    practices can come from a pipe.

    Args:
        peer: Runs the game.
        voice: Where lines are said.
        typed: The lines that are typed.
        news: Tells of the game; unless given, the peer itself.
        at_terminal: Whether somebody types there.
        handover: What the screen before has left, and what this leaves.
    """

    def __init__(
        self,
        peer: SoloPeer,
        voice: Voice,
        typed: Typed,
        news: Peer | None = None,
        *,
        at_terminal: bool = False,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(
            news or peer, voice, typed, returnable=False, at_terminal=at_terminal, handover=handover
        )
        self._solo = peer
        self._progress = peer.progress
        self._chapter = words.PracticeChapter(progress=peer.progress)
        self._heard = 0
        self._news = asyncio.Event()
        self._is_left = False

    def say_preface(self, stage: Stage) -> None:
        super().say_preface(replace(stage, phase=Phase.ENDED) if stage.phase in OVER else stage)

    def hear_stage(self, stage: Stage) -> None:
        # Nobody comes to see a podium: both ends are the same. The only answer there is closes a question.
        phase = Phase.PODIUM if stage.phase in OVER else stage.phase
        super().hear_stage(replace(stage, phase=phase, change_answer=False))

    def hear_you(self, you: You) -> None:
        # The stage comes right behind it, and both are told together.
        self.seen = replace(self.seen, you=you)

    def hear_typed(self, line: str) -> None:
        if line.strip() or self._goes_on_with_draft:
            super().hear_typed(line)
        elif not self._solo.just_rang:
            self._go_on()

    def hear_end_of_typing(self) -> None:
        self.hear_interrupt()

    async def _listen(self) -> None:
        lasting = set(self._tasks)
        await self._caught_up()
        async for line in self._typed:
            self.hear_typed(line)
            while working := self._tasks - lasting:
                await asyncio.wait(working)
            await self._caught_up()
            if self._is_left:
                return
        self.hear_end_of_typing()

    async def _caught_up(self) -> None:
        """Wait until all news were told."""
        while self._heard < self._solo.version:
            self._news.clear()
            await self._news.wait()

    def _hear(self, event: LinkEvent) -> None:
        super()._hear(event)
        if isinstance(event, StageNews):
            self._heard = event.version
            self._news.set()

    # What is said

    def _see(self, seen: Seen) -> None:
        super()._see(seen)
        # What concerns the player comes before the stage here: there is nothing to wait for.
        self._tell_chapter(self.seen)

    def _tell_states(self) -> None:
        stage = self.seen.stage
        if stage is None:
            return
        paused = words.paused_line(stage)
        if not paused and self.voice.told("standstill"):
            self.voice.say(cleared("standstill", self.seen, self.peer.server_now()))
        self.voice.tell("standstill", paused)
        if self.seen.sent.state is not Sending.SENT:
            self.voice.tell("answer", words.answer_line(self.seen))

    def _next_line(self, stage: Stage) -> str:
        return words.going_line(stage, self._progress)

    @property
    def _commands(self) -> tuple[Command, ...]:
        return words.practice_commands()

    # What is typed

    def _do(self, asked: Asked) -> None:
        stage, over = self.seen.stage, self.seen.phase in OVER
        match asked.word:
            case "next":
                self._go_on()
            case "pass":
                self._pass()
            case "pause":
                self._pause()
            case "again":
                self.voice.say(*words.once_more(self.seen, self._progress, self.peer.server_now()))
            case "score":
                self.voice.say(*words.score_lines(self._progress))
            case "restart" if over:
                self._solo.start_over()
            case "finish" if stage is not None and self._begun and not over:
                self._ask(end(stage))
            case "finish":
                self._stop_or_stay()
            case "restart":
                self.voice.say(_("The practice is not over yet: type finish first."))
            case "help":
                self.voice.say(*player_help(self.seen, self._commands))
            case _other:
                super()._do(asked)

    @property
    def _goes_on_with_draft(self) -> bool:
        """Whether Enter sends what was begun on the screen."""
        stage, draft = self.seen.stage, self._draft
        return bool(draft) and self.seen.live and stage is not None and stage.question == draft.question

    @property
    def _begun(self) -> bool:
        """Whether there is something to sum up."""
        return any(one.tries for one in self._progress.studied)

    def _go_on(self) -> None:
        """Do the obvious next thing."""
        stage = self.seen.stage
        if stage is None:
            return
        step = next_step(stage)
        if step is not None and (stage.paused or stage.phase in _GOING_ON):
            self._ask(step.command)
        elif stage.phase is Phase.OPEN:
            self.voice.say(words.unanswered(self.seen))
        else:
            self.voice.say(words.going_line(stage, self._progress))

    def _pass(self) -> None:
        """Close a question without an answer."""
        stage = self.seen.stage
        step = next_step(stage) if stage is not None else None
        if stage is None or step is None or stage.phase is not Phase.OPEN or stage.paused:
            self.voice.say(why_not(self.seen))
        else:
            self._ask(step.command)

    def _pause(self) -> None:
        """Stop the clock, or let it run again."""
        stage = self.seen.stage
        wish = pause_or_resume(stage) if stage and (stage.paused or stage.deadline is not None) else None
        if wish is not None:
            self._ask(wish)
        else:
            super()._do(Asked("time"))

    def _ask(self, message: Request) -> None:
        # What was asked for a moment that is over already is not wanted any more.
        self.background(self._asked(message))

    async def _asked(self, message: Request) -> None:
        await outcome_of(self.peer, message)

    # Leaving

    def _ask_to_leave(self) -> None:
        if self.seen.phase in OVER:
            self._leave_over()
        else:
            self._stop_or_stay()

    def _stop_or_stay(self) -> None:
        if self.seen.phase in OVER:
            self.voice.say(words.going_line(self.seen.stage, self._progress) if self.seen.stage else "")
            return
        self._leaving = True
        self.voice.say(words.how_to_stop(begun=self._begun))

    def _parts(self, line: str) -> bool:
        leaving = self._leaving
        if super()._parts(line):
            return True
        asked = read_command(line, self._commands) if leaving else None
        if asked is None or asked.word != "finish":
            return False
        self._do(asked)
        return True

    def _leave_for_now(self) -> None:
        self._say_farewell(over=False)

    def _leave_over(self) -> None:
        self._say_farewell(over=self.seen.phase in OVER)

    def _say_farewell(self, *, over: bool) -> None:
        self.voice.say(farewell(self._progress, over=over, points=points))
        self._is_left = True
        self.leave(PlayerExit(ExitReason.ENDED if over else ExitReason.AWAY))
