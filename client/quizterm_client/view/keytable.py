"""The usual keys by their names, and which of them are listened to at the same time."""

from collections.abc import Mapping
from typing import Final

SCOPES: Final[Mapping[str, Mapping[str, str]]] = {
    "player": {
        "player.help": "question_mark,f1",
        "player.leave": "q",
        "player.read-on": "pagedown",
        "player.read-back": "pageup",
        "player.stop-typing": "escape",
        "player.buttons": "f2",
        "player.take-up": "enter,tab",
        "player.away": "ctrl+c,ctrl+q",
        "player.conduct": "n,ctrl+n",
    },
    "options": {
        "answer.a": "1,a",
        "answer.b": "2,b",
        "answer.c": "3,c",
        "answer.d": "4,d",
        "answer.e": "5,e",
        "answer.f": "6,f",
        "answer.g": "7,g",
        "answer.h": "8,h",
        "option.up": "up",
        "option.down": "down",
        "option.left": "left",
        "option.right": "right",
        "option.pick": "space",
        "option.send": "enter",
    },
    "order": {
        "order.up": "up",
        "order.down": "down",
        "order.carry-up": "shift+up",
        "order.carry-down": "shift+down",
        "order.grab": "space",
        "order.send": "enter",
        **{f"order.place-{place}": str(place) for place in range(1, 10)},
        **{f"order.item-{letter}": letter for letter in "abcdefgh"},
    },
    "practice": {"practice.go-on": "space,enter", "practice.pause": "p,ctrl+p"},
    "summary": {
        "summary.again": "r",
        "summary.up": "up",
        "summary.down": "down",
        "summary.page-up": "pageup",
        "summary.page-down": "pagedown",
        "summary.leave": "q,escape",
        "summary.help": "question_mark,f1",
    },
    "preview": {
        "look.next": "right,n,space",
        "look.before": "left,p",
        "look.first": "home",
        "look.last": "end",
        "look.go-to": "g",
        "look.flip": "enter,r",
        "look.deed": "w",
        "look.leave": "ctrl+c,ctrl+q",
    },
    "go-to": {"go-to.back": "escape"},
    "host": {
        "host.next": "space,enter",
        "host.more_time": "plus",
        "host.pause": "p",
        "host.skip": "s",
        "host.hide": "h",
        "host.void": "v",
        "host.correct": "r",
        "host.players": "k",
        "host.lock": "l",
        "host.auto": "a",
        "host.invite": "c",
        "host.end": "e",
        "host.up": "up",
        "host.down": "down",
        "host.page_up": "pageup",
        "host.page_down": "pagedown",
        "host.away": "ctrl+c,ctrl+q",
        "host.leave": "q",
        "host.help": "question_mark",
    },
    "projector": {
        "projector.leave": "q",
        "projector.away": "ctrl+c,ctrl+q",
        "projector.up": "up,pageup",
        "projector.down": "down,pagedown",
        "projector.help": "question_mark",
    },
    "editor": {
        "editor.save": "ctrl+s",
        "editor.undo": "ctrl+z",
        "editor.redo": "ctrl+y",
        "editor.new": "ctrl+n",
        "editor.copy": "ctrl+d",
        "editor.kind": "ctrl+t",
        "editor.up": "ctrl+up",
        "editor.down": "ctrl+down",
        "editor.before": "pageup",
        "editor.next": "pagedown",
        "editor.preview": "f2,ctrl+p",
        "editor.save-as": "f3",
        "editor.next-field": "tab",
        "editor.field-before": "shift+tab",
        "editor.to-list": "escape",
        "editor.help": "f1",
        "editor.leave": "ctrl+q",
    },
    "editor's list": {
        "editor.list-before": "up",
        "editor.list-next": "down",
        "editor.first": "home",
        "editor.last": "end",
        "editor.fill-in": "enter,right",
        "editor.remove": "delete,f8",
        "editor.list-up": "alt+up",
        "editor.list-down": "alt+down",
        "editor.list-help": "question_mark",
    },
    "editor's row": {
        "editor.mark": "ctrl+r",
        "editor.row-up": "alt+up",
        "editor.row-down": "alt+down",
        "editor.row-remove": "f8",
    },
    "editor's tick": {"editor.tick": "space,enter"},
    "editor's choice": {"editor.choose-before": "left", "editor.choose-next": "right,space"},
    "editor's preview": {
        "editor.preview-back": "escape,f2,ctrl+p,q",
        "editor.preview-next": "space,enter,right,down",
        "editor.preview-before": "left,up",
    },
    "help": {"help.close": "escape,question_mark,q,enter", "help.up": "up", "help.down": "down"},
    "dialog": {"confirm.back": "escape"},
    "everywhere": {"screen.redraw": "ctrl+l"},
}
"""Keys as Textual calls them; kept beside the bindings, so that settings are checked without a screen."""

USUAL: Final[Mapping[str, str]] = {name: keys for scope in SCOPES.values() for name, keys in scope.items()}

_TOGETHER: Final = (
    ("player", "options", "practice"),
    ("player", "order", "practice"),
    ("player", "options", "preview"),
    ("summary",),
    ("go-to",),
    ("host",),
    ("projector",),
    ("editor", "editor's list"),
    ("editor", "editor's row"),
    ("editor", "editor's tick"),
    ("editor", "editor's choice"),
    ("editor's preview",),
    ("help",),
    ("dialog",),
)

TOGETHER: Final = tuple((*scopes, "everywhere") for scopes in _TOGETHER)
"""Scopes whose keys are listened to at the same time."""

WHILE_TYPING: Final = frozenset(
    {
        "player.away",
        "player.stop-typing",
        "screen.redraw",
        "go-to.back",
        "confirm.back",
        *SCOPES["editor"],
        *SCOPES["editor's row"],
    }
)
"""What must be reached while letters go into a text, or are the answer to a dialog."""

LEFT_BY_ESCAPE: Final = frozenset({"help.close", "confirm.back", "go-to.back"})
"""Dialogs, which say that Esc leaves them; it does so beside any other key."""
