"""What becomes of each thing that Moodle files hold."""

import pytest

from quizterm.formats.exchange.harvest import Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Select, Slide, Text, TrueFalse
from quizterm.text import OPTION_LIMIT
from tests.formats.moodle.reads import answers, codes, harvest_of, question, quiz

FOUR = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("weights", "single", "right", "select", "noted"),
    [
        pytest.param((100, 0, 0, 0), "true", (0,), Select.ONE, [], id="one"),
        pytest.param((0, 100, 100, 0), "true", (1, 2), Select.ANY, [], id="any"),
        pytest.param((50, 50, 0, 0), "false", (0, 1), Select.ALL, [], id="all"),
        pytest.param((100, 0, 0, 0), "0", (0,), Select.ALL, [], id="all-of-one"),
        pytest.param((50, 50, 0, 0), "", (0, 1), Select.ALL, [], id="empty-is-several"),
        pytest.param((33.33333, 33.33333, 33.33333, 0), "false", (0, 1, 2), Select.ALL, [], id="thirds"),
        pytest.param((50, 50, -50, -50), "false", (0, 1), Select.ALL, [], id="our-own-penalties"),
        pytest.param(
            (50, 50, -100, -100), "false", (0, 1), Select.ALL, ["penalties_dropped"], id="penalties"
        ),
        pytest.param((100, -25, 0, 0), "true", (0,), Select.ONE, ["penalties_dropped"], id="penalty-of-one"),
        pytest.param((100, 50, 0, 0), "true", (0,), Select.ONE, ["partial_credit"], id="partly-right"),
        pytest.param((80, 0, 0, 0), "true", (0,), Select.ONE, ["partial_credit"], id="best-of-none"),
        pytest.param((60, 40, 0, 0), "true", (0, 1), Select.ALL, ["unequal_shares"], id="shares-of-radio"),
        pytest.param((100, 50, 0, 0), "false", (0, 1), Select.ALL, ["unequal_shares"], id="more-than-all"),
        pytest.param((75, 25, 0, 0), "false", (0, 1), Select.ALL, ["unequal_shares"], id="unequal"),
    ],
)
def test_weights_tell_what_is_right(
    weights: tuple[float, ...], single: str, right: tuple[int, ...], select: Select, noted: list[str]
) -> None:
    inner = f"<single>{single}</single>" + answers(**dict(zip(FOUR, weights, strict=True)))

    harvest = harvest_of(quiz(question("multichoice", inner)))

    assert harvest.questions == [Choice(text="Q?", options=FOUR, right=right, select=select)]
    assert codes(harvest) == noted


def test_a_choice_of_which_nothing_is_right_is_left_out_or_a_poll() -> None:
    xml = quiz(question("multichoice", answers(a=0, b=0)))

    assert codes(harvest_of(xml)) == ["nothing_right"]
    assert harvest_of(xml, Wishes(polls=True)).questions == [Poll(text="Q?", options=("a", "b"))]


def test_a_choice_without_marks_in_which_everything_counts_is_a_poll() -> None:
    marks = "<defaultgrade>0</defaultgrade>"

    harvest = harvest_of(quiz(question("multichoice", marks + answers(a=100, b=100))))

    assert harvest.questions == [Poll(text="Q?", options=("a", "b"))]


def test_options_are_shuffled_unless_they_speak_of_each_other() -> None:
    shuffled = "<shuffleanswers>true</shuffleanswers>"
    kept = "<shuffleanswers>0</shuffleanswers>"

    harvest = harvest_of(
        quiz(
            question("multichoice", shuffled + answers(a=100, b=0)),
            question("multichoice", kept + answers(a=100, b=0)),
            question("multichoice", shuffled + answers(a=0, b=0, All_of_the_above=100)),
            question("multichoice", shuffled + answers(a=0, b=0, Keine_der_genannten_Antworten=100)),
        )
    )

    assert [one.shuffle for one in harvest.questions if isinstance(one, Choice)] == [
        True,
        False,
        False,
        False,
    ]
    assert codes(harvest) == ["not_shuffled", "not_shuffled"]


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (("true", "false"), True),
        (("True", "FALSE"), True),
        (("Prawda", "Fałsz"), True),
        (("false", "true"), False),
    ],
)
def test_true_and_false_are_known_in_any_case_and_by_their_place(texts: tuple[str, str], right: bool) -> None:
    inner = answers(**{texts[0]: 100, texts[1]: 0})

    assert harvest_of(quiz(question("truefalse", inner))).questions == [TrueFalse(text="Q?", right=right)]


def test_a_statement_that_is_neither_is_left_out() -> None:
    harvest = harvest_of(quiz(question("truefalse", answers(true=0, false=0))))

    assert codes(harvest, Level.LEFT_OUT) == ["nothing_right"]


def test_typed_words_are_those_with_all_marks() -> None:
    inner = "<usecase>1</usecase>" + answers(Oslo=100, Christiania=100, Bergen=40, Rome=0, **{"*": 0})

    harvest = harvest_of(quiz(question("shortanswer", inner)))

    assert harvest.questions == [Text(text="Q?", accepted=("Oslo", "Christiania"), match_case=True)]
    assert codes(harvest) == ["partial_credit"]


@pytest.mark.parametrize(
    ("written", "accepted", "noted"),
    [
        (r"5 \* 3", ("5 * 3",), []),
        ("*Oslo*", ("Oslo",), ["wildcard"]),
        ("Os*lo", (), ["wildcard", "nothing_accepted"]),
        ("a  b", ("a  b",), []),
        ("\n  Oslo\n", ("Oslo",), []),
    ],
)
def test_stars_stand_for_anything_unless_they_are_escaped(
    written: str, accepted: tuple[str, ...], noted: list[str]
) -> None:
    harvest = harvest_of(quiz(question("shortanswer", answers(**{written: 100}))))

    assert [one.accepted for one in harvest.questions if isinstance(one, Text)] == [accepted] * bool(accepted)
    assert codes(harvest) == noted


def number(value: str, tolerance: str = "", weight: float = 100) -> str:
    tolerated = f"<tolerance>{tolerance}</tolerance>" if tolerance else ""
    return f'<answer fraction="{weight}"><text>{value}</text>{tolerated}</answer>'


@pytest.mark.parametrize(
    ("inner", "low", "high", "noted"),
    [
        (number("5"), 5, 5, []),
        (number("0.3", "0.1"), 0.2, 0.4, []),
        (number("-3,5", "0,5"), -4, -3, []),
        (number("1e-05", "1E-06"), 0.000009, 0.000011, []),
        (number("7", "0") + number("*", "0", 0), 7, 7, []),
        (number("7", "1") + number("7", "3", 50), 6, 8, ["partial_credit"]),
        (number("7", "3", 50) + number("7", "1"), 6, 8, ["partial_credit"]),
        (number("7", "1") + number("9", "1"), 6, 8, ["several_ranges"]),
        (number("7", "1", 90), 6, 8, ["partial_credit"]),
        (number("7") + number("many"), 7, 7, ["no_number"]),
    ],
)
def test_numbers_have_tolerances(inner: str, low: float, high: float, noted: list[str]) -> None:
    harvest = harvest_of(quiz(question("numerical", inner)))

    assert harvest.questions == [Numeric(text="Q?", low=low, high=high)]
    assert codes(harvest) == noted


def test_several_exact_numbers_are_typed_as_words() -> None:
    harvest = harvest_of(quiz(question("numerical", number("7") + number("-7"))))

    assert harvest.questions == [Text(text="Q?", accepted=("7", "-7"))]


def test_what_is_no_number_at_all_is_left_out() -> None:
    harvest = harvest_of(quiz(question("numerical", number("x")), question("numerical", number("9" * 5000))))

    assert codes(harvest, Level.LEFT_OUT) == ["nothing_right", "nothing_right"]


def test_the_unit_is_the_one_that_multiplies_by_one() -> None:
    units = (
        "<units><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit>"
        "<unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
    )

    harvest = harvest_of(quiz(question("numerical", number("5") + units)))

    assert harvest.questions == [Numeric(text="Q?", low=5, high=5, unit="m")]
    assert codes(harvest) == ["several_units"]


def test_items_are_ordered_by_their_places() -> None:
    in_places = harvest_of(quiz(question("ordering", answers(c="3.0000000", a="1.0000000", b="2.0000000"))))
    in_file = harvest_of(quiz(question("ordering", answers(c=0, a=0, b=0))))

    assert in_places.questions == [Order(text="Q?", items=("a", "b", "c"))]
    assert in_file.questions == [Order(text="Q?", items=("c", "a", "b"))]


def test_essays_are_open_and_descriptions_are_slides() -> None:
    feedback = "<generalfeedback><text>Because.</text></generalfeedback>"

    harvest = harvest_of(quiz(question("essay", feedback), question("description", "")))

    assert harvest.questions == [Open(text="Q?", explanation="Because."), Slide(text="Q?")]


@pytest.mark.parametrize(
    "kind", ["cloze", "multianswer", "calculated", "gapselect", "ddwtos", "randomsamatch", "order", "new"]
)
def test_other_types_are_left_out_by_name(kind: str) -> None:
    harvest = harvest_of(quiz(question(kind, "")))

    (note,) = harvest.notes
    assert (note.level, note.name, str(note.spot)) == (Level.LEFT_OUT, "N", "line 2")
    assert note.message == f"Questions of type “{kind}” cannot be played here."


def pairs(*sides: tuple[str, str]) -> str:
    return "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in sides
    )


def test_pairs_are_left_out_with_their_count() -> None:
    harvest = harvest_of(quiz(question("matching", pairs(("a", "1"), ("b", "2"), ("", "3")))))

    assert [note.message for note in harvest.notes] == [
        "It is a matching question of 2 pairs; say --expand-matching to make a choice of each."
    ]


def test_pairs_that_become_choices_offer_eight_things_at_most() -> None:
    many = tuple((f"left {place}", f"right {place}") for place in range(10))

    harvest = harvest_of(quiz(question("match", pairs(*many))), Wishes(expand_matching=True))

    choices = [one for one in harvest.questions if isinstance(one, Choice)]
    assert [one.options[one.right[0]] for one in choices] == [right for _, right in many]
    assert {len(one.options) for one in choices} == {8}
    assert (harvest.read, harvest.through, harvest.with_loss) == (10, 10, 10)
    assert [note.name for note in harvest.notes][::9] == ["N (1 of 10)", "N (10 of 10)"]


@pytest.mark.parametrize(
    ("format", "written", "text"),
    [
        ("html", "a\nb &lt; <b>c</b>", "a b < c"),
        ("moodle_auto_format", "a\nb <b>c</b>", "a\nb c"),
        ("plain_text", "a\nb <b>c</b> &lt;", "a\nb <b>c</b> &lt;"),
        ("markdown", "a\n**b** <b>", "a\n**b** <b>"),
        ("wiki_like", "a<br>b", "a\nb"),
        ("0", "a\nb", "a\nb"),
        ("", "a<br>b", "a\nb"),
    ],
)
def test_texts_have_formats(format: str, written: str, text: str) -> None:
    assert harvest_of(quiz(question("essay", "", written, format))).questions == [Open(text=text)]


def test_answers_have_the_format_of_the_question_unless_they_say_theirs() -> None:
    inner = (
        '<answer fraction="100"><text>&lt;p&gt;a</text></answer>'
        '<answer fraction="0" format="html"><text>&lt;p&gt;b</text></answer>'
    )

    (found,) = harvest_of(quiz(question("multichoice", inner, format="plain_text"))).questions

    assert isinstance(found, Choice)
    assert found.options == ("<p>a", "b")


def test_explanations_come_from_the_question_and_from_what_is_right() -> None:
    inner = (
        "<generalfeedback><text>General.</text></generalfeedback>"
        '<answer fraction="100"><text>a</text><feedback><text>&lt;p&gt;Well done.</text></feedback></answer>'
        '<answer fraction="0"><text>b</text><feedback><text>No.</text></feedback></answer>'
    )

    harvest = harvest_of(quiz(question("multichoice", inner)))

    assert [one.explanation for one in harvest.questions] == ["General.\nWell done."]
    assert codes(harvest) == ["feedback_dropped"]


@pytest.mark.parametrize(
    ("mark", "points", "noted"),
    [("2.5", 2500, []), ("0", 0, []), ("x", 1000, []), ("-1", 1000, []), ("50", 10000, ["points_changed"])],
)
def test_marks_are_points(mark: str, points: int, noted: list[str]) -> None:
    inner = f"<defaultgrade>{mark}</defaultgrade>" + answers(true=100, false=0)

    harvest = harvest_of(quiz(question("truefalse", inner)))

    assert harvest.questions == [TrueFalse(text="Q?", right=True, points=points)]
    assert codes(harvest) == noted


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("$course$/top/A/B", "A/B"),
        ("$course$/A", "A"),
        ("$module$/top/ A  b /C", "A b/C"),
        ("top/A//B", "A/B"),
        ("A", "A"),
        ("top/Default for the course of Ms Smith/Chapter one", "Chapter one"),
    ],
)
def test_categories_are_tags_of_what_follows(path: str, tag: str) -> None:
    category = f'<question type="category"><category><text>{path}</text></category></question>'
    tagged = question("essay", "<tags><tag><text>t</text></tag></tags>")

    harvest = harvest_of(quiz(question("essay", ""), category, tagged))

    assert [one.tags for one in harvest.questions] == [(), ("t", tag)]
    assert harvest.read == 2


def test_a_program_is_the_block_of_code() -> None:
    text = '<p>What?</p><pre><code class="language-python">x = 1\n  y &lt; 2\n</code></pre><p>Now?</p>'

    (found,) = harvest_of(quiz(question("essay", "", text))).questions

    assert found.code is not None
    assert (found.text, found.code.text, found.code.language) == ("What?\nNow?", "x = 1\n  y < 2", "python")


def test_a_text_that_is_all_preformatted_is_the_question() -> None:
    (found,) = harvest_of(quiz(question("essay", "", "<pre>What?</pre>"))).questions

    assert (found.text, found.code) == ("What?", None)


def test_a_long_table_moves_into_the_block() -> None:
    rows = "".join(f"<tr><td>row {number}</td><td>{'x' * 20}</td></tr>" for number in range(30))

    harvest = harvest_of(quiz(question("essay", "", f"<p>Which?</p><table>{rows}</table>")))

    (found,) = harvest.questions
    assert found.code is not None
    assert found.text == "Which?"
    assert found.code.text.count("\n") == 29
    assert codes(harvest) == []


def test_of_a_long_text_the_sentence_that_asks_is_the_question() -> None:
    story = "Once upon a time there was a king. " * 30

    harvest = harvest_of(quiz(question("essay", "", f"{story}Who was there? Say it in a word.")))

    (found,) = harvest.questions
    assert found.code is not None
    assert found.text == "Who was there?"
    assert " ".join(found.code.text.split()) == f"{story}Say it in a word."
    assert codes(harvest, Level.LOSS) == ["long_text"]


def test_long_options_stand_in_full_in_the_block() -> None:
    long = "It is what happens when " + "a word is said again and " * 10 + "again"
    inner = "<shuffleanswers>1</shuffleanswers>" + answers(**{long: 100, "b": 0})

    harvest = harvest_of(quiz(question("multichoice", inner, "Q?<pre>code</pre>")))

    (found,) = harvest.questions
    assert isinstance(found, Choice)
    assert found.code is not None
    assert (len(found.options[0]), found.options[0][-4:], found.options[1]) == (OPTION_LIMIT - 1, "and…", "b")
    assert " ".join(found.code.text.split()) == f"code • {long}"
    assert codes(harvest, Level.LOSS) == ["long_options"]


def test_long_options_that_begin_alike_cannot_be_shortened() -> None:
    inner = answers(**{"word " * 60 + "a": 100, "word " * 60 + "b": 0})

    assert codes(harvest_of(quiz(question("multichoice", inner))), Level.LEFT_OUT) == ["bad_text"]


def test_a_text_that_fits_nowhere_is_left_out() -> None:
    harvest = harvest_of(quiz(question("essay", "", "word " * 2000), question("essay", "")))

    assert codes(harvest, Level.LEFT_OUT) == ["bad_text"]
    assert (harvest.read, harvest.through) == (2, 1)


def test_pictures_are_named_and_noted_once() -> None:
    inner = (
        '<answer fraction="100"><text>&lt;img alt="b"&gt;</text></answer>'
        '<answer fraction="0"><text>c</text><file name="c.png" encoding="base64">QUJD</file></answer>'
    )

    harvest = harvest_of(quiz(question("multichoice", inner, '<img src="@@PLUGINFILE@@/a.png">')))

    assert [note.message for note in harvest.notes] == [
        "It has 2 pictures or sounds, not shown but named: a.png, b."
    ]
    assert [one.text for one in harvest.questions] == ["[image: a.png]"]


def test_pictures_of_old_files_are_named() -> None:
    inner = "<image>quiz/cat.jpg</image><image_base64>QUJD</image_base64>"

    harvest = harvest_of(quiz(question("essay", inner)))

    assert [one.text for one in harvest.questions] == ["Q?\n[image: cat.jpg]"]
    assert codes(harvest) == ["image"]


def test_a_question_without_a_text_asks_its_name() -> None:
    harvest = harvest_of(quiz(question("essay", "", "")))

    assert harvest.questions == [Open(text="N")]
    assert codes(harvest) == ["name_as_text"]


def test_of_repeated_elements_the_first_that_says_something_counts() -> None:
    text = "<questiontext><text></text></questiontext><questiontext><text>B?</text></questiontext>"

    harvest = harvest_of(f'<quiz><question type="essay">{text}</question></quiz>')

    assert harvest.questions == [Open(text="B?")]


def test_hints_are_noted_for_the_file() -> None:
    hint = "<hint><text>Think.</text></hint>"

    harvest = harvest_of(quiz(question("essay", hint), question("essay", hint)))

    assert [note.message for note in harvest.notes] == ["The hints of 2 questions are not kept."]
