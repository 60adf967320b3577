"""What a host's words do in line mode."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict

from quizterm.language import N_, _
from quizterm.protocol.client import (
    AddTime,
    Ban,
    Close,
    CorrectKey,
    HostSetting,
    Remove,
    Rename,
    SetAuto,
    SetExtraTime,
    SetLocked,
    Unban,
    Void,
)
from quizterm.snapshot import MOST_EXTRA_TIME, Phase, Stage
from quizterm_client.host.correcting import NotAKey, can_correct
from quizterm_client.host.deciding import UNVOID, VOID, Asked, ending, skipping
from quizterm_client.host.keys import can_void
from quizterm_client.host.knowledge import known
from quizterm_client.host.sending import no_line
from quizterm_client.host.words import STALLED
from quizterm_client.plain import keyed
from quizterm_client.plain.chair import HostChair
from quizterm_client.plain.clock import time_words
from quizterm_client.plain.commands import help_lines, read_command
from quizterm_client.plain.hostcommands import ASKING_THE_SERVER, host_commands
from quizterm_client.plain.hostwords import (
    NOT_OPEN,
    answers_lines,
    next_words,
    players_lines,
    question_words,
    standings_lines,
    waiting_lines,
)
from quizterm_client.plain.replies import END, OFF, ON, YES, meant
from quizterm_client.plain.scenes import OVER, invitation_lines, podium_lines
from quizterm_client.view import commands
from quizterm_client.view.clock import timing_of
from quizterm_client.view.commands import UNNUMBERED
from quizterm_client.view.people import Person, people
from quizterm_client.view.words import one_line

LONGEST_EXTRA = 3600
"""Seconds that can be given at once."""


class _Moment(TypedDict):
    ref: int
    phase: Phase
    question: int


class HostDeeds(HostChair):
    """The deeds behind the words; they see `stage` and send through `send`."""

    def take(self, line: str) -> None:
        """Do what one line asks for."""
        stage, text = self.stage, line.strip()
        if self.asked is not None:
            answer, self.asked = self.asked, None
            answer(text)
            return
        asked = read_command(text or "next", host_commands())
        if asked is None or stage is None:
            words = _("There is no command “{word}”. Type help to hear what you can type.")
            self.voice.say(words.format(word=one_line(text)))
        elif asked.word in ASKING_THE_SERVER and not self.has_line:
            self.voice.say(no_line(self.peer.status))
        else:
            self._deeds[asked.word](stage, asked.rest)

    @property
    def _deeds(self) -> dict[str, Callable[[Stage, str], None]]:
        return {
            "next": self._next,
            "close": self._close,
            "more": self._more,
            "pause": self._pause,
            "resume": self._resume,
            "skip": self._skip,
            "void": self._void,
            "unvoid": self._unvoid,
            "correct": self._correct,
            "players": self._players,
            "rename": self._rename,
            "extra": self._extra,
            "remove": self._remove,
            "ban": self._ban,
            "unban": self._unban,
            "lock": lambda stage, _rest: self._lock(stage, locked=True),
            "unlock": lambda stage, _rest: self._lock(stage, locked=False),
            "auto": self._auto,
            "invite": lambda stage, _rest: self.invite(),
            "end": lambda stage, _rest: self._end(stage),
            "leave": self._leave,
            **self._hearing,
        }

    @property
    def _hearing(self) -> dict[str, Callable[[Stage, str], None]]:
        """The words that only ask to hear something."""
        say, now = self.voice.say, self.peer.server_now
        return {
            "question": lambda stage, _rest: say(*self._question(stage)),
            "time": lambda stage, _rest: say(time_words(timing_of(stage, known=self.has_line), now())),
            "answers": lambda stage, _rest: say(*answers_lines(stage, hidden=self.hidden)),
            "waiting": lambda stage, _rest: say(*waiting_lines(stage, now())),
            "standings": lambda stage, _rest: say(*_places(stage)),
            "hide": lambda stage, _rest: self._hide(hidden=True),
            "show": lambda stage, _rest: self._hide(hidden=False),
            "code": lambda stage, _rest: say(*invitation_lines(stage.code, self.invitation)),
            "help": lambda stage, _rest: say(*help_lines(host_commands())),
        }

    # The quiz

    def _next(self, stage: Stage, _rest: str) -> None:
        """Go on, unless it was most likely typed for the phase that has just ended by itself."""
        step = commands.next_step(stage)
        if step is None:
            self.voice.say(_(STALLED) if stage.stalled else _(OVER))
        elif self.surprise.lasts(self.peer.server_now()):
            self.voice.say(f"{_('It has just gone on by itself.')} {next_words(stage)}")
        elif step.final:
            self._end(stage)
        else:
            self.send(step.command)

    def _close(self, stage: Stage, _rest: str) -> None:
        if stage.phase is Phase.OPEN:
            self.send(Close(**_moment(stage)))
        else:
            self.voice.say(_(NOT_OPEN))

    def _more(self, stage: Stage, rest: str) -> None:
        seconds = int(rest) if rest.isascii() and rest.isdigit() else 0 if rest else commands.EXTRA_SECONDS
        if commands.more_time(stage) is None:
            self.voice.say(_("No clock is running that could be given more time."))
        elif not 1 <= seconds <= LONGEST_EXTRA:
            words = _("Type a number of seconds from 1 to {most}, such as: more 30")
            self.voice.say(words.format(most=LONGEST_EXTRA))
        else:
            self.send(AddTime(seconds=seconds, **_moment(stage)))

    def _pause(self, stage: Stage, _rest: str) -> None:
        pause = commands.pause_or_resume(stage)
        if stage.paused:
            self.voice.say(_("It is paused already. Type resume to let it go on."))
        elif pause is None:
            self.voice.say(_(STALLED) if stage.stalled else _("There is nothing to pause now."))
        else:
            self.send(pause)

    def _resume(self, stage: Stage, _rest: str) -> None:
        if stage.paused and not stage.stalled:
            self.send(commands.resume(stage))
        else:
            self.voice.say(_(STALLED) if stage.stalled else _("It is not paused."))

    def _skip(self, stage: Stage, _rest: str) -> None:
        skip = commands.skip(stage)
        if skip is None:
            self.voice.say(_("There is no question to skip now."))
        else:
            self._ask(skipping(stage), lambda: self.send(skip), of=stage)

    def _end(self, stage: Stage) -> None:
        self._ask(ending(stage), lambda: self.send(commands.end(stage)), of=stage)

    def _auto(self, stage: Stage, rest: str) -> None:
        said = meant(rest, ON, OFF)
        wanted = said is ON if rest else not stage.auto
        if rest and said is None:
            self.voice.say(_("Type auto on, or auto off."))
        elif wanted is stage.auto:
            by_itself = N_("The session is run by itself already.")
            self.voice.say(_(by_itself) if wanted else _("The session is run by hand already."))
        else:
            self.send(SetAuto(ref=UNNUMBERED, auto=wanted))

    # The question

    def _question(self, stage: Stage) -> list[str]:
        return question_words(stage, hidden=self.hidden) or [_("There is no question now.")]

    def _void(self, stage: Stage, _rest: str) -> None:
        self._put(stage, voided=True)

    def _unvoid(self, stage: Stage, _rest: str) -> None:
        self._put(stage, voided=False)

    def _put(self, stage: Stage, *, voided: bool) -> None:
        """Take a question out of the scores, or put it back."""
        if stage.reveal is None or not can_void(stage):
            self.voice.say(_("There is no closed question now."))
        elif stage.reveal.voided is voided:
            self.voice.say(
                _("This question is out already.") if voided else _("This question counts already.")
            )
        else:
            request = Void(ref=UNNUMBERED, target=stage.question, voided=voided)
            self._ask(VOID if voided else UNVOID, lambda: self.send(request))

    def _correct(self, stage: Stage, _rest: str) -> None:
        item = stage.item
        if item is None or not can_correct(item):
            self.voice.say(_("Nothing is right or wrong here."))
            return
        present = keyed.written(item, known(stage, hidden=False).key)
        self.voice.say(
            f"{_('What is right?')} {keyed.instructions(item)}",
            _("Now it is: {answer}").format(answer=present) if present else "",
            _("Enter alone changes nothing."),
        )

        def answer(typed: str) -> None:
            if not typed:
                self.voice.say(_(_NOTHING))
                return
            try:
                key = keyed.read_key(item, typed)
            except NotAKey as problem:
                self.voice.say(str(problem))
                self.asked = answer
            else:
                self.send(CorrectKey(ref=UNNUMBERED, target=stage.question, answer_key=key))

        self.asked = answer

    def _hide(self, *, hidden: bool) -> None:
        self.hidden = hidden
        words = N_("Key and answers are not said before the reveal.")
        self.voice.say(_(words) if hidden else _("Key and answers are said."))

    # People

    def _players(self, stage: Stage, rest: str) -> None:
        self.voice.say(*players_lines(stage, rest))

    def _rename(self, stage: Stage, rest: str) -> None:
        number, _space, name = rest.partition(" ")
        person = self._person(stage, number)
        if person is not None and not name.strip():
            self.voice.say(_("Type the new name behind the number, such as: rename 3 Ann"))
        elif person is not None:
            self.send(Rename(ref=UNNUMBERED, player=person.player, name=name))

    def _extra(self, stage: Stage, rest: str) -> None:
        who, _space, share = rest.rpartition(" ")
        person = self._person(stage, who or share)
        percent = share.removesuffix("%")
        if person is None:
            return
        if not (who and percent.isascii() and percent.isdigit() and int(percent) <= MOST_EXTRA_TIME):
            words = _("Type how much behind the number, from 0 to {most} percent, such as: extra 3 50")
            self.voice.say(words.format(most=MOST_EXTRA_TIME))
        elif int(percent) == person.extra_time:
            self.voice.say(_(_NOTHING))
        else:
            self.send(SetExtraTime(ref=UNNUMBERED, player=person.player, percent=int(percent)))

    def _remove(self, stage: Stage, rest: str) -> None:
        person = self._person(stage, rest)
        if person is not None:
            question = _("Remove {name}?").format(name=one_line(person.name))
            self._ask_about(replace(_REMOVE, question=question), Remove(ref=UNNUMBERED, player=person.player))

    def _ban(self, stage: Stage, rest: str) -> None:
        person = self._person(stage, rest)
        if person is not None:
            question = _("Ban {name}?").format(name=one_line(person.name))
            self._ask_about(replace(_BAN, question=question), Ban(ref=UNNUMBERED, player=person.player))

    def _unban(self, stage: Stage, rest: str) -> None:
        person = self._person(stage, rest, banned=True)
        if person is not None:
            self.send(Unban(ref=UNNUMBERED, player=person.player))

    def _person(self, stage: Stage, text: str, *, banned: bool = False) -> Person | None:
        """Who is meant by a number, or by a whole name; says so where nobody is."""
        everybody = [one for one in people(stage.desk) if one.banned is banned] if stage.desk else []
        named = [one for one in everybody if one.name.casefold() == text.casefold()]
        found = next((one for one in everybody if str(one.player) == text), None)
        if found is not None or len(named) == 1:
            return found or named[0]
        who = _("Say who it is.")
        if text:
            known = N_("Nobody has the number or the name “{name}”.")
            outside = N_("Nobody banned has the number or the name “{name}”.")
            who = _(outside if banned else known).format(name=one_line(text))
        self.voice.say(f"{who} {_(_NUMBERS)}")
        return None

    def _lock(self, stage: Stage, *, locked: bool) -> None:
        if stage.locked is locked:
            self.voice.say(_("The door is locked already.") if locked else _("The door is open already."))
        else:
            self.send(SetLocked(ref=UNNUMBERED, locked=locked))

    # Asking back

    def _ask_about(self, asked: Asked, request: HostSetting) -> None:
        self._ask(asked, lambda: self.send(request))

    def _ask(self, asked: Asked, then: Callable[[], None], *, of: Stage | None = None) -> None:
        """Ask before doing something.

        Args:
            asked: What to ask.
            then: What a yes does.
            of: The moment it is meant for; once that is over, a yes does nothing.
        """
        self.voice.say(f"{_(asked.question)} {_(asked.what)}", _(asked.typed))

        def answer(typed: str) -> None:
            now = self.stage
            if meant(typed, YES) is None:
                self.voice.say(_(_NOTHING))
            elif of is not None and now is not None and _place(now) != _place(of):
                self.voice.say(_("The session has gone on in the meantime. Nothing is changed."))
            else:
                then()

        self.asked = answer

    def _leave(self, stage: Stage, _rest: str) -> None:
        if stage.phase is Phase.ENDED:
            self.leave(stage.phase)
            return
        line = self.has_line
        stands = N_("The session goes on without you.") if line else N_("There is no line to the server now.")
        back = _("To come back, type on this machine: {command}")
        ways = N_("Type y to leave, e to end the session, or Enter to stay.")
        command = f"quizterm host --resume {stage.code}"  # untranslated: a command to type
        self.voice.say(
            f"{_('Leave?')} {_(stands)} {back.format(command=command)}",
            _(ways) if line else _("Type y to leave, or Enter to stay."),
        )

        def answer(typed: str) -> None:
            said = meant(typed, YES, END)
            if said is YES:
                self.hear_interrupt()
            elif said is END and line and self.stage is not None:
                self._end(self.stage)
            else:
                self.voice.say(_("You stay."))

        self.asked = answer


_NOTHING = N_("Nothing is changed.")
_NUMBERS = N_("Type players to hear everybody's number.")
_REMOVE = Asked("", N_("They may join again."), "", N_("Type y to remove them, or Enter for no."))
_BAN = Asked(
    "",
    N_("They are sent out at once and stay out. You can take the ban back with unban."),
    "",
    N_("Type y to ban them, or Enter for no."),
)


def _moment(stage: Stage) -> _Moment:
    return {"ref": UNNUMBERED, "phase": stage.phase, "question": stage.question}


def _place(stage: Stage) -> tuple[Phase, int]:
    return stage.phase, stage.question


def _places(stage: Stage) -> list[str]:
    match stage.phase:
        case Phase.STANDINGS:
            return standings_lines(stage)
        case Phase.PODIUM | Phase.ENDED:
            return podium_lines(stage)
        case _other:
            return [_("The standings come after the question.")]
