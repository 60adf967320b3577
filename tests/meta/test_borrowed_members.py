"""What is used of Textual and Rich beyond what they promise is there, with the arguments that are used.

Where a new version has changed it, these tests say what, and which file has to follow.
"""

import inspect
from importlib.metadata import version
from typing import Any

import pytest
from rich.console import Console
from rich.style import Style
from textual._animator import Animator
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.binding import BindingsMap
from textual.driver import Driver
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

FACE, PAPER, COMPOSING = "face.py", "terminal/paper.py", "terminal/composing.py"
THRIFT = "terminal/thrift.py"
DRIVER, INK, TILES = "terminal/posixdriver.py", "terminal/ink.py", "widgets/tiles.py"
SESSION, LETTERS, DIALOGS = "sessionapp.py", "widgets/lettersinorder.py", "widgets/dialogs.py"
LINES = "editor/inputs.py"


def _taken(function: Any) -> set[str]:
    return set(inspect.signature(function).parameters) - {"self"}


@pytest.mark.parametrize(
    ("owner", "name", "arguments", "user"),
    [
        (App, "_register_child", {"parent", "child", "before", "after"}, FACE),
        (App, "_display", {"screen", "renderable"}, FACE),
        (App, "_check_bindings", {"key", "priority"}, FACE),
        (App, "_fatal_error", set(), FACE),
        (App, "_close_messages_no_wait", set(), FACE),
        (App, "get_line_filters", set(), FACE),
        (Screen, "_on_timer_update", set(), FACE),
        (Animator, "bind", {"obj"}, FACE),
        (CompositorUpdate, "render_segments", {"console"}, PAPER),
        (Compositor, "_get_renders", {"crop"}, COMPOSING),
        (Compositor, "_render_chops", {"crop", "is_rendered_line"}, COMPOSING),
        (Compositor, "reflow", {"parent", "size"}, COMPOSING),
        (Compositor, "update_widgets", {"widgets"}, COMPOSING),
        (Screen, "_refresh_layout", {"size", "scroll"}, THRIFT),
        (Widget, "_exchange_repaint_regions", set(), THRIFT),
        (Widget, "_check_refresh", set(), THRIFT),
        (Widget, "_render", set(), THRIFT),
        (Widget, "_render_content", set(), COMPOSING),
        (Widget, "_get_style", {"style"}, THRIFT),
        (MessagePump, "check_idle", set(), THRIFT),
        (Widget, "watch_has_focus", {"_has_focus"}, TILES),
        (Input, "_on_key", {"event"}, LETTERS),
        (Input, "_on_paste", {"event"}, LINES),
        (TextArea, "_on_key", {"event"}, LINES),
    ],
)
def test_a_method_is_there(owner: type, name: str, arguments: set[str], user: str) -> None:
    method = getattr(owner, name, None)

    assert method is not None, _said(owner, name, user)
    assert _taken(method) == arguments, f"{_said(owner, name, user)} with {arguments}"


@pytest.mark.parametrize(
    ("update", "names"),
    [
        (LayoutUpdate([], Region(0, 0, 1, 1)), ("strips", "region")),
        (ChopsUpdate([], [], []), ("chops", "spans", "chop_ends")),
    ],
)
def test_an_update_has_its_parts(update: object, names: tuple[str, ...]) -> None:
    for name in names:
        assert hasattr(update, name), _said(type(update), name, PAPER)


async def test_an_app_and_its_screen_have_their_parts() -> None:
    app: App[None] = App()

    async with app.run_test():
        for name in (
            "_filters",
            "_animator",
            "_animate",
            "_exception",
            "_registered_themes",
            "_batch_count",
            "_running",
        ):
            assert name in vars(app), _said(App, name, FACE)
        for name in ("_Screen__update_timer", "_compositor"):
            assert name in vars(app.screen), _said(Screen, name, FACE)
        assert "_repaint_regions" in vars(app.screen), _said(Widget, "_repaint_regions", COMPOSING)
        for name in ("_layout_required", "_repaint_required", "_dirty_regions", "_scrollbar_changes"):
            assert name in vars(app.screen), _said(Widget, name, THRIFT)
        for name in ("_dirty_widgets", "_layout_widgets", "_running", "_next_callbacks"):
            assert name in vars(app.screen), _said(Screen, name, THRIFT)
        assert "_full_map_invalidated" in vars(app.screen._compositor), _said(
            Compositor, "_full_map", COMPOSING
        )


async def test_a_widget_and_a_screen_know_their_keys() -> None:
    app: App[None] = App()

    async with app.run_test():
        assert "_driver" in vars(app), _said(App, "_driver", SESSION)
        assert app.screen._modal_binding_chain, _said(Screen, "_modal_binding_chain", FACE)
        for owner, user in ((Input(), LETTERS), (app.screen, DIALOGS)):
            assert isinstance(vars(owner).get("_bindings"), BindingsMap), _said(
                type(owner), "_bindings", user
            )
    known = BindingsMap()
    known.bind("k", "act", "what", show=False)
    assert [binding.action for binding in known.key_to_bindings["k"]] == ["act"]


def test_rich_has_its_parts() -> None:
    assert hasattr(Console(), "_color_system"), _said(Console, "_color_system", FACE)
    for name in ("_attributes", "_set_attributes"):
        assert hasattr(Style(bold=True), name), _said(Style, name, INK)


async def test_the_driver_of_posix_has_its_parts() -> None:
    pytest.importorskip("termios")
    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    made: Driver = LinuxDriver(App[None]())

    for name in (
        "_app",
        "_debug",
        "_mouse",
        "_file",
        "_writer_thread",
        "_key_thread",
        "exit_event",
        "fileno",
    ):
        assert name in vars(made), _said(LinuxDriver, name, DRIVER)
    for name in ("_enable_mouse_support", "_disable_mouse_support", "_query_in_band_window_resize"):
        assert hasattr(made, name), _said(LinuxDriver, name, DRIVER)
    for name in ("start_application_mode", "process_message", "run_input_thread", "disable_input", "write"):
        assert hasattr(made, name), _said(LinuxDriver, name, DRIVER)
    assert hasattr(XTermParser, "feed"), _said(XTermParser, "feed", DRIVER)
    assert hasattr(XTermParser, "tick"), _said(XTermParser, "tick", DRIVER)
    assert issubclass(ParseError, Exception)


def _said(owner: type, name: str, user: str) -> str:
    package = owner.__module__.partition(".")[0]
    user = f"client/quizterm_client/{user}"
    return f"{package} {version(package)} has no {owner.__name__}.{name} as {user} uses it"
