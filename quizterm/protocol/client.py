"""What a client says about sessions; what plays or watches needs only `playing` of it."""

from typing import Annotated, Literal

from pydantic import Field

from quizterm.protocol.messages import JoinCode, PlayerNumber, QuestionIndex, RawName, Token
from quizterm.protocol.messages import Request as Request
from quizterm.protocol.playing import Hello as Hello
from quizterm.protocol.playing import Join as Join
from quizterm.protocol.playing import Leave as Leave
from quizterm.protocol.playing import Ping as Ping
from quizterm.protocol.playing import Rejoin as Rejoin
from quizterm.protocol.playing import SubmitAnswer as SubmitAnswer
from quizterm.protocol.playing import Watch as Watch
from quizterm.quiz.answers import Key
from quizterm.quiz.model import Quiz
from quizterm.snapshot import MOST_EXTRA_TIME, Phase


class CreateSession(Request):
    """Open a lobby for a quiz and become its host; `ok` carries the code and the host's token."""

    type: Literal["create_session"] = "create_session"
    key: Token
    """Made by the client for this one wish: sent again, it gives the same session."""
    quiz: Quiz
    auto: bool = False
    """Let the session run by itself once started."""
    pause_without_host: bool = False
    """Stop the clock whenever no host is there; otherwise the session goes on."""


class ResumeHost(Request):
    """Come back as a host, or take over as a co-host, with a host's token."""

    type: Literal["resume_host"] = "resume_host"
    code: JoinCode
    token: Token


class HostCommand(Request):
    """A command for a moment: refused with `wrong_phase` when the session has moved on since."""

    phase: Phase
    """The phase that the host saw."""
    question: QuestionIndex
    """The question that the host saw; -1 in the lobby."""


class Start(HostCommand):
    """Lobby: begin with the first question."""

    type: Literal["start"] = "start"


class Next(HostCommand):
    """Go on: reading → open, reveal → standings, standings → next question or podium, slide → next."""

    type: Literal["next"] = "next"


class Close(HostCommand):
    """Close the open question now."""

    type: Literal["close"] = "close"


class AddTime(HostCommand):
    """Give the open question more time."""

    type: Literal["add_time"] = "add_time"
    seconds: Annotated[int, Field(ge=1, le=3600)]


class Pause(HostCommand):
    """Stop the clock; answers are not taken until `resume`."""

    type: Literal["pause"] = "pause"


class Resume(HostCommand):
    """Let the clock run again with the time that was left."""

    type: Literal["resume"] = "resume"


class Skip(HostCommand):
    """Leave this question without scoring it and go to the next."""

    type: Literal["skip"] = "skip"


class EndSession(HostCommand):
    """End the session: to the podium while questions are played, out of it from the podium or the lobby."""

    type: Literal["end"] = "end"


class Setting(Request):
    """A host's command that makes sense at any moment and may be repeated without harm."""


class SetAuto(Setting):
    """Run by itself, or by hand."""

    type: Literal["set_auto"] = "set_auto"
    auto: bool


class SetLocked(Setting):
    """Lock or unlock the door for new players."""

    type: Literal["set_locked"] = "set_locked"
    locked: bool


class Void(Setting):
    """Take a closed or open question out of the scores; everybody is scored again."""

    type: Literal["void"] = "void"
    target: Annotated[int, Field(ge=0, le=9_999)]
    voided: bool = True
    """False puts the question back."""


class CorrectKey(Setting):
    """Replace what counts as right for a question that was played; everybody is scored again."""

    type: Literal["correct_key"] = "correct_key"
    target: Annotated[int, Field(ge=0, le=9_999)]
    answer_key: Annotated[Key, Field(discriminator="type")]


class Rename(Setting):
    """Give a player another name."""

    type: Literal["rename"] = "rename"
    player: PlayerNumber
    name: RawName


class SetExtraTime(Setting):
    """Give a player more time for every question than others have: from the next question on, and for the
    open one as well unless their answer stands. Nobody else is told."""

    type: Literal["set_extra_time"] = "set_extra_time"
    player: PlayerNumber
    percent: Annotated[int, Field(ge=0, le=MOST_EXTRA_TIME)]
    """Of each question's time, on top of it; 0 takes it back."""


class Remove(Setting):
    """Send a player out; they may join again."""

    type: Literal["remove"] = "remove"
    player: PlayerNumber


class Ban(Setting):
    """Send a player out for good."""

    type: Literal["ban"] = "ban"
    player: PlayerNumber


class Unban(Setting):
    """Take a ban back: the player may return by `rejoin`, with everything they had."""

    type: Literal["unban"] = "unban"
    player: PlayerNumber


class InviteHost(Setting):
    """Make a token with which a co-host can enter by `resume_host`; `ok` carries it."""

    type: Literal["invite_host"] = "invite_host"


Command = Start | Next | Close | AddTime | Pause | Resume | Skip | EndSession
"""What a host says to the moment it sees."""

HostSetting = SetAuto | SetLocked | Void | CorrectKey | Rename | SetExtraTime | Remove | Ban | Unban
"""What a host says about the session as a whole."""
