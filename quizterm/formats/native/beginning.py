"""The file that a new quiz begins with: a quiz that can be played, and the format on one screen."""

from quizterm.formats.native.scalars import scalar
from quizterm.language import N_, _
from quizterm.text import TITLE_LIMIT, BadText, clean_line, is_blank, visible

UNTITLED = N_("My quiz")

_TEXT = """\
# A quiz for QuizTerm. Change what is here, and look what is wrong or could be better:
#   quizterm quiz edit {file}
#   quizterm quiz check {file}
# Play it with others, or alone:
#   quizterm host {file}
#   quizterm play {file}
# To have another editor complete what you write, see: quizterm quiz schema --help
quizterm: 1
title: {title}
seconds: 20            # to answer, if a question does not say otherwise
questions:
  - ask: Which planet has the shortest day?
    options:           # two to eight; mark what is right, one or several
      - Earth
      - right: Jupiter
      - Mars
    explain: Shown with the answer. This and all that follows may be left out.
    seconds: 30
    points: 2000       # otherwise 1000
    tags: [space]

  - ask: A tomato is a berry.
    answer: true       # or false

  - ask: What is the capital of Australia?
    answer: [Canberra, Camberra]   # typed; every spelling that counts, the first is shown
    slips: true        # forgives small typing slips

  - ask: How many keys has a piano?
    answer: 88
    tolerance: 2       # 86 to 90 are right

  - ask: Put these in order, the smallest first.
    order: [bit, byte, kilobyte]

  - ask: 'Text with a colon needs quotes: how sure are you?'
    poll: [Very, Fairly, Not at all]   # nothing is right or wrong

  - ask: What is still unclear?
    open: true         # free words
"""


def beginning(title: str, file: str) -> str:
    """Give the text of a new quiz.

    Args:
        title: Of any characters.
        file: The file as it is typed in a command.
    """
    return _TEXT.format(title=scalar(title), file=visible(" ".join(file.split())))


def title_from(stem: str) -> str:
    """Make a title of a file's name without its end, such as `networks-week_3`."""
    try:
        title = clean_line(stem.replace("-", " ").replace("_", " "), 10 * TITLE_LIMIT)[:TITLE_LIMIT].strip()
    except BadText:
        return _(UNTITLED)
    return _(UNTITLED) if is_blank(title) else title[:1].upper() + title[1:]
