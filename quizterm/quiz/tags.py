"""Choosing questions by their tags."""

from collections.abc import Iterable, Sequence

from quizterm.language import N_
from quizterm.quiz.model import Question


class UnknownTag(ValueError):
    """No question has this tag; the text is a sentence that names those there are."""


def tagged(questions: Iterable[Question], tags: Sequence[str]) -> tuple[Question, ...]:
    """Give the questions that have one of these tags, in their order; all of them where no tag is named.

    Capitals and spaces make no difference.

    Raises:
        UnknownTag: No question has one of them.
    """
    given = tuple(questions)
    if not tags:
        return given
    known = {plain_tag(tag): tag for question in given for tag in question.tags}
    for tag in tags:
        if plain_tag(tag) not in known:
            raise UnknownTag(_unknown(tag, sorted(known.values(), key=str.casefold)))
    wanted = set(map(plain_tag, tags))
    return tuple(one for one in given if wanted & set(map(plain_tag, one.tags)))


def plain_tag(tag: str) -> str:
    """What a tag is found by: capitals and spaces make no difference."""
    return " ".join(tag.casefold().split())


def _unknown(tag: str, known: Sequence[str]) -> str:
    if not known:
        return N_("No question has the tag “{tag}”: this quiz has no tags. Leave out --only.").format(tag=tag)
    message = N_("No question has the tag “{tag}”; the tags of this quiz are {tags}.")
    return message.format(tag=tag, tags=", ".join(known))
