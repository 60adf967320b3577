"""A bar for what takes longer than a second, where somebody is there to see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread

from quizterm.language import ngettext
from quizterm.text import visible

PATIENCE = 1.0
"""Seconds until people want to know that something happens."""
_BEAT = 0.2

Measure = Callable[[], tuple[int, float]]
"""How many questions are done, and which share of the work, from 0 to 1; below 0 if that is not known."""


@contextmanager
def progressing(task: str, measure: Measure) -> Iterator[None]:
    """Draw a bar on stderr while the body runs, if it runs long; nothing without a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = Event()
    # A thread begins with a context of its own, which speaks English.
    drawer = Thread(target=copy_context().run, args=(_draw, task, measure, done), daemon=True)
    drawer.start()
    try:
        yield
    finally:
        done.set()
        drawer.join()


def _counted(number: int) -> str:
    # A question stands here for a moment only, so English has one form.
    return ngettext("{number} questions", "{number} questions", number).format(number=f"{number:,}")


def _draw(task: str, measure: Measure, done: Event) -> None:
    if done.wait(PATIENCE):
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[counted]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:
        bar = progress.add_task(visible(task), total=None, counted=_counted(0))
        while True:
            count, share = measure()
            known = share >= 0
            progress.update(
                bar,
                counted=_counted(count),
                completed=share if known else None,
                total=1.0 if known else None,
            )
            progress.refresh()
            if done.wait(_BEAT):
                return
