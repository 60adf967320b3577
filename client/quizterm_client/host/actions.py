"""What each of the host's keys does."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from textual import on, work
from textual.content import Content

from quizterm.language import _, pgettext
from quizterm.protocol.client import Command, CorrectKey, HostSetting, InviteHost, SetAuto, SetLocked, Void
from quizterm.snapshot import Phase, Stage
from quizterm.text import visible
from quizterm_client.host import correcting
from quizterm_client.host.deciding import UNVOID, VOID, Asked, Surprise, ending, skipping
from quizterm_client.host.dialogs import AskText, Tell
from quizterm_client.host.keys import can_void, help_groups
from quizterm_client.host.knowledge import known
from quizterm_client.host.players import PlayersDialog
from quizterm_client.host.sending import Sender, no_line
from quizterm_client.sessionapp import SessionApp
from quizterm_client.view import commands
from quizterm_client.view.commands import UNNUMBERED
from quizterm_client.view.invitation import Invitation
from quizterm_client.widgets.dialogs import Choice, Confirm, HelpScreen, no, yes

SURE = "sure"

_Host = TypeVar("_Host", bound="HostActions")
_Outcome = TypeVar("_Outcome")


def needs_line(action: Callable[[_Host], _Outcome]) -> Callable[[_Host], _Outcome | None]:
    """Let a key ask something of the server; without a line it says so, and nothing is kept for later."""

    @wraps(action)
    def act(host: _Host) -> _Outcome | None:
        if host.has_line:
            return action(host)
        if host.stage is not None and host.stage.phase is not Phase.ENDED:
            host.warn(no_line(host.peer.status))
        return None

    return act


class HostActions(SessionApp[Phase | None]):
    """The actions behind the keys; they see `stage` and send through `sender`."""

    sender: Sender
    invitation: Invitation
    surprise: Surprise

    def warn(self, sentence: str) -> None:
        """Say one sentence to the host."""
        self.notify(visible(sentence), severity="warning", markup=False)

    @property
    def surprising(self) -> bool:
        """Whether the session has gone on by itself a moment ago, so that the host may not know yet."""
        return self.surprise.lasts(self.peer.server_now())

    def hear_stage(self, stage: Stage) -> None:
        self.surprise.see(self.stage, stage, self.peer.server_now())
        super().hear_stage(stage)

    def send(self, request: Command | HostSetting | None) -> None:
        """Send what there is to send, and let the screen go on meanwhile."""
        if request is not None:
            self.run_worker(self.sender.run(request))

    @needs_line
    async def action_next(self) -> None:
        """Go on, unless the key was most likely pressed for the phase that has just ended by itself."""
        if self.surprising:
            return
        step = commands.next_step(self.stage) if self.stage else None
        if step is not None and step.final:
            self.action_end()
        elif step is not None:
            self.send(step.command)

    @needs_line
    def action_more_time(self) -> None:
        self.send(commands.more_time(self.stage) if self.stage else None)

    @needs_line
    def action_pause(self) -> None:
        self.send(commands.pause_or_resume(self.stage) if self.stage else None)

    @needs_line
    @work
    async def action_skip(self) -> None:
        stage = self.stage
        skip = commands.skip(stage) if stage else None
        if stage and skip and await self._sure(skipping(stage)):
            self.send(skip)

    @needs_line
    @work
    async def action_void(self) -> None:
        stage = self.stage
        if stage is None or stage.reveal is None or not can_void(stage):
            return
        voided = not stage.reveal.voided
        if await self._sure(VOID if voided else UNVOID):
            self.send(Void(ref=UNNUMBERED, target=stage.question, voided=voided))

    @needs_line
    @work
    async def action_correct(self) -> None:
        stage = self.stage
        if stage is None or stage.item is None or not correcting.can_correct(stage.item):
            return
        item, key = stage.item, known(stage, hidden=False).key
        title = Content.styled(_("What is right?"), "bold")
        value = correcting.written(item, key)
        dialog = AskText(title, correcting.instructions(item), value, correcting.problem_with(item))
        typed = await self.push_screen_wait(dialog)
        if typed is not None:
            key = correcting.read_key(item, typed)
            self.send(CorrectKey(ref=UNNUMBERED, target=stage.question, answer_key=key))

    @needs_line
    def action_lock(self) -> None:
        if self.stage:
            self.send(SetLocked(ref=UNNUMBERED, locked=not self.stage.locked))

    @needs_line
    def action_auto(self) -> None:
        if self.stage:
            self.send(SetAuto(ref=UNNUMBERED, auto=not self.stage.auto))

    @needs_line
    def action_players(self) -> None:
        if self.stage and self.stage.desk:
            dialog = PlayersDialog()
            dialog.desk = self.stage.desk
            self.push_screen(dialog)

    @on(PlayersDialog.Wanted)
    def _want(self, event: PlayersDialog.Wanted) -> None:
        self.send(event.request)

    @needs_line
    @work
    async def action_invite(self) -> None:
        reply = await self.sender.run(InviteHost(ref=UNNUMBERED))
        if reply is not None and reply.token:
            await self.push_screen_wait(Tell(_("A co-host"), _co_host(self.invitation, reply.token)))

    @needs_line
    @work
    async def action_end(self) -> None:
        stage = self.stage
        if stage is None or stage.phase is Phase.ENDED:
            return
        if await self._sure(ending(stage)):
            self.send(commands.end(stage))

    @work
    async def action_leave(self) -> None:
        stage = self.stage
        if stage is None or stage.phase is Phase.ENDED:
            self.action_go_away()
            return
        match await self.push_screen_wait(_leaving(stage.code, has_line=self.has_line)):
            case "leave":
                self.action_go_away()
            case "end":
                self.action_end()
            case _other:
                pass

    def action_help(self) -> None:
        self.push_screen(HelpScreen(help_groups()))

    def action_go_away(self) -> None:
        self.exit(self.stage.phase if self.stage else None)

    async def _sure(self, asked: Asked) -> bool:
        choices = [no(pgettext("key", "no"), "no"), yes(_(asked.yes), SURE)]
        return await self.push_screen_wait(Confirm(_(asked.question), _(asked.what), choices)) == SURE


def _leaving(code: str, *, has_line: bool) -> Confirm:
    going_on = _("The session goes on without this screen.")
    stands = going_on if has_line else _("There is no line to the server now.")
    way = _("To come back to the session, type on this machine:")
    text = f"{stands} {way}\n\n    quizterm host --resume {visible(code)}"  # untranslated: a command to type
    choices = [
        no(pgettext("key", "stay"), "stay"),
        Choice("l", "l", _("leave this screen"), "leave"),
    ]
    if has_line:
        choices.append(Choice("e", "e", _("end the session"), "end"))
    return Confirm(_("Leave this screen?"), text, choices)


def _co_host(invitation: Invitation, token: str) -> Content:
    target = visible(invitation.target)
    command = f"  quizterm host --resume {target} --token"  # untranslated: a command to type
    return Content.assemble(
        _("Your co-host types this and gives the token when asked:"),
        "\n\n",
        (command, "bold"),
        "\n\n",
        (f"  {visible(token)}", "bold"),
        "\n\n",
        _("Whoever has the token can run this session. It is shown this once."),
    )
