"""What is written as Moodle XML is read back as the same quiz."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats import parse_quiz
from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.harvest import Harvest
from quizterm.formats.exchange.ledger import Ledger, Level
from quizterm.formats.exchange.source import Source
from quizterm.formats.moodle.reading import read
from quizterm.formats.moodle.writing import write
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.model import (
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
from quizterm.quiz.samples import sample_names, sample_text

SCRAPS = (
    *(
        "<",
        ">",
        "&",
        "&amp;",
        "]]>",
        "<![CDATA[",
        "<b>",
        "</p>",
        "<!--",
        "-->",
        "'",
        '"',
        "\\",
        "\\*",
        "*",
        "?",
    ),
    *(
        "%",
        "$",
        "=",
        "~",
        "{",
        "}",
        "#",
        "`",
        "\u00a0",
        "  ",
        " ",
        "a",
        "b",
        "é",
        "e\u0301",
        "0",
        "²",
        "|",
        " | ",
    ),
    *(
        "👩‍🏫",
        "🇫🇷",
        "שלום",
        "مرحبا",
        "می‌خواهم",
        "汉字",
        "\\(x<y\\)",
        "@",
        "[image: x]",
        "&nbsp;",
        "&#1;",
        ".",
    ),
)
words = st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=8).map("".join).map(lambda text: f"x{text}y")
lines = st.lists(st.one_of(words, st.just(""), words.map(lambda text: f"  {text}")), min_size=1, max_size=5)
blocks = lines.map("\n".join)
codes = st.one_of(
    st.none(),
    st.builds(
        Code, text=blocks.map(lambda text: f"{text}\nz"), language=st.sampled_from(["", "python", "c++"])
    ),
)
common = {
    "text": blocks.map(lambda text: f"{text}z"),
    "code": codes,
    "explanation": st.one_of(st.just(""), blocks.map(lambda text: f"{text}z")),
    "tags": st.lists(words.map(lambda text: text[:40].strip()), max_size=3, unique=True).map(tuple),
}
points = st.sampled_from([1000, 0, 1, 1500, 2000, 10000, 333])
options = st.lists(words, min_size=2, max_size=8, unique=True).map(tuple)
numbers = st.one_of(
    st.integers(-(10**15), 10**15).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, places=3).map(float),
)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    texts = draw(options)
    select = draw(st.sampled_from(Select))
    least = 2 if select is Select.ANY else 1
    most = {Select.ONE: 1, Select.ANY: len(texts), Select.ALL: len(texts) - 1}[select]
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=least, max_size=most))
    question = draw(st.builds(Choice, **common, points=points, options=st.just(texts), right=st.just(())))
    earned = question.points or 1000 * (len(right) == len(texts))
    shuffle = draw(st.booleans())
    return replace(question, right=tuple(sorted(right)), select=select, shuffle=shuffle, points=earned)


numerics = st.builds(
    lambda low, high, question: replace(question, low=min(low, high), high=max(low, high)),
    numbers,
    numbers,
    st.builds(
        Numeric,
        **common,
        points=points,
        low=st.just(0),
        high=st.just(0),
        unit=st.sampled_from(["", "m²", "<&>"]),
    ),
)
questions = st.one_of(
    choices(),
    st.builds(TrueFalse, **common, points=points, right=st.booleans()),
    st.builds(Text, **common, points=points, accepted=options, match_case=st.booleans()),
    numerics,
    st.builds(Order, **common, points=points, items=options),
    st.builds(Poll, **common, options=options, several=st.booleans()),
    st.builds(Open, **common),
    st.builds(Slide, **common),
)


def checked(*found: Question) -> Quiz:
    quiz, problems = check_quiz(Quiz(title="T", questions=found))
    assert not problems
    return quiz


def there_and_back(quiz: Quiz) -> tuple[tuple[Question, ...], Ledger, Harvest]:
    ledger, harvest = Ledger(), Harvest()
    read(Source("quiz.xml", write(quiz, ledger, Manner())), harvest)
    return tuple(harvest.questions), ledger, harvest


@given(st.lists(questions, min_size=1, max_size=3))
def test_every_kind_comes_back_as_it_was(found: list[Question]) -> None:
    quiz = checked(*found)

    back, ledger, harvest = there_and_back(quiz)

    assert back == quiz.questions
    assert (ledger.read, ledger.through) == (len(found), len(found))
    assert {note.code for note in harvest.notes} <= {"made_a_poll", "equal_options"}


@pytest.mark.parametrize("name", sample_names())
def test_samples_come_back_but_for_what_is_noted(name: str) -> None:
    quiz = parse_quiz(sample_text(name))

    back, ledger, _ = there_and_back(quiz)

    lossy = {note.spot.number for note in ledger.notes if note.level is Level.LOSS}
    for number, (before, after) in enumerate(zip(quiz.questions, back, strict=True), 1):
        assert (before == after) or number in lossy


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (TrueFalse(text="a", right=True, seconds=30), "no_place"),
        (TrueFalse(text="a", right=True, seconds=0), "no_place"),
        (Text(text="a", accepted=("b",), slips=True), "no_place"),
        (Numeric(text="a", low=1, high=2, nearness=1), "no_place"),
        (Poll(text="a", options=("b", "c")), "poll"),
        (Choice(text="a", options=("b", "c"), right=(0, 1), select=Select.ANY, points=0), "poll"),
        (Open(text="a", code=Code("b", "objective c")), "no_place"),
    ],
)
def test_what_moodle_cannot_hold_is_noted(question: Question, code: str) -> None:
    _, ledger, harvest = there_and_back(checked(question))

    assert [note.code for note in ledger.notes if note.level is Level.LOSS] == [code]
    assert (ledger.through, ledger.with_loss, harvest.through) == (1, 1, 1)


def test_what_a_quiz_is_beside_its_questions_is_noted() -> None:
    ledger = Ledger()

    write(Quiz(title="T", description="D", questions=()), ledger, Manner())

    assert [note.message for note in ledger.notes] == [
        "Moodle XML has no place for the description of the quiz."
    ]


def test_the_file_is_what_moodle_writes() -> None:
    question = Choice(
        text="Is 1 < 2?\nSay so.",
        code=Code("x = 1", "python"),
        explanation="It is.",
        options=("yes", "no & never", "a", "b"),
        right=(0, 1),
        select=Select.ALL,
        tags=("maths",),
        points=2000,
    )

    root = ET.fromstring(write(checked(question), Ledger(), Manner()))

    (found,) = root
    assert (root.tag, found.tag, found.attrib) == ("quiz", "question", {"type": "multichoice"})
    assert found.findtext("name/text") == "Is 1 < 2? Say so."
    assert found.findtext("questiontext/text") == (
        '<p>Is 1 &lt; 2?<br>Say so.</p><pre><code class="language-python">x = 1</code></pre>'
    )
    assert found.findtext("generalfeedback/text") == "<p>It is.</p>"
    assert found.findtext("defaultgrade") == "2"
    assert found.findtext("single") == "false"
    assert [answer.get("fraction") for answer in found.findall("answer")] == ["50", "50", "-50", "-50"]
    assert [answer.findtext("text") for answer in found.findall("answer")] == [
        "yes",
        "no &amp; never",
        "a",
        "b",
    ]
    assert found.findtext("tags/tag/text") == "maths"


def test_characters_that_no_xml_can_hold_are_left_out() -> None:
    written = write(Quiz(title="T", questions=(Open(text="a\x1b\ufffeb"),)), Ledger(), Manner())

    assert ET.fromstring(written).findtext("question/questiontext/text") == "<p>ab</p>"
