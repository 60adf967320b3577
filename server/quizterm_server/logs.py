"""The server's log: one line for each event, to stderr; no tokens, no answers, no names."""

import logging
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Literal, TextIO, cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

Format = Literal["plain", "json", "none"]


def make_log(
    format: Format = "plain", level: str = "info", stream: TextIO | None = None
) -> FilteringBoundLogger:
    """A log that writes to `stream`, stderr unless told otherwise; without stderr, nowhere."""
    target: TextIO | None = stream or sys.stderr
    silent = format == "none" or target is None
    threshold = logging.CRITICAL if silent else logging.getLevelNamesMapping()[level.upper()]
    log = structlog.wrap_logger(
        structlog.WriteLogger(cast(TextIO, _Forgiving(target))),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _escape,
            _renderer(format),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
    )
    return cast(FilteringBoundLogger, log)


class _Forgiving:
    """A stream that loses what it cannot write: what the log tells of must go on when its disk is full."""

    def __init__(self, target: TextIO | None) -> None:
        self._target = target

    def write(self, text: str) -> None:
        if self._target is not None:
            with suppress(OSError):
                self._target.write(text)

    def flush(self) -> None:
        if self._target is not None:
            with suppress(OSError):
                self._target.flush()


def where(error: BaseException) -> str:
    """Name an error and the places it came through; its message may quote people and is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)]
    return f"{type(error).__name__} at {' < '.join(places)}"


def _renderer(format: Format) -> Processor:
    if format == "json":
        return structlog.processors.JSONRenderer()
    return structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])


def _escape(_log: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep control characters of every kind away from the terminal that shows the log."""
    return {key: _printable(value) if isinstance(value, str) else value for key, value in event.items()}


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
