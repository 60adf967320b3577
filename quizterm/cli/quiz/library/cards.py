"""What is told of quizzes in a library; all of it was written by others."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizterm.cli.accounts.words import day
from quizterm.cli.output import in_one_line, table, terminal_width
from quizterm.text import thousands

if TYPE_CHECKING:
    from quizterm.protocol.data import KeptQuiz, QuizCard, Share, Version

HEADING = ("quiz", "version", "questions", "changed", "shared", "title")
VERSIONS_HEADING = ("version", "pushed", "by", "questions", "bytes", "title")


def called(card: "QuizCard") -> str:
    """Give the quiz as it can be typed."""
    return in_one_line(f"{card.owner}/{card.name}")


def list_of(cards: "Sequence[QuizCard]") -> str:
    """Give quizzes side by side, one a line."""
    return table([HEADING, *map(_row, cards)], terminal_width())


def versions_of(versions: "Sequence[Version]") -> str:
    """Give versions, one a line."""
    return table([VERSIONS_HEADING, *map(_version_row, versions)], terminal_width())


def about(kept: "KeptQuiz", version: int) -> str:
    """Give what stands above a quiz that is shown."""
    return "\n".join(_lines(kept, version))


def _row(card: "QuizCard") -> tuple[str, ...]:
    tags = "".join(f" #{tag}" for tag in card.tags)
    title = in_one_line(f"{card.title}{tags}")
    changed, _ = day(card.updated_at).split()  # lines are narrow; the history has the time of day
    return called(card), str(card.version), str(card.questions), changed, _reach(card), title


def _reach(card: "QuizCard") -> str:
    if card.public:
        return "public"
    return "yes" if card.shared else "no"


def _version_row(version: "Version") -> tuple[str, ...]:
    author, title = in_one_line(version.author), in_one_line(version.title)
    when, size = day(version.pushed_at), thousands(version.size)
    return str(version.number), when, author, str(version.questions), size, title


def _lines(kept: "KeptQuiz", version: int) -> Iterator[str]:
    card = kept.card
    newest = (
        f"version {card.version}, {day(card.updated_at)}, "
        f"by {in_one_line(card.updated_by)}, {thousands(card.size)} bytes"
    )
    older = f"version {version}; the newest is " if version != card.version else ""
    yield f"{called(card)}: {older}{newest}"
    if card.tags:
        yield f"tags: {in_one_line(', '.join(card.tags))}"
    if kept.shares:
        yield f"shared with: {', '.join(map(_share, kept.shares))}"
    elif card.shared:
        yield f"shared with you{', to change it as well' if card.may_edit else ''}"
    if card.public:
        yield "open to every teacher of this server"


def _share(share: "Share") -> str:
    return in_one_line(share.user) + (" (may change it)" if share.edit else "")
