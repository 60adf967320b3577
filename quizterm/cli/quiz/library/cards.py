"""What is told of quizzes in a library; all of it was written by others."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizterm.cli.accounts.words import day
from quizterm.cli.output import in_one_line, table, terminal_width
from quizterm.language import _, pgettext
from quizterm.text import thousands

if TYPE_CHECKING:
    from quizterm.protocol.data import KeptQuiz, QuizCard, Share, Version


def called(card: "QuizCard") -> str:
    """Give the quiz as it can be typed."""
    return in_one_line(f"{card.owner}/{card.name}")


def list_of(cards: "Sequence[QuizCard]") -> str:
    """Give quizzes side by side, one a line."""
    heading = (
        pgettext("column", "quiz"),
        pgettext("column", "version"),
        pgettext("column", "questions"),
        pgettext("column", "changed"),
        pgettext("column", "shared"),
        pgettext("column", "title"),
    )
    return table([heading, *map(_row, cards)], terminal_width())


def versions_of(versions: "Sequence[Version]") -> str:
    """Give versions, one a line."""
    heading = (
        pgettext("column", "version"),
        pgettext("column", "pushed"),
        pgettext("column", "by"),
        pgettext("column", "questions"),
        pgettext("column", "bytes"),
        pgettext("column", "title"),
    )
    return table([heading, *map(_version_row, versions)], terminal_width())


def about(kept: "KeptQuiz", version: int) -> str:
    """Give what stands above a quiz that is shown."""
    return "\n".join(_lines(kept, version))


def _row(card: "QuizCard") -> tuple[str, ...]:
    tags = "".join(f" #{tag}" for tag in card.tags)
    title = in_one_line(f"{card.title}{tags}")
    changed, _time = day(card.updated_at).split()  # lines are narrow; the history has the time of day
    return called(card), str(card.version), str(card.questions), changed, _reach(card), title


def _reach(card: "QuizCard") -> str:
    if card.public:
        return pgettext("quiz", "public")
    return pgettext("value", "yes") if card.shared else pgettext("value", "no")


def _version_row(version: "Version") -> tuple[str, ...]:
    author, title = in_one_line(version.author), in_one_line(version.title)
    when, size = day(version.pushed_at), thousands(version.size)
    return str(version.number), when, author, str(version.questions), size, title


def _lines(kept: "KeptQuiz", version: int) -> Iterator[str]:
    card = kept.card
    yield _versions(kept, version)
    if card.tags:
        yield _("tags: {tags}").format(tags=in_one_line(", ".join(card.tags)))
    if kept.shares:
        yield _("shared with: {people}").format(people=", ".join(map(_share, kept.shares)))
    elif card.shared:
        yield _("shared with you, to change it as well") if card.may_edit else _("shared with you")
    if card.public:
        yield _("open to every teacher of this server")


def _versions(kept: "KeptQuiz", version: int) -> str:
    card = kept.card
    if version == card.version:
        line = _("{quiz}: version {newest}, {day}, by {who}, {size} bytes")
    else:
        line = _("{quiz}: version {version}; the newest is version {newest}, {day}, by {who}, {size} bytes")
    return line.format(
        quiz=called(card),
        version=version,
        newest=card.version,
        day=day(card.updated_at),
        who=in_one_line(card.updated_by),
        size=thousands(card.size),
    )


def _share(share: "Share") -> str:
    user = in_one_line(share.user)
    return _("{user} (may change it)").format(user=user) if share.edit else user
