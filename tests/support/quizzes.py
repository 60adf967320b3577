"""Any quiz that keeps the rules, with texts that every file format stumbles over."""

from typing import Any

from hypothesis import strategies as st

from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Scoring,
    Select,
    Settings,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.quiz.problems import Findings
from quizterm.text import is_blank

MARKS = "\\`*_{}[]<>()#+-.!|~=:%$&;,'\"/@^ \u00a0"
LETTERS = "abTF019éßЖ字😀שם"

line = (
    st.text(alphabet=MARKS + LETTERS, min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: not is_blank(text))
)
block = (
    st.lists(line | st.just(""), min_size=1, max_size=4)
    .map("\n".join)
    .filter(lambda text: not is_blank(text))
)
texts = st.lists(line, min_size=2, max_size=8, unique=True).map(tuple)
seconds = st.just(0) | st.integers(5, 3600)
numbers = st.integers(-(10**6), 10**6).map(float) | st.floats(-1e9, 1e9)

common = {
    "text": block,
    "explanation": st.just("") | block,
    "code": st.none() | st.builds(Code, block, st.sampled_from(("", "python", "c++"))),
    "seconds": st.just(20) | seconds,
    "tags": st.just(()) | st.lists(line, max_size=3, unique=True).map(tuple),
}
graded = common | {"points": st.just(1000) | st.integers(0, 10_000)}


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    options = draw(texts)
    select = draw(st.sampled_from(Select))
    most = {Select.ONE: 1, Select.ALL: len(options) - 1, Select.ANY: len(options)}[select]
    right = draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=most))
    made = st.builds(
        Choice,
        **graded,
        options=st.just(options),
        right=st.just(tuple(sorted(right))),
        select=st.just(select),
        shuffle=st.booleans(),
    )
    return draw(made)


@st.composite
def numerics(draw: st.DrawFn) -> Numeric:
    low, high = sorted((draw(numbers), draw(numbers)))
    made = st.builds(
        Numeric,
        **graded,
        low=st.just(low),
        high=st.sampled_from((low, high)),
        nearness=st.just(0.0) | st.floats(0, 1e6),
        unit=st.just("") | line,
    )
    return draw(made)


flags = {name: st.booleans() for name in ("match_case", "match_accents", "match_spaces", "slips")}
any_question: st.SearchStrategy[Any] = st.one_of(
    choices(),
    numerics(),
    st.builds(TrueFalse, **graded, right=st.booleans()),
    st.builds(
        Text, **graded, accepted=st.lists(line, min_size=1, max_size=5, unique=True).map(tuple), **flags
    ),
    st.builds(Order, **graded, items=texts),
    st.builds(Poll, **common, options=texts, several=st.booleans()),
    st.builds(Open, **common),
    st.builds(Slide, **common),
)


def _checked(question: Question) -> Question | None:
    found = Findings()
    checked = check_question(found, question)
    return None if found.problems or check_question(Findings(), checked) != checked else checked


questions = any_question.map(_checked).filter(lambda question: question is not None)
"""Any question that keeps the rules, its texts cleaned."""

quizzes = st.builds(
    Quiz,
    title=line,
    description=st.just("") | block.map(str.strip),
    language=st.sampled_from(("", "ar", "pt-BR")),
    settings=st.builds(
        Settings,
        scoring=st.sampled_from(Scoring),
        streak_bonus=st.booleans(),
        change_answer=st.booleans(),
        reading_seconds=st.integers(0, 60),
    ),
    questions=st.lists(questions, min_size=1, max_size=4).map(tuple),
)
"""Any quiz that keeps the rules."""
