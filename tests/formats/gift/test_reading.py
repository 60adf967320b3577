"""What teachers write in GIFT, and what becomes of it."""

import pytest

from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import (
    Choice,
    Code,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from tests.support.damage import harvested


def read(text: str, wishes: Wishes | None = None) -> Harvest:
    return harvested("gift", text.encode(), wishes)


def only(text: str, wishes: Wishes | None = None) -> Question:
    harvest = read(text, wishes)
    assert len(harvest.questions) == 1, harvest.notes
    return harvest.questions[0]


def codes(harvest: Harvest) -> list[tuple[Level, str]]:
    return [(note.level, note.code) for note in harvest.notes]


def refused(text: str) -> str:
    harvest = read(text)
    assert (harvest.read, harvest.through) == (1, 0)
    return next(note.code for note in harvest.notes if note.level is Level.LEFT_OUT)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("1+1=2 {T}", TrueFalse(text="1+1=2", right=True)),
        ("It rains.{FALSE}", TrueFalse(text="It rains.", right=False)),
        ("A?{~a =b ~c}", Choice(text="A?", options=("a", "b", "c"), right=(1,))),
        ("A?{=a =b ~c}", Choice(text="A?", options=("a", "b", "c"), right=(0, 1), select=Select.ANY)),
        ("A?{~=a ~b}", Choice(text="A?", options=("a", "b"), right=(0,))),
        ("A?{~%50%a ~%50%b ~c}", Choice(text="A?", options=("a", "b", "c"), right=(0, 1), select=Select.ALL)),
        ("A?{~%100%a ~b}", Choice(text="A?", options=("a", "b"), right=(0,), select=Select.ALL)),
        ("A?{~a -> b =c -> d}", Choice(text="A?", options=("a -> b", "c -> d"), right=(1,))),
        ("A?{=%100%a ~b}", Choice(text="A?", options=("a", "b"), right=(0,))),
        ("A?{yes}", Text(text="A?", accepted=("yes",))),
        ("A?{t}", Text(text="A?", accepted=("t",))),
        ("A?{=T}", Text(text="A?", accepted=("T",))),
        ("A?{=a =b#good}", Text(text="A?", accepted=("a", "b"), explanation="good")),
        ("Two {=and} two.", Text(text="Two _____ two.", accepted=("and",))),
        ("A?{}", Open(text="A?")),
        ("A?{####Because.}", Open(text="A?", explanation="Because.")),
        ("A?{=a#x####y####z}", Text(text="A?", accepted=("a",), explanation="z\nx####y")),
        ("A?{T#as a=b -> c}", TrueFalse(text="A?", right=True)),
        ("A?{#3}", Numeric(text="A?", low=3, high=3)),
        ("A?{#3:2}", Numeric(text="A?", low=1, high=5)),
        ("A?{#-1.5..2}", Numeric(text="A?", low=-1.5, high=2)),
        ("A?{#3.14159:0.0005}", Numeric(text="A?", low=3.14109, high=3.14209)),
        ("A?{#\u22125 : .5}", Numeric(text="A?", low=-5.5, high=-4.5)),
        ("A?{#3:2~#too far}", Numeric(text="A?", low=1, high=5)),
        ("A?{#5#it is 2+3=5}", Numeric(text="A?", low=5, high=5, explanation="it is 2+3=5")),
        ("A?{#\n=%100%5:0#yes\n=%0%*#no}", Numeric(text="A?", low=5, high=5, explanation="yes")),
        ("A?{>3 ALL VERTICAL\na\nb\nc\n}", Order(text="A?", items=("a", "b", "c"))),
        ("A?{>a\nb\n####Why.}", Order(text="A?", items=("a", "b"), explanation="Why.")),
        ("Welcome\nto the quiz.", Slide(text="Welcome\nto the quiz.")),
    ],
)
def test_each_kind_is_told_by_its_answers(text: str, question: Question) -> None:
    assert only(text) == question


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"a \: \# \= \{ \} \~ z{}", "a : # = { } ~ z"),
        (r"one\ntwo{}", "one\ntwo"),
        (r"\\neq and \\frac\{a\}\{b\}{}", r"\neq and \frac{a}{b}"),
        (r"\(x\) \[y\] \a{}", r"\(x\) \[y\] \a"),
        (r"\\\\ \\\{{}", "\\\\ \\{"),
        ("[Est] b {}", "[Est] b"),
        ("[plain]<b>&amp;</b> {}", "<b>&amp;</b>"),
        ("[html]<p>1 &lt; 2 <br>\n<b>bold</b> {}", "1 < 2\nbold"),
        ("[html]one\ntwo {}", "one two"),
        ("[moodle]one <b>bold</b>\ntwo &amp; 3 {}", "one bold\ntwo & 3"),
        ("[markdown]*a* &lt; \\\\*b\\\\* {}", "*a* < *b*"),
        ("if x<y then {}", "if x<y then"),
        ("::a [html] name::[html]<i>x</i> {}", "x"),
        ("::over\ntwo lines:: x {}", "x"),
        ("::no end: x {}", "::no end: x"),
    ],
)
def test_texts_are_shown_as_they_are_meant(text: str, shown: str) -> None:
    assert only(text).text == shown


def test_answers_inherit_the_format_of_the_text_unless_they_have_their_own() -> None:
    question = only("[html]x{=<b>a</b>#<i>yes</i> ~[plain]<b> ~[markdown]*c*\n####&amp;}")

    assert isinstance(question, Choice)
    assert question.options == ("a", "<b>", "*c*")
    assert question.explanation == "&\nyes"


def test_program_text_becomes_a_block_of_code() -> None:
    fenced = only("[markdown]What?\\n\\n```python\\nprint(\\{\\})\\n```{}")
    marked_up = only("[html]<p>What?</p>\n<pre>\nif x\\:\n    y\n</pre>{}")

    assert (fenced.text, fenced.code) == ("What?", Code("print({})", "python"))
    assert (marked_up.text, marked_up.code) == ("What?", Code("if x:\n    y"))


def test_a_picture_is_named_and_noted() -> None:
    harvest = read('[html]Who? <img src\\="@@PLUGINFILE@@/ada.png" alt\\="">{=Ada}')

    assert harvest.questions[0].text == "Who? [image: ada.png]"
    assert codes(harvest) == [(Level.LOSS, "image")]


def test_a_name_stands_in_for_a_missing_text() -> None:
    harvest = read("::Capital of France?::{=Paris}")

    assert harvest.questions[0].text == "Capital of France?"
    assert codes(harvest) == [(Level.INFO, "name_as_text")]


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("$course$/top/Biology/Cells", "Biology/Cells"),
        ("$course$/Biology", "Biology"),
        ("$module$/top/A//B/C", "A/B/C"),
        ("topology", "topology"),
        ("A very long first part of the path/and a second/Cells", "and a second/Cells"),
        ("x" * 50, "x" * 39 + "…"),
    ],
)
def test_categories_become_tags(path: str, tag: str) -> None:
    assert only(f"$CATEGORY: {path}\n\nA?{{T}}").tags == (tag,)


def test_a_category_without_a_name_is_no_tag() -> None:
    harvest = read("$CATEGORY: A\n\nx{T}\n\n$CATEGORY: $course$/top/\n\ny{T}")

    assert [question.tags for question in harvest.questions] == [("A",), ()]


def test_comments_vanish_and_their_tags_belong_to_the_next_question() -> None:
    text = (
        "// [tag:easy] [id:7]\n\n$CATEGORY: C\n// [tag:a\\]b]\n\nx {\n// not shown\n=a\n}\n// [tag:late]\n\n"
        "  // nothing\ny{T}\n// [tag:never]"
    )

    harvest = read(text)

    assert [question.tags for question in harvest.questions] == [("C", "easy", "a]b"), ("C", "late")]
    assert isinstance(harvest.questions[0], Text)
    assert harvest.questions[0].accepted == ("a",)


def test_feedback_to_the_right_answer_explains() -> None:
    harvest = read("A?{=a#Yes! ~b#No. ~c#Never.\n####In general.}\n\nB{F#wrong#right####all}")

    assert [question.explanation for question in harvest.questions] == ["In general.\nYes!", "all\nright"]
    assert codes(harvest) == [(Level.INFO, "feedback_dropped")] * 2


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("A?{=a ~%50%b ~c}", (Level.LOSS, "partial_credit")),
        ("A?{~%60%a ~%40%b ~c}", (Level.LOSS, "unequal_shares")),
        ("A?{~%50%a ~%50%b ~%-100%c}", (Level.INFO, "penalties_dropped")),
        ("A?{=a =%50%b}", (Level.LOSS, "partial_credit")),
        ("A?{=a =%0%*#no}", (Level.INFO, "catch_all_dropped")),
        ("A?{=a*b}", (Level.LOSS, "wildcard")),
        ("A?{#=5 =%50%5:1}", (Level.LOSS, "partial_credit")),
        ("A?{#=5 =6}", (Level.LOSS, "numbers_as_text")),
        ("A?{#=5:1 =9:1}", (Level.LOSS, "several_ranges")),
        ("A?{true}", (Level.INFO, "lower_case_truth")),
        ("A?{=a {x ~b}", (Level.LOSS, "inner_brace")),
        ("A?{>2 RANDOM\na\nb\nc}", (Level.INFO, "all_items")),
    ],
)
def test_what_does_not_come_through_is_noted(text: str, noted: tuple[Level, str]) -> None:
    harvest = read(text)

    assert harvest.through == 1
    assert noted in codes(harvest)
    assert harvest.with_loss == (noted[0] is Level.LOSS)


def test_shares_that_are_equal_but_for_rounding_are_no_loss() -> None:
    assert read("A?{~%33.33333%a ~%33%b ~%34%c ~d}").with_loss == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A? {=a ~b", "unclosed"),
        ("A? =a ~b}", "stray_brace"),
        ("A? {=a} b }", "stray_brace"),
        ("A {=a} or {=b}?", "two_groups"),
        ("A {1:SA:=x}", "cloze"),
        ("A? {=a ~}", "wrong_number"),
        ("A? { Correct ~a ~b}", "nothing_right"),
        ("A? {=%50%a}", "nothing_accepted"),
        ("A? {#%50%3}", "nothing_right"),
        ("A? {#1,5}", "not_a_number"),
        ("A? {#}", "not_a_number"),
        ("A? {#1..}", "not_a_number"),
        ("A? {#6..5}", "reversed"),
        ("{=a}", "empty"),
        ("A? {=a->b =c->d}", "matching"),
        ("A? {>" + "".join(f"i{number}\n" for number in range(9)) + "}", "wrong_number"),
        ("A? {>" + "9" * 5000 + "}", "wrong_number"),
    ],
)
def test_what_cannot_be_taken_is_left_out_with_the_reason(text: str, code: str) -> None:
    assert refused(text) == code


def test_a_decimal_comma_is_told_how_to_be_written() -> None:
    harvest = read("Pi? {#3,14:0,01}")

    assert "wants a point" in harvest.notes[0].message


def test_wishes_are_granted() -> None:
    assert only("A?{a ~b ~c}", Wishes(polls=True)) == Poll(text="A?", options=("a", "b", "c"))
    assert only("A?{=a =%50%b =%0%c}", Wishes(accept_partial=True)) == Text(text="A?", accepted=("a", "b"))


def test_pairs_become_choices_if_that_is_wished() -> None:
    harvest = read(
        "Eat?{=cat -> fish#yum =dog -> bone =cat -> milk = -> grass}", Wishes(expand_matching=True)
    )

    cat, dog = harvest.questions
    assert cat == Choice(
        text="Eat?\ncat", options=("fish", "bone", "milk", "grass"), right=(0, 2), select=Select.ANY
    )
    assert dog == Choice(text="Eat?\ndog", options=("fish", "bone", "milk", "grass"), right=(1,))
    assert (harvest.read, harvest.with_loss) == (2, 2)


def test_of_many_right_hand_sides_as_many_are_options_as_there_is_room_for() -> None:
    pairs = " ".join(f"={number} -> n{number}" for number in range(12))

    harvest = read(f"Name it.{{{pairs}}}", Wishes(expand_matching=True))

    assert harvest.through == 12
    for number, question in enumerate(harvest.questions):
        assert isinstance(question, Choice)
        assert len(question.options) == 8
        assert question.options[question.right[0]] == f"n{number}"


def test_a_category_or_a_name_begins_a_question_without_a_blank_line() -> None:
    harvest = read("$CATEGORY: A\n::1::x{T}\n::2::y{\n=a\n}\n$CATEGORY: B\n::3::z{F}\nend of it")

    assert [(question.text, question.tags) for question in harvest.questions] == [
        ("x", ("A",)),
        ("y", ("A",)),
        ("z_____\nend of it", ("B",)),
    ]


def test_blank_lines_within_answers_are_read_over() -> None:
    assert only("A?{\n=a\n\n~b\n \n}") == Choice(text="A?", options=("a", "b"), right=(0,))


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("A? {\n=a\n\n::B::b {T}\n\nc {F}", ["b", "c"]),
        ("A? {\n=a\n::B::b {T}", ["b"]),
        ("A? {\n=a\n\n$CATEGORY: X\n\nb {T}", ["b"]),
        ("A? {\n=a\n\nb {T}\n\nc {F}", ["b", "c"]),
        ("A? {\n=a\n\n=b\n\nJust words.\n\nc\nd {F}", ["Just words.", "c\nd"]),
        ("x {T}\n\nA? {\n=a\n\nJust words.", ["x", "Just words."]),
    ],
)
def test_a_brace_that_is_never_closed_takes_no_other_question_with_it(text: str, texts: list[str]) -> None:
    harvest = read(text)

    assert [question.text for question in harvest.questions] == texts
    assert codes(harvest) == [(Level.LEFT_OUT, "unclosed")]


def test_places_are_lines_of_the_file() -> None:
    harvest = read("// head\n\n::First::a{=x ~%50%y}\n\n\nb {\n\nc{T}\nd{\n\n=e\n}\n\nfree words {#x}")

    places = [(note.spot.number, note.name, note.code) for note in harvest.notes]
    assert places == [
        (3, "First", "partial_credit"),
        (6, "b", "unclosed"),
        (8, "c", "two_groups"),
        (14, "free words", "not_a_number"),
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_any_line_end_will_do(ends: str) -> None:
    assert [question.text for question in read(f"a{{{ends}=x{ends}}}{ends}{ends}b{{T}}").questions] == [
        "a",
        "b",
    ]


def test_old_windows_files_are_read() -> None:
    harvest = harvested("gift", "Où? {=là-bas}".encode("cp1252"))

    assert harvest.questions == [Text(text="Où?", accepted=("là-bas",))]
    assert codes(harvest) == [(Level.INFO, "not_utf8")]


@pytest.mark.parametrize("text", ["\n \n", "// only\n// comments\n"])
def test_a_file_without_anything_is_told(text: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(text)

    assert told.value.code == "nothing_found"
