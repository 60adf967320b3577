"""The list of players: find one, then rename, remove, ban or let back in."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quizterm.language import N_, _, ngettext, pgettext
from quizterm.protocol.client import Ban, HostSetting, Remove, Rename, SetExtraTime, Unban
from quizterm.snapshot import Desk
from quizterm.text import thousands
from quizterm_client.host.dialogs import AskText, StillInput
from quizterm_client.themes import QUIET
from quizterm_client.view.commands import UNNUMBERED
from quizterm_client.view.people import Person, extra_words, people
from quizterm_client.view.words import one_line
from quizterm_client.widgets.dialogs import Choice, Confirm, no, yes

KEYS = N_("↑ ↓ choose   Enter see what you can do   Esc back")

SHOWN = 200
"""How many matching players are listed; typing narrows the list."""


class PlayersDialog(ModalScreen[None]):
    """Lists the players that match the filter; posts `Wanted` for what the host decides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    desk: reactive[Desk | None] = reactive(None, repaint=False)
    """Who is there; kept up to date by the app."""

    @dataclass
    class Wanted(Message):
        """The host decided something about a player."""

        request: HostSetting

    def __init__(self) -> None:
        super().__init__()
        self._listed = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog--box -tall"):
            yield Static(Content.styled(_("Players"), "bold"))
            yield StillInput(placeholder=_("type to find somebody"), compact=True, classes="dialog--input")
            yield OptionList(compact=True)
            yield Static("", classes="dialog--more", markup=False)
            yield Static(Content.styled(_(KEYS), QUIET))

    def on_mount(self) -> None:
        self.add_class("dialog")
        self._list()

    def watch_desk(self, before: Desk | None, now: Desk | None) -> None:
        if now and (before is None or list(people(before)) != list(people(now))):
            self._list()

    @on(Input.Changed)
    def _list(self) -> None:
        """Show who matches; whoever was highlighted stays so."""
        if self.desk is None or not self.query(OptionList):
            return
        options = self.query_one(OptionList)
        kept = self._highlighted()
        self._listed = self.query_one(Input).value
        wanted = self._listed.casefold()
        found = [person for person in people(self.desk) if wanted in person.name.casefold()]
        options.clear_options()
        options.add_options([Option(_line(person), id=str(person.player)) for person in found[:SHOWN]])
        if found:
            ids = [str(person.player) for person in found[:SHOWN]]
            options.highlighted = ids.index(kept) if kept in ids else 0
        more = len(found) - SHOWN
        words = ngettext(
            "and {n} more: type a part of the name", "and {n} more: type a part of the name", max(0, more)
        )
        shown = words.format(n=thousands(more)) if more > 0 else ""
        self.query_one(".dialog--more", Static).update(Content.styled(shown, QUIET))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.choose()

    def action_move(self, by: int) -> None:
        self._catch_up()
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def choose(self) -> None:
        """Ask what to do with the highlighted player."""
        self._catch_up()
        person = self._person()
        if person is not None:
            self._deal_with(person)

    @work
    async def _deal_with(self, person: Person) -> None:
        request = await self._decide(person)
        if request is not None:
            self.post_message(self.Wanted(request))

    async def _decide(self, person: Person) -> HostSetting | None:
        match await self.app.push_screen_wait(_actions(person)):
            case "rename":
                name = await self.app.push_screen_wait(_new_name(person))
                return Rename(ref=UNNUMBERED, player=person.player, name=name) if name else None
            case "extra":
                share = await self.app.push_screen_wait(_extra_time(person))
                return _given(person, share)
            case "remove":
                return Remove(ref=UNNUMBERED, player=person.player)
            case "ban" if await self.app.push_screen_wait(_sure_to_ban(person)) == "ban":
                return Ban(ref=UNNUMBERED, player=person.player)
            case "unban":
                return Unban(ref=UNNUMBERED, player=person.player)
            case _:
                return None

    def _catch_up(self) -> None:
        """List what is typed by now; keys may be ahead of the list."""
        if self.query_one(Input).value != self._listed:
            self._list()

    def _highlighted(self) -> str | None:
        option = self.query_one(OptionList).highlighted_option
        return option.id if option else None

    def _person(self) -> Person | None:
        chosen = self._highlighted()
        everybody = people(self.desk) if self.desk else ()
        return next((person for person in everybody if str(person.player) == chosen), None)


def _line(person: Person) -> Content:
    """Name and state, for the list."""
    return Content(one_line(person.name)) + Content.styled(f"  {person.note}", QUIET)


def _back() -> Choice:
    return no(pgettext("key", "back"), "back")


def _actions(person: Person) -> Confirm:
    name = one_line(person.name)
    if person.banned:
        choices = [_back(), Choice("b", "b", _("take the ban back"), "unban")]
        text = _("b lets them back in, with their name and all their points.")
        return Confirm(_("{name} is banned").format(name=name), text, choices)
    text = _("Whoever is removed may join again; whoever is banned may not, until the ban is taken back.")
    choices = [
        _back(),
        Choice("r", "r", pgettext("key", "rename"), "rename"),
        Choice("t", "t", pgettext("key", "extra time"), "extra"),
        Choice("x", "x", pgettext("key", "remove"), "remove"),
        Choice("b", "b", pgettext("key", "ban"), "ban"),
    ]
    return Confirm(name, text, choices)


EXTRA_TIME = (25, 50, 100)
"""Extra time to choose from, in percent."""


def _extra_time(person: Person) -> Confirm:
    has = extra_words(person.extra_time) or _("no extra time")
    text = _("More time for every question, from the next one on. Only you and they are told. Now: {now}.")
    shares = [
        Choice(str(key), str(key), _("+{n} %").format(n=percent), str(percent))
        for key, percent in enumerate(EXTRA_TIME, 1)
    ]
    choices = [_back(), Choice("0", "0", pgettext("extra time", "none"), "0"), *shares]
    title = _("Extra time for {name}").format(name=one_line(person.name))
    return Confirm(title, text.format(now=has), choices)


def _given(person: Person, share: str | None) -> HostSetting | None:
    if share is None or not share.isdigit() or int(share) == person.extra_time:
        return None
    return SetExtraTime(ref=UNNUMBERED, player=person.player, percent=int(share))


def _sure_to_ban(person: Person) -> Confirm:
    text = _("They are sent out at once and stay out. You can take the ban back here.")
    choices = [no(pgettext("key", "no"), "no"), yes(_("yes, ban them"), "ban")]
    return Confirm(_("Ban {name}?").format(name=one_line(person.name)), text, choices)


def _new_name(person: Person) -> AskText:
    before, _hole, after = _("Another name for {name}").partition("{name}")
    title = Content.assemble((before, "bold"), one_line(person.name), (after, "bold"))
    return AskText(title, _("1 to 20 characters wide"), person.name, _no_name)


def _no_name(typed: str) -> str:
    return "" if typed.strip() else _("Type a name.")
