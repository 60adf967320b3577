"""What GIFT holds is the same after writing and reading, whatever is in the texts."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.gift.writing import write
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
    UNGRADED,
    UNTIMED,
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.quiz.problems import Findings
from quizterm.text import is_blank
from tests.support.damage import harvested
from tests.support.quizzes import questions as any_questions

SCRAPS = (
    *(
        "\\",
        "{",
        "}",
        "::",
        ":",
        "//",
        "#",
        "####",
        "=",
        "~",
        "~=",
        "%50%",
        "%100%",
        "%-50%x",
        "->",
        ">",
        "-",
    ),
    *(
        "*",
        "**",
        "T",
        "TRUE",
        "[html]",
        "[plain]",
        "[tag:x]",
        "[id:",
        "]",
        "\\n",
        "\\\\",
        "\\{",
        "$CATEGORY: x",
    ),
    *(
        "&amp;",
        "&",
        "<",
        "<b>",
        "</b>",
        "<pre>",
        "@@PLUGINFILE@@/a.png",
        "```",
        "~~~",
        "`",
        "_____",
        "    ",
        " ",
    ),
    *(
        "{T}",
        "{=a}",
        "{}",
        "1..5",
        "3:2",
        "0",
        "\u00a0",
        "\u3000",
        "é",
        "😀",
        "👩‍🔬",
        "שלום",
        "\u200f",
        "٣",
        "#ff0000",
    ),
)


def heap(*more: str, size: int) -> st.SearchStrategy[str]:
    pieces = st.lists(st.sampled_from((*SCRAPS, *more)), min_size=1, max_size=size)
    return pieces.map("".join).filter(lambda text: not is_blank(text))


line = heap(size=5)
block = heap("\n", "\n\n", "\n// ", "\n= ", "\n$CATEGORY: y", "\n  ", size=8)
shared = {
    "text": block,
    "explanation": st.just("") | block,
    "code": st.none() | st.builds(Code, block, st.sampled_from(("", "python", "c++"))),
    "tags": st.lists(
        line.map(lambda text: text[:30]).filter(lambda text: not is_blank(text)), max_size=2
    ).map(tuple),
}
options = st.lists(line, min_size=2, max_size=8).map(tuple)
numbers = st.integers(-(10**9), 10**9).map(float) | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    given_options = draw(options)
    select = draw(st.sampled_from(Select))
    count = len(given_options)
    least, most = {Select.ONE: (1, 1), Select.ALL: (1, count - 1), Select.ANY: (2, count)}[select]
    right = draw(st.sets(st.integers(0, count - 1), min_size=least, max_size=most))
    made = st.builds(
        Choice,
        **shared,
        options=st.just(given_options),
        right=st.just(tuple(sorted(right))),
        select=st.just(select),
    )
    return draw(made)


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    low, high = sorted((draw(numbers), draw(numbers)))
    return draw(st.builds(Numeric, **shared, low=st.just(low), high=st.sampled_from((low, high))))


nasty = st.one_of(
    choices(),
    numerics(),
    st.builds(TrueFalse, **shared, right=st.booleans()),
    st.builds(Text, **shared, accepted=st.lists(line, min_size=1, max_size=4).map(tuple)),
    st.builds(Order, **shared, items=options),
    st.builds(Open, **shared),
    st.builds(Slide, **shared),
)


def held(question: Question) -> Question | None:
    """Give of a question what GIFT holds, as the rules want it; `None` if they do not allow it."""
    seconds = UNTIMED if isinstance(question, Slide) else DEFAULT_SECONDS
    points = 0 if question.kind in UNGRADED else DEFAULT_POINTS
    question = replace(question, seconds=seconds, points=points, tags=tuple(dict.fromkeys(question.tags)))
    match question:
        case Poll():
            return None
        case Slide():
            question = replace(question, explanation="")
        case Choice():
            one = question.select is Select.ANY and len(question.right) == 1
            question = replace(question, shuffle=False, select=Select.ONE if one else question.select)
        case Text():
            question = _held_text(question)
        case Numeric():
            question = replace(question, nearness=0.0, unit="")
        case _:
            pass
    return _checked(question)


def _held_text(question: Text) -> Text:
    accepted = tuple(dict.fromkeys(spelling.strip() for spelling in question.accepted))
    if len(accepted) > 1:
        accepted = tuple(spelling for spelling in accepted if "->" not in spelling) or accepted[:1]
    return Text(
        text=question.text,
        code=question.code,
        explanation=question.explanation,
        tags=question.tags,
        accepted=accepted,
    )


def _checked(question: Question) -> Question | None:
    found = Findings()
    checked = check_question(found, question)
    if found.problems or checked != check_question(Findings(), checked):
        return None
    return replace(checked, tags=tuple(dict.fromkeys(checked.tags)))


def _comes_back(question: Question) -> None:
    ledger = Ledger()
    quiz = Quiz(title="T", questions=(question, question))

    written = write(quiz, ledger, Manner())

    assert (ledger.read, ledger.through, ledger.with_loss) == (2, 2, 0)
    assert harvested("gift", written).questions == [question, question]


@settings(max_examples=400)
@example(Choice(text="[tag:x] %50%", options=("%50%", "[html]x"), right=(0, 1), select=Select.ANY))
@example(Text(text="T?", accepted=("> a -> b",)))
@example(Slide(text="  $CATEGORY: no {braces}"))
@example(Order(text="Sort", items=("// no comment", "[html]x", "####", "&lt;  b", "\\{")))
@given(nasty)
def test_what_gift_holds_comes_back(question: Question) -> None:
    wanted = held(question)
    if wanted is not None:
        _comes_back(wanted)


@settings(max_examples=100)
@given(any_questions)
def test_any_question_comes_back_as_far_as_gift_holds_it(question: Question) -> None:
    wanted = held(question)
    if wanted is not None:
        _comes_back(wanted)


@settings(max_examples=100)
@given(any_questions)
def test_whatever_does_not_come_back_is_noted(question: Question) -> None:
    ledger = Ledger()
    written = write(Quiz(title="T", questions=(question,)), ledger, Manner())

    if ledger.through and not ledger.with_loss:
        assert harvested("gift", written).questions == [held(question)]
    else:
        assert ledger.notes
