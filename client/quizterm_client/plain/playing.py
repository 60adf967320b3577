"""The player's face in line mode: says what happens, takes answers and commands."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace

from quizterm.language import _, heard
from quizterm.protocol.playing import Leave
from quizterm.snapshot import OVER, Phase, Stage, You
from quizterm_client.peer import LinkState, LinkStatus, Peer
from quizterm_client.plain import playerwords as words
from quizterm_client.plain.clock import TimeCalls
from quizterm_client.plain.commands import Asked, Command, read_command, without_escape
from quizterm_client.plain.drafting import (
    carried_words,
    continued,
    draft_line,
    drafted,
    is_asked,
    standing_line,
)
from quizterm_client.plain.partingwords import how_to_leave, looks_like_command, player_commands, player_help
from quizterm_client.plain.picking import doubt, is_typed, read_answer
from quizterm_client.plain.playertelling import Chapter, changes, cleared, is_complete, timing, why_not
from quizterm_client.plain.replies import GOOD, NOW, STAY, meant
from quizterm_client.plain.session import PlainSession
from quizterm_client.plain.typing import Typed
from quizterm_client.plain.voice import Voice
from quizterm_client.player.answering import outcome_of
from quizterm_client.player.exit import ExitReason, PlayerExit, farewell
from quizterm_client.player.handover import Draft, Handover, answering_for
from quizterm_client.player.state import Seen, Sending
from quizterm_client.view.bell import PlayerBell
from quizterm_client.view.commands import next_step
from quizterm_client.view.invitation import Invitation
from quizterm_client.view.mishaps import NO_LINE


class PlainPlayer(PlainSession[PlayerExit]):
    """Plays one session in lines; whoever made the peer closes it.

    Args:
        peer: The entered session.
        voice: Where lines are said.
        typed: The lines that are typed.
        conductor: The host's peer, where the host plays along with one command for the next step.
        invitation: How others get in; without it, nobody is told.
        returnable: Whether the session outlives this process; a demo does not.
        at_terminal: Whether somebody types; the end of what is typed means that they leave.
        buttons: Whether questions are on a wall, so that their words are not said.
        ring: Sounds the bell; `None` is silence.
        handover: What another face of the same seat has left, and what this one leaves.

    Attributes:
        again: Seconds until an answer that the server could not take goes out again without any news.
        grace: Seconds that what concerns the player may come later than what concerns everybody.
        linger: Seconds between the end of the session and leaving it.
    """

    again = 3.0
    grace = 1.5
    linger = 1.0

    def __init__(
        self,
        peer: Peer,
        voice: Voice,
        typed: Typed,
        *,
        conductor: Peer | None = None,
        invitation: Invitation | None = None,
        returnable: bool = True,
        at_terminal: bool = False,
        buttons: bool = False,
        ring: Callable[[], object] | None = None,
        handover: Handover | None = None,
    ) -> None:
        super().__init__(peer, voice, typed)
        self._handover = handover or Handover()
        self.seen = self._handover.seen or Seen()
        self._conductor = conductor
        self._invitation = invitation
        self._returnable = returnable
        self._at_terminal = at_terminal
        self._buttons = buttons
        self._bell = PlayerBell(ring, peer.server_now, self._ring_later) if ring is not None else None
        self._chapter = Chapter()
        self._waiting: asyncio.TimerHandle | None = None
        self._leaving = False
        self._doubted: tuple[int, str] | None = None
        self._calls = TimeCalls(peer.server_now, self.later, voice.say)
        self._draft = self._handover.draft
        self._standing = Draft()
        self._answering = answering_for(
            self._handover,
            peer,
            seen=lambda: self.seen,
            see=self._see,
            start=self.background,
            once_more=lambda do: self.later(self.again, do),
        )

    async def run(self) -> PlayerExit:
        if self.seen.stage is not None:
            self.say_preface(self.seen.stage)
        self._answering.resume()
        return await super().run()

    @property
    def is_asking(self) -> bool:
        return self._leaving

    def go_on_typing(self, begun: str, *, ended: bool) -> None:
        self._draft = continued(self.seen, self._draft, begun)
        if not ended:
            self.carried = carried_words(self.seen, self._draft)

    def hear_begun(self) -> None:
        super().hear_begun()
        # Enter sends what stands there then, and nothing where all of it was erased.
        self._draft, self._standing = Draft(), self._draft

    def hand_over(self, begun: str) -> None:
        self._handover.begun = begun
        self._handover.take(self.seen, drafted(self.seen.stage, begun) or self._draft)

    def hear_stage(self, stage: Stage) -> None:
        self._see(replace(self.seen, stage=stage))
        self._answering.hear(Stage)

    def hear_you(self, you: You) -> None:
        self._see(replace(self.seen, you=you))
        self._answering.hear(You)

    def hear_status(self, status: LinkStatus) -> None:
        if self._conductor is not None and status.state is LinkState.RECONNECTING:
            # What helps a host who plays along is known there.
            status = replace(status, message=self._conductor.status.message or status.message)
        self._see(replace(self.seen, status=status))

    def hear_return(self) -> None:
        self._answering.hear_return()

    def hear_lost(self) -> None:
        self._tell_chapter(self.seen)
        self._leave_over()

    def hear_interrupt(self) -> None:
        if words.is_over(self.seen):
            self._leave_over()
        else:
            self._leave_for_now()

    def hear_end_of_typing(self) -> None:
        if self._at_terminal:
            self.hear_interrupt()
        else:
            self.voice.say(_("Nothing more can be typed here; the game is told to its end."))

    def hear_typed(self, line: str) -> None:
        self._standing = Draft()
        if not line.strip() and not self._leaving and self._draft:
            self._send_draft()
            return
        if not line.strip() or self._parts(line):
            return
        stage = self.seen.stage
        words_wanted = self.seen.live and stage is not None and is_typed(stage.item)
        commands = self._commands
        asked = read_command(line, commands, answers_first=words_wanted)
        if asked is not None:
            self._do(asked)
        elif self.seen.live:
            self._answer(without_escape(line, commands))
        else:
            self.voice.say(why_not(self.seen))

    # What is said

    def _ring_later(self, seconds: float, do: Callable[[], None]) -> Callable[[], object]:
        return self.later(seconds, do).cancel

    def _see(self, seen: Seen) -> None:
        before, self.seen = self.seen, seen
        if self._standing and not is_asked(seen, self._standing):
            # It was begun for that question, and is no answer to another one, and no command.
            self.let_go()
            self.voice.say(standing_line(seen, self._standing))
            self._standing = Draft()
        if self._bell is not None:
            self._bell.see(seen.own, waits=seen.live and seen.answer is None)
        if seen.stage is None:
            self.voice.tell("line", words.line_line(seen) if seen.status.message else "")
            return
        if not self._chapter.is_of(seen.stage):
            self._tell_chapter(before)
            self._chapter = self._chapter.followed_by(seen.stage)
            self._waiting = self.later(self.grace, lambda: self._tell_chapter(self.seen))
        if self._chapter.told:
            self.voice.say(*changes(before, seen))
            self._tell_states()
        elif is_complete(seen):
            self._tell_chapter(seen)
        self._calls.show(timing(seen))

    def _tell_chapter(self, seen: Seen) -> None:
        """Say what the phase brings, once."""
        if self._chapter.told or seen.stage is None:
            return
        if self._waiting is not None:
            self._waiting.cancel()
        now, hosting = self.peer.server_now(), self._conductor is not None
        self.voice.say(
            *self._chapter.lines(seen, self._invitation, now, hosting=hosting, buttons=self._buttons)
        )
        self.voice.say(self._next_line(seen.stage))
        self.voice.say(draft_line(seen, self._draft))
        self.voice.say(standing_line(self.seen, self._standing))
        self._chapter = self._chapter.as_told()
        self._tell_states()
        if seen.phase is Phase.ENDED:
            self.later(self.linger, self._leave_over)

    def _tell_states(self) -> None:
        """Say how things stand that come and go."""
        seen = self.seen
        for topic, line in (
            ("line", words.line_line(seen)),
            ("standstill", words.standstill_line(seen)),
            ("host", words.host_line(seen)),
        ):
            if not line and self.voice.told(topic):
                self.voice.say(cleared(topic, seen, self.peer.server_now()))
            self.voice.tell(topic, line)
        if seen.sent.state is not Sending.SENT:
            self.voice.tell("answer", words.answer_line(seen))

    def _next_line(self, stage: Stage) -> str:
        step = next_step(stage) if self._conductor is not None and stage.phase is not Phase.LOBBY else None
        if step is None:
            return ""
        slash = self.seen.live and is_typed(stage.item)
        words = _("Type /next to go on: {step}.") if slash else _("Type next to go on: {step}.")
        return words.format(step=step.label)

    @property
    def _commands(self) -> tuple[Command, ...]:
        return player_commands(hosting=self._conductor is not None)

    # What is typed

    def _answer(self, line: str) -> None:
        stage = self.seen.stage
        if stage is None or stage.item is None:
            return
        answer = read_answer(stage.item, line)
        complaint = (
            answer if isinstance(answer, str) else words.too_long(line) if is_typed(stage.item) else ""
        )
        like_command = looks_like_command(line, self.seen) if read_command(line, self._commands) else ""
        if complaint or isinstance(answer, str):
            self.voice.say(complaint, like_command)
            return
        self.voice.say(like_command)
        doubted = (stage.question, line.strip())
        if self._doubted != doubted and (other := doubt(stage.item, line, answer)):
            self._doubted = doubted
            self.voice.say(other)
            return
        self._draft = Draft()
        self.voice.tell("answer", "")
        self._answering.give(stage.question, answer)

    def _send_draft(self) -> None:
        """Answer with what was begun on the screen."""
        stage, draft, self._draft = self.seen.stage, self._draft, Draft()
        if stage is None or stage.item is None or stage.question != draft.question:
            return
        answer = draft.answer(stage.item)
        if not self.seen.live:
            self.voice.say(why_not(self.seen))
        elif answer is not None:
            self._answering.give(stage.question, answer)

    def _do(self, asked: Asked) -> None:
        seen, now = self.seen, self.peer.server_now()
        match asked.word:
            case "time":
                self.voice.say(words.time_line(seen, now))
            case "again":
                self.voice.say(*self._again())
            case "score":
                self.voice.say(*words.score_lines(seen))
            case "leave":
                self._ask_to_leave()
            case "next":
                self.background(self._conduct())
            case _other:
                self.voice.say(*player_help(seen, self._commands))

    def _again(self) -> Iterable[str]:
        seen, now = self.seen, self.peer.server_now()
        yield from words.chapter_lines(seen, self._invitation, now, hosting=self._conductor is not None)
        yield words.line_line(seen)
        yield words.standstill_line(seen)
        yield words.host_line(seen)
        yield words.answer_line(seen)

    async def _conduct(self) -> None:
        step = next_step(self.seen.stage) if self.seen.stage is not None else None
        if self._conductor is None or step is None:
            self.voice.say(_("There is no next step now."))
        elif self._conductor.status.state is LinkState.RECONNECTING:
            self.voice.say(_(NO_LINE))
        else:
            _reply, refusal = await outcome_of(self._conductor, step.command)
            self.voice.say(heard(refusal))

    # Leaving

    def _ask_to_leave(self) -> None:
        if words.is_over(self.seen):
            self._leave_over()
            return
        self._leaving = True
        you, stage = self.seen.you, self.seen.stage
        code = (you.code if you else "") or (stage.code if stage else "")
        hosting = self._conductor is not None
        self.voice.say(
            how_to_leave(code, hosting=hosting, returnable=self._returnable, has_line=self.has_line)
        )

    def _parts(self, line: str) -> bool:
        """Take the reply to the question whether to leave; another line means to stay, and what it says."""
        if not self._leaving:
            return False
        self._leaving = False
        said = meant(line.strip().removeprefix("/"), NOW, GOOD, STAY)
        if said is NOW:
            self._leave_for_now()
        elif said is GOOD and self._returnable and self._conductor is None:
            self.background(self._leave_for_good())
        elif said is STAY:
            self.voice.say(_("You stay."))
        else:
            return False
        return True

    async def _leave_for_good(self) -> None:
        await outcome_of(self.peer, Leave(ref=0))
        self.leave(PlayerExit(ExitReason.LEFT))

    def _leave_for_now(self) -> None:
        self.leave(PlayerExit(ExitReason.AWAY, "" if self._returnable else farewell(self.seen.you)))

    def _leave_over(self) -> None:
        seen = self.seen
        ended = seen.phase in OVER
        if ended and not self._returnable:
            self.leave(PlayerExit(ExitReason.ENDED, farewell(seen.you)))
            return
        message = heard(seen.status.message or self.goodbye)
        self.leave(PlayerExit(ExitReason.ENDED if ended else ExitReason.LOST, message))
