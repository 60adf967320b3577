"""What can be a tag of a quiz."""

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_
from quizterm.quiz.tags import plain_tag
from quizterm.text import LABEL_LIMIT, BadText, clean_line, is_blank

MOST_TAGS = 20
"""Tags of one quiz."""

BAD_TAG = N_("A tag is a word or a few, of at most {most} characters.").format(most=LABEL_LIMIT)
TOO_MANY = N_("{quiz} would have {count} tags; it can have at most {most}.")


def clean_tag(raw: str) -> str:
    """A tag as everybody will see it.

    Raises:
        Refusal: It cannot be one.
    """
    try:
        tag = " ".join(clean_line(raw, LABEL_LIMIT).split())
    except BadText:
        raise Refusal(ErrorCode.BAD_TAG, BAD_TAG) from None
    if is_blank(tag):
        raise Refusal(ErrorCode.BAD_TAG, BAD_TAG)
    return tag


def changed_tags(now: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> dict[str, str]:
    """The tags of a quiz after a change, by what each is found by.

    Raises:
        Refusal: One of them cannot be a tag.
    """
    tags = {plain_tag(tag): tag for tag in now}
    for tag in map(clean_tag, remove):
        tags.pop(plain_tag(tag), None)
    for tag in map(clean_tag, add):
        tags.setdefault(plain_tag(tag), tag)
    return tags
