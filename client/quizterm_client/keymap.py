"""Every key as data, from the bindings of every face: what docs/keys.md is written from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode

from quizterm_client.view.keynames import spoken


@dataclass(frozen=True, slots=True)
class KeyDoc:
    """One thing that keys do."""

    face: str
    """Where: `Player`, `Options`, `Order`, `Host`, `Editor` and so on, as titles in docs/keys.md."""
    keys: str
    """As a person reads them: `1 or a`."""
    id: str
    """Names it for keymaps; never changes."""
    what: str


def all_keys() -> list[KeyDoc]:
    """Every documented key of every face, by face and in the order of their importance."""
    from quizterm_client.editor.picks import OneOf, Tick
    from quizterm_client.editor.preview import PreviewScreen
    from quizterm_client.editor.questionlist import QuestionList
    from quizterm_client.editor.rows import Row
    from quizterm_client.editor.screen import EditorScreen
    from quizterm_client.face import Face
    from quizterm_client.host.app import HostApp
    from quizterm_client.player.app import PlayerApp
    from quizterm_client.player.screen import GameScreen
    from quizterm_client.projector.app import ProjectorApp
    from quizterm_client.solo.app import PracticeApp
    from quizterm_client.solo.gotodialog import GoToQuestion
    from quizterm_client.solo.previewapp import PreviewApp
    from quizterm_client.solo.summary import SummaryScreen
    from quizterm_client.widgets.dialogs import Confirm, HelpScreen
    from quizterm_client.widgets.orderentry import OrderEntry
    from quizterm_client.widgets.tiles import Tiles

    return [  # untranslated: for docs/keys.md
        *key_docs("Player", (GameScreen, PlayerApp)),
        *key_docs("Options", (Tiles,)),
        *key_docs("Order", (OrderEntry,)),
        *key_docs("Practice", (PracticeApp, SummaryScreen)),
        *key_docs("Preview", (PreviewApp, GoToQuestion)),
        *key_docs("Host", (HostApp,)),
        *key_docs("Projector", (ProjectorApp,)),
        *key_docs("Editor", (EditorScreen, QuestionList, Row, Tick, OneOf, PreviewScreen)),
        *key_docs("Dialogs", (HelpScreen, Confirm)),
        *key_docs("Everywhere", (Face,)),
    ]


def key_docs(face: str, classes: Sequence[type[DOMNode]]) -> list[KeyDoc]:
    """The keys that these apps, screens and widgets declare; bindings without an id are not for people."""
    return [
        KeyDoc(face, spoken(binding.key), binding.id, binding.description)
        for one in classes
        for binding in _bindings(one)
        if binding.id
    ]


def _bindings(one: type[DOMNode]) -> Iterable[Binding]:
    declared: list[Any] = one.__dict__.get("BINDINGS", [])
    return (binding for binding in declared if isinstance(binding, Binding))
