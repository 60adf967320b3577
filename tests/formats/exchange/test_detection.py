"""The format of a file is told from what is in it."""

import gzip
import io
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizterm.formats.exchange.detection import detect
from quizterm.formats.exchange.source import Source, Unreadable
from tests.support.corpus import CORPUS, needs_corpus

FOLDERS = {
    "gift": "gift",
    "aiken": "aiken",
    "moodle_xml": "moodle",
    "kahoot": "kahoot",
    "quizizz": "kahoot",
    "opentdb": "opentdb",
    "rahoot": "rahoot",
}
FILES = sorted(
    path
    for folder in FOLDERS
    for path in (CORPUS / folder).rglob("*")
    if path.is_file() and not path.name.endswith(".expected.json")
)


def format_of(data: bytes | str, name: str = "quiz") -> str:
    return detect(Source(name, data.encode() if isinstance(data, str) else data)).name


def refusal(data: bytes | str, name: str = "quiz") -> str:
    with pytest.raises(Unreadable) as caught:
        format_of(data, name)
    assert caught.value.code == "unknown_format"
    assert "--format" in caught.value.message
    return caught.value.message


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_every_file_of_the_corpus_is_known_by_its_content_alone(path: Path) -> None:
    expected = "csv" if path.suffix == ".csv" else FOLDERS[path.relative_to(CORPUS).parts[0]]

    for name in ("quiz", "quiz.bin", path.name):
        assert format_of(path.read_bytes(), name) == expected


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_a_truncated_file_is_known_or_refused(path: Path) -> None:
    data = path.read_bytes()
    for end in range(1, len(data), max(len(data) // 60, 1)):
        _is_known_or_refused(data[:end])


@given(st.binary(max_size=300))
def test_any_bytes_are_known_or_refused(data: bytes) -> None:
    _is_known_or_refused(data)
    _is_known_or_refused(b"PK\x03\x04" + data)
    _is_known_or_refused(b"\x1f\x8b" + data)


def _is_known_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        detect(Source("quiz", data))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# mine\nquizterm: 1\ntitle: {a}\n", "quizterm", id="our-yaml"),
        pytest.param("---\nquizterm : 1\n", "quizterm", id="our-yaml-with-a-document-mark"),
        pytest.param('\n {"quizterm": 1, "questions": []}', "json", id="our-json"),
        pytest.param('{"title": "T", "questions": [], "quizterm": 1}', "json", id="our-json-marked-late"),
        pytest.param('[{"question": "Q", "correct_answer": "A"}]', "opentdb", id="bare-list-of-opentdb"),
        pytest.param('{"response_code": 4}', "opentdb", id="opentdb-without-results"),
        pytest.param('{"questions": [{"question": "Q", "answers": ["a"]}]}', "rahoot", id="typed-rahoot"),
        pytest.param('{"questions": [{"type": "ABCD", "answers": []}]}', "classquiz", id="unpacked-cqa"),
        pytest.param("{ =Asia } is a continent.", "gift", id="gift-that-begins-with-a-brace"),
        pytest.param("[html]<p>True?</p> {T}", "gift", id="gift-that-begins-with-a-bracket"),
        pytest.param("<p>True?</p> {T}", "gift", id="gift-that-begins-with-a-tag"),
        pytest.param("What is {x}?\nA) a set\nB) a dict\nANSWER: A", "aiken", id="aiken-with-braces"),
        pytest.param("<html> is\nA. a tag\nB. a fish\nAnswer: A", "aiken", id="aiken-with-a-tag"),
        pytest.param("<?xml version='1.0'?><!-- a > b -->\n<quiz/>", "moodle", id="moodle-with-a-comment"),
        pytest.param("<question type='essay'/>", "moodle", id="one-question-of-moodle"),
        pytest.param("<!DOCTYPE q [<!ENTITY a 'b'>]><quiz>", "moodle", id="moodle-with-a-doctype"),
        pytest.param(
            "Question,Answer 1,Answer 2,Correct\nWhat is {x}?,a,b,1\n", "csv", id="sheet-with-braces"
        ),
        *(
            pytest.param(
                f'Question,Answer 1,Answer 2,Correct\n"What is this?\n{mark}",a,b,1\n',
                "csv",
                id=f"sheet-with-{of}",
            )
            for mark, of in (
                ("::", "a-mark-of-gift"),
                ("quizterm: 1", "a-line-of-ours"),
                ("A) x\nANSWER: A", "aiken"),
            )
        ),
        pytest.param("Frage;A;B;Richtig\nWas?;x;y;1\nWo?;x;y;2\n", "csv", id="sheet-in-another-language"),
        pytest.param("1\tWho?\tme\tyou\t20\t1\n2\tWhy?\tso\tno\t20\t1\n", "csv", id="sheet-without-header"),
    ],
)
def test_a_text_is_known_by_its_marks_whatever_its_name(text: str, expected: str) -> None:
    for name in ("quiz", "quiz.txt", "quiz.xlsx", "quiz.json"):
        assert format_of(text, name) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_marks_are_found_in_every_encoding(encoding: str) -> None:
    assert format_of("Où ?\nA) là\nB) ici\nANSWER: A\n".encode(encoding)) == "aiken"
    assert format_of("Question;Réponse;Answer;Correct\nQ;a;b;1\n".encode(encoding)) == "csv"
    assert format_of("é vrai ? {T}".encode(encoding)) == "gift"


def test_the_name_counts_where_the_content_leaves_it_open() -> None:
    assert format_of("title: T\nquestions: []\n", "quiz.yml") == "quizterm"
    assert format_of("Only a description.", "quiz.gift") == "gift"
    assert format_of("a,b,{c}\nd,e,f\n", "quiz.csv") == "csv"
    assert format_of("Frage;Antwort\nWas?;Das\n", "quiz.csv") == "csv"


def test_marks_may_come_late() -> None:
    assert format_of("// nothing yet\n" * 10_000 + "True? {T}") == "gift"


def _zipped(*names: str, content: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["imsmanifest.xml"], "QTI"),
        (["h5p.json", "content/content.json"], "H5P"),
        (["[Content_Types].xml", "word/document.xml"], "Word document"),
        (["xl/workbook.bin"], "save it as .xlsx"),
        (["moodle_backup.xml"], "GIFT or Moodle XML"),
        (["quizzes/kahoot.xlsx", "xl/workbook.xml"], "unpack"),
        (["readme"], "no workbook"),
        ([], "no workbook"),
    ],
)
def test_a_package_that_is_no_workbook_is_called_by_its_name(names: list[str], said: str) -> None:
    assert said in refusal(_zipped(*names), "quiz.xlsx")


def test_a_spreadsheet_of_open_office_is_called_by_its_name() -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"

    assert "save it as .xlsx" in refusal(_zipped("mimetype", "content.xml", content=kind))


def test_a_packed_backup_is_no_classquiz_export() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("moodle_backup.xml"))

    assert "Moodle backup" in refusal(packed.getvalue())
    assert format_of(gzip.compress(b"{}"), "quiz.zip") == "classquiz"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .xlsx"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1 A) B) ANSWER: A}", "Rich Text"),
        (b"<questestinterop xmlns='x'>", "QTI"),
        (b"<qti:assessmentItem>", "QTI"),
        (b"<!DOCTYPE HTML><p>{a}", "web page"),
        (b"<rss><channel/></rss>", "“<rss>”"),
        (b'{"quizType": "x", "choices": []}', "“quizType”"),
        (bytes(range(1, 200)), "no text"),
        (b"Dear all,\nhere is my quiz.", "ANSWER: B"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_an_empty_file_is_said_to_be_empty() -> None:
    with pytest.raises(Unreadable, match="empty"):
        format_of(" \n")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "scrap", ["<!---->", "<?a?>", "A) x\n", " ", "\n", '{"', "::", "<!", "[", ",", "ANSWER"]
)
def test_a_large_file_of_one_scrap_is_settled_soon(scrap: str) -> None:
    _is_known_or_refused((scrap * (8_000_000 // len(scrap))).encode())
