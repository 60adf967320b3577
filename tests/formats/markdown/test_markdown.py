"""Markdown is shown as the quiz was written, whatever stands in it."""

import re
from html import unescape

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from quizterm.formats.exchange.catalogue import Manner, format_named
from quizterm.formats.exchange.ledger import Ledger
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
from tests.support.quizzes import block, line, quizzes

RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def written(*questions: Question, title: str = "T", description: str = "") -> str:
    ledger = Ledger()
    quiz = Quiz(title=title, description=description, questions=questions)
    data = format_named("markdown").write(quiz, ledger, Manner())
    assert ledger.read == ledger.through == len(questions)
    return data.decode()


def shown(markdown: str) -> str:
    """Give what a reader sees, line by line."""
    page = RENDER.render(markdown).replace("<br />\n", "\n").replace("<hr />", "---")
    return unescape(re.sub(r"</?\w+[^<>]*>", "", page)).replace("\u00a0", " ")


def lines_of(text: str) -> list[str]:
    return [part for part in text.replace("\u00a0", " ").split("\n") if part.strip()]


def test_a_quiz_reads_like_a_sheet_of_paper() -> None:
    text = written(
        Slide(text="Welcome"),
        Choice(text="Which editor?", options=("cat", "vim"), right=(1,), explanation="It has modes."),
        TrueFalse(text="π is 3.", right=False),
        Order(text="Sort!", items=("one", "two", "three")),
        Numeric(text="How far?", low=40, high=42.5, nearness=2, unit="km"),
        Text(text="Who?", accepted=("Ada", "Lovelace"), match_case=True),
        Poll(text="Tea?", options=("yes", "no")),
        Open(text="Why?", explanation="Because."),
        description="A test",
    )

    assert shown(text) == shown(
        """# T

A test

Welcome

**1.** Which editor?

- **A.** cat
- **B.** vim

**2.** π is 3.

- **A.** True
- **B.** False

**3.** Sort!

- **A.** one
- **B.** three
- **C.** two

Order: ______________________________

**4.** How far?

Answer: ______________________________ km

**5.** Who?

Answer: ______________________________

**6.** Tea?

- **A.** yes
- **B.** no

**7.** Why?

Answer: ______________________________

---

## Answers

**1.** B. vim

It has modes.

**2.** B. False

**3.** A, C, B

**4.** 40 to 42.5 km (up to 2 beside it earns a part)

**5.** Ada / Lovelace (capitals matter)

**7.**

Because.
"""
    )


def test_several_right_options_are_asked_for_and_told() -> None:
    every = written(Choice(text="Q", options=("a", "b", "c"), right=(0, 2), select=Select.ALL))
    some = written(Choice(text="Q", options=("a", "b", "c"), right=(0, 2), select=Select.ANY))

    assert "Pick all that are right." in every
    assert "A. a; C. c" in every
    assert "A. a or C. c" in some


def test_items_are_never_shown_in_their_right_order() -> None:
    text = written(Order(text="Q", items=("a", "b", "c")))

    assert "- **A.** c\n- **B.** b\n- **C.** a" in text
    assert "**1.** C, B, A" in text


@given(line)
def test_any_line_is_shown_as_it_was_written(text: str) -> None:
    sheet = written(Choice(text=text, options=(text, "x"), right=(0,)), title=text)

    spoken = re.sub(" +", " ", text.replace("\u00a0", " "))
    assert [re.sub(" +", " ", part) for part in lines_of(shown(sheet))] == [
        spoken,
        f"1. {spoken}",
        f"A. {spoken}",
        "B. x",
        "---",
        "Answers",
        f"1. A. {spoken}",
    ]


@given(block)
def test_any_lines_are_shown_as_they_were_written(text: str) -> None:
    sheet = written(Slide(text=text), TrueFalse(text=f"x\n{text}", right=True, explanation=text))

    told = lines_of(text)
    assert lines_of(shown(sheet)) == [
        "T",
        *told,
        "1. x",
        *told,
        *("A. True", "B. False", "---", "Answers", "1. A. True"),
        *told,
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("# no heading", "C# and #", "- no list", "1. no list", "2) none", "+1", "> no quote", "===", "---"),
        *("*a* _b_ __c__ `d` ~~e~~", "[a](b) ![c](d) [e]: f", "a | b\n--|--\nc | d", "<b>&amp;&copy;</b>"),
        *(
            "<script>alert(1)</script>",
            "<!-- gone -->",
            "    indented",
            "a  b   c",
            "\\ \\\\ \\*",
            "$x^2$ {a}",
        ),
        *("http://example.org/a_b_c", ":smile:", "```\ncode\n```", "~~~", "a\n===", "2024. A year", "x\\"),
    ],
)
def test_marks_are_shown_as_they_were_written(text: str) -> None:
    assert lines_of(shown(written(Slide(text=text)))) == ["T", *lines_of(text)]


def test_nothing_of_a_quiz_becomes_html() -> None:
    evil = '<img src=x onerror="alert(1)">'
    sheet = written(
        Choice(text=evil, options=(evil, evil), right=(0,), explanation=evil, code=Code(evil, evil)),
        Numeric(text=evil, low=1, high=1, unit=evil),
        title=evil,
        description=evil,
    )

    assert "<img" not in RENDER.render(sheet)


@pytest.mark.parametrize("code", ["x = `y`", "```\nx\n```", "~~~~\n`````", "    indented\n\n# no heading"])
def test_code_is_shown_as_it_was_written(code: str) -> None:
    page = RENDER.render(written(Slide(text="S", code=Code(code, "c++"))))

    assert unescape(page.partition('<pre><code class="language-c++">')[2]).startswith(
        f"{code}\n</code></pre>"
    )


def test_what_paper_has_no_use_for_is_told_once() -> None:
    def notes(*questions: Question) -> list[str]:
        ledger = Ledger()
        format_named("markdown").write(Quiz(title="T", questions=questions), ledger, Manner())
        return [note.code for note in ledger.notes]

    assert notes(TrueFalse(text="Q", right=True), Slide(text="S")) == []
    assert notes(TrueFalse(text="Q", right=True, tags=("t",)), Slide(text="S", tags=("t",))) == [
        "not_written"
    ]
    assert notes(TrueFalse(text="Q", right=True, seconds=9)) == ["not_written"]


@given(quizzes)
def test_any_quiz_is_written_and_its_questions_counted(quiz: Quiz) -> None:
    text = written(*quiz.questions, title=quiz.title, description=quiz.description)

    asked = sum(not isinstance(question, Slide) for question in quiz.questions)
    assert f"**{asked}.** " in text or not asked
    assert f"**{asked + 1}.** " not in text
