"""What becomes of the words, marks and pictures around the questions of Moodle files."""

import pytest

from quizterm.formats.exchange.ledger import Level
from quizterm.quiz.model import Choice, Open, TrueFalse
from quizterm.text import OPTION_LIMIT
from tests.formats.moodle.reads import answers, codes, harvest_of, question, quiz


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
