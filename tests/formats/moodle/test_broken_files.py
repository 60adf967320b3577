"""Files that are not what they should be: what is whole in them is read, and the rest is told."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import Open
from tests.formats.moodle.reads import codes, harvest_of, question, quiz
from tests.support.corpus import CORPUS, needs_corpus

FOLDER = CORPUS / "moodle_xml"
FILES = sorted(FOLDER.glob("*.xml")) if FOLDER.is_dir() else []
A, B, C = (question("essay", "", text) for text in ("A?", "B?", "C?"))


def texts(xml: str | bytes) -> list[str]:
    return [one.text for one in harvest_of(xml).questions]


def report(data: bytes) -> None:
    """Read anything; it gives questions or a reason."""
    with suppress(Unreadable):
        harvest = harvest_of(data)
        assert harvest.left_out == len(codes(harvest, Level.LEFT_OUT))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (
            B.replace("<![CDATA[B?]]>", "a < b"),
            "something stands there that cannot, such as a bare “<” or “&”",
        ),
        (B.replace("</name>", ""), "a tag is closed that is not the innermost open one"),
        (B.replace('type="essay"', 'type="essay" type="x"'), "an attribute is there twice"),
        (B.replace("</question>", ""), "the question is not closed before the next one"),
        (B.replace("N</text>", f"N</text>{'<a>' * 60}{'</a>' * 60}"), "elements are nested too deeply"),
        (B.replace("N</text>", f"N</text>{'<a/>' * 20_001}"), "the question has too many parts"),
        (B.replace("B?", "B" * 100_001), "a text of the question is far too long"),
    ],
)
def test_a_broken_question_does_not_take_the_others_with_it(broken: str, reason: str) -> None:
    harvest = harvest_of(quiz(A, broken, C))

    assert [one.text for one in harvest.questions] == ["A?", "C?"]
    assert (harvest.read, harvest.through, harvest.left_out) == (3, 2, 1)
    (note,) = harvest.notes
    assert (note.level, str(note.spot), note.code) == (Level.LEFT_OUT, "line 3", "broken")
    assert note.message.endswith(f": {reason}.")


def test_a_broken_question_has_its_line_and_that_of_the_trouble() -> None:
    harvest = harvest_of(quiz(A, B, C.replace("<text>", "<text>\n\n <", 1), C))

    (note,) = (note for note in harvest.notes if note.level is Level.LEFT_OUT)
    assert (str(note.spot), note.message[:28]) == ("line 4", "The XML is broken at line 6:")
    assert [one.text for one in harvest.questions] == ["A?", "B?", "C?"]


def test_lines_are_counted_through_several_troubles() -> None:
    broken = "<question>\n<\n</question>"

    harvest = harvest_of(quiz(A, broken, B, broken, C))

    assert [str(note.spot) for note in harvest.notes] == ["line 3", "line 7"]


def test_what_stands_between_questions_is_passed_over() -> None:
    assert texts(quiz(A, "some text & more", B, "<other><a/></other>", C, "</quiz>", A)) == [
        "A?",
        "B?",
        "C?",
        "A?",
    ]


def test_a_cut_off_file_gives_what_is_complete() -> None:
    whole = quiz(A, B, C)

    harvest = harvest_of(whole[: whole.index("C?")])

    assert [one.text for one in harvest.questions] == ["A?", "B?"]
    assert (harvest.read, harvest.left_out) == (3, 1)
    assert harvest.notes[0].message == "The XML is broken at line 4: a CDATA section is not closed."


def test_a_file_that_is_cut_off_between_questions_says_so() -> None:
    harvest = harvest_of(quiz(A, B).removesuffix("</quiz>"))

    assert [(note.level, note.message) for note in harvest.notes] == [
        (Level.LOSS, "The XML is broken at line 4: the file ends early.")
    ]
    assert harvest.left_out == 0


def test_several_files_in_one_are_read() -> None:
    assert texts(quiz(A) + "\n" + quiz(B)) == ["A?", "B?"]


def test_a_lone_question_is_read() -> None:
    harvest = harvest_of(A)

    assert harvest.questions == [Open(text="A?")]
    assert not harvest.notes


def test_what_stands_before_the_xml_is_passed_over() -> None:
    assert texts("\n  \n" + quiz(A)) == ["A?"]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<quiz><question", "broken"),
        ("<quiz><question type='essay'>", "broken"),
        ("no xml", "broken"),
        ("<html><body>Hi</body></html>", "not_moodle"),
        ("<quizzes/>", "not_moodle"),
        ("<!DOCTYPE quiz><quiz/>", "dtd"),
        ('<!DOCTYPE q [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>', "dtd"),
        ('<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "dtd"),
        ('<!DOCTYPE q SYSTEM "http://127.0.0.1/x.dtd"><quiz/>', "dtd"),
    ],
)
def test_files_of_which_nothing_can_be_read_say_why(xml: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        harvest_of(xml)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("written", "text", "noted"),
    [
        ("a&nbsp;&rarr; b", "a\u00a0→ b", ["entities"]),
        ("AT&T &lt; R & D", "AT&T < R & D", ["entities"]),
        ("a &zzz; b", "a &zzz; b", ["entities"]),
        ("a&#0;b&#27;c&#233;", "abcé", ["entities"]),
        ("a\x0bb\x1b[2Jc", "a b[2Jc", ["control_character"]),
        ("<![CDATA[a&nbsp;b]]>", "a\u00a0b", []),
        ("<p>Fish &amp; <b>chips</b></p>", "Fish & chips", []),
        ("&lt;p&gt;Fish &amp;amp; chips", "Fish & chips", []),
    ],
)
def test_what_xml_forbids_and_programs_write_is_mended(written: str, text: str, noted: list[str]) -> None:
    inner = f"<questiontext><text>{written}</text></questiontext>"

    harvest = harvest_of(f'<quiz><question type="essay">{inner}</question></quiz>')

    assert [one.text for one in harvest.questions] == [text]
    assert codes(harvest) == noted


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("KOI8-R", "koi8-r"),
        ("ISO-8859-1", "latin-1"),
        ("GB2312", "gb2312"),
        ("Shift_JIS", "shift_jis"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-8", "cp1252"),
        ("punycode", "utf-8"),
        ("nonsense", "utf-8"),
    ],
)
def test_the_encoding_is_the_declared_one_or_the_one_that_fits(declared: str, encoding: str) -> None:
    text = {"cp1251": "Где?", "koi8-r": "Где?", "gb2312": "哪里?", "shift_jis": "どこ?"}.get(encoding, "Où?")
    xml = quiz(question("essay", "", text)).replace("UTF-8", declared, 1)

    assert texts(xml.encode(encoding)) == [text]


def test_a_damaged_byte_spoils_its_own_question_only() -> None:
    data = quiz(question("essay", "", "Где?"), question("essay", "", "Кто?")).encode()
    damaged = data.replace("Кто".encode(), "К\u0442".encode() + b"\xff")

    harvest = harvest_of(damaged)

    assert [one.text for one in harvest.questions] == ["Где?", "Кт\ufffd?"]
    assert codes(harvest) == ["wrong_encoding"]


def test_pictures_in_a_file_may_be_of_any_size() -> None:
    attached = f'<file name="a.png" encoding="base64">{"QUJD" * 100_000}</file>'
    within = f'<img src="data:image/png;base64,{"QUJD" * 100_000}"> A?'

    assert texts(quiz(question("essay", attached), question("essay", "", within))) == ["Q?", "[image] A?"]


def test_depth_costs_nothing() -> None:
    deep = question("essay", "<a>" * 100_000 + "</a>" * 100_000)

    assert texts(quiz(A, deep, B)) == ["A?", "B?"]


def test_a_file_that_is_broken_everywhere_is_given_up() -> None:
    harvest = harvest_of(quiz(A, *["<question><"] * 5000, B))

    assert harvest.notes[-1].message.startswith("The file is broken in too many places; what follows line ")
    assert (harvest.read, harvest.through) == (1002, 1)


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_cut_off_anywhere_give_a_report(path: Path) -> None:
    data = path.read_bytes()

    for end in random.Random(6).sample(range(len(data)), min(len(data), 150)):
        report(data[:end])


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_with_a_flipped_byte_give_a_report(path: Path) -> None:
    chance = random.Random(44)
    data = bytearray(path.read_bytes())

    for place in chance.sample(range(len(data)), min(len(data), 150)):
        before, data[place] = data[place], chance.randrange(256)
        report(bytes(data))
        data[place] = before


PARTS = (
    *(
        "<quiz>",
        "</quiz>",
        "<question type='multichoice'>",
        "<question type='numerical'>",
        "</question>",
        "<question",
    ),
    *(
        "<questiontext>",
        "</questiontext>",
        "<text>",
        "</text>",
        "<answer fraction='100'>",
        "</answer>",
        "<![CDATA[",
    ),
    *(
        "]]>",
        "<!--",
        "-->",
        "<?x",
        "?>",
        "&",
        "&nbsp;",
        "&#x110000;",
        "<",
        ">",
        '"',
        "a",
        "\x00",
        "\x1b",
        "\u202e",
        "1",
    ),
    *(
        "<single>",
        "<tolerance>",
        "<units><unit><unit_name>m",
        "<table>",
        "<pre>",
        "<name>",
        "<tags><tag>",
        "1e999",
    ),
)


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_any_pieces_give_a_report(xml: str) -> None:
    report(xml.encode())
    report(quiz(A, xml, B).encode())


@given(st.binary(max_size=200))
def test_any_bytes_give_a_report(data: bytes) -> None:
    report(data)
    report(b"<quiz>" + data)
