"""True and false as people type them, in English and in the language that is spoken."""

from quizterm.language import _, pgettext
from quizterm.quiz.answers import FALSE, TRUE
from quizterm.text import fold
from quizterm_client.view.options import TRUTH

_ENGLISH = {
    **dict.fromkeys(("true", "t", "yes", "y"), TRUE),
    **dict.fromkeys(("false", "f", "no", "n"), FALSE),
}


def truth_of(typed: str) -> int | None:
    """The option that a word means; English goes first where a word means two things."""
    word = fold(typed, case=False, accents=False, spaces=True)
    return _ENGLISH.get(word, _own().get(word))


def truth_begun(typed: str) -> int | None:
    """The option that a word means, or the beginning of one of the two words."""
    word = fold(typed, case=False, accents=False, spaces=True)
    if not word or (whole := truth_of(word)) is not None:
        return whole if word else None
    words = (("true", TRUE), ("false", FALSE), *_own().items())
    return next((option for one, option in words if one.startswith(word)), None)


def _own() -> dict[str, int]:
    """The words of the language; one that would mean both means nothing."""
    right = {_(TRUTH[TRUE]), pgettext("typed answer", "true"), pgettext("typed answer", "t")}
    wrong = {_(TRUTH[FALSE]), pgettext("typed answer", "false"), pgettext("typed answer", "f")}
    right |= {pgettext("typed answer", "yes"), pgettext("typed answer", "y")}
    wrong |= {pgettext("typed answer", "no"), pgettext("typed answer", "n")}
    folded = [
        {fold(word, case=False, accents=False, spaces=True) for word in words} for words in (right, wrong)
    ]
    return {
        **dict.fromkeys(folded[0] - folded[1], TRUE),
        **dict.fromkeys(folded[1] - folded[0], FALSE),
    }
