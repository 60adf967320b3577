"""Real GIFT files, with what must come out of them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Ledger, Level
from quizterm.formats.gift.blocks import blocks
from quizterm.formats.gift.grammar import node_of
from quizterm.formats.gift.tree import (
    Broken,
    Choices,
    Essay,
    Item,
    Matching,
    Measure,
    Node,
    Numerical,
    Rich,
    Short,
    Truth,
)
from quizterm.formats.gift.writing import write
from quizterm.quiz.model import Choice, Question, Quiz
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.damage import flipped, harvested, survives, truncated

FOLDER = CORPUS / "gift"

EXPECTED: dict[str, tuple[int, str, str]] = {
    "ethan-ou_error/addedLineBreak.gift": (1, "text", ""),
    "ethan-ou_error/emptyLines.gift": (2, "one", "matching"),
    "ethan-ou_error/missingCurly.gift": (1, "", "unclosed"),
    "ethan-ou_error/missingTitleColon.gift": (1, "one", ""),
    "ethan-ou_error/unescapedCharacters.gift": (1, "one", ""),
    "moodle_ordering_testexport.gift.txt": (1, "order", ""),
    "moodle_questions.gift.txt": (9, "open one all numeric text true_false*3", "matching"),
    "mtommasi/match.gift": (1, "", "matching"),
    "mtommasi/multiple.gift": (1, "all", ""),
    "mtommasi/numerical.gift": (4, "numeric*4", ""),
    "mtommasi/short.gift": (4, "text*4", ""),
    "mtommasi/single.gift": (4, "one*3 text", ""),
    "mtommasi/trueFalse.gift": (3, "true_false*3", ""),
    "rgiftparser_test.gift": (39, "one*27 any all*11", ""),
    "rgmf_test10.txt": (10, "all one numeric true_false*2 text*3 slide", "two_groups"),
    "rgmf_test4.txt": (30, "one*26 text*4", ""),
    "stuart_GIFT-examples.txt": (8, "true_false one text numeric*3 open", "matching"),
    "yohanesgultom_example.gift": (2, "one", "matching"),
    "fuhrmanator/category1.gift": (0, "", ""),
    "fuhrmanator/description1.gift": (2, "slide true_false", ""),
    "fuhrmanator/descriptionWithID.gift": (2, "slide true_false", ""),
    "fuhrmanator/escapeColon.gift": (1, "any", ""),
    "fuhrmanator/escapeEquals.gift": (1, "one", ""),
    "fuhrmanator/essay1.gift": (1, "open", ""),
    "fuhrmanator/giftFormatPhpExamples.gift": (10, "one*4 true_false text*2 numeric*2", "matching"),
    "fuhrmanator/mc1.gift": (1, "one", ""),
    "fuhrmanator/mc2.gift": (1, "one", ""),
    "fuhrmanator/mc4.gift": (1, "one", ""),
    "fuhrmanator/multiLineFeedback1.gift": (2, "one*2", ""),
    "fuhrmanator/shortAnswer1.gift": (2, "text*2", ""),
    "fuhrmanator/shortAnswer2.gift": (2, "text*2", ""),
    "fuhrmanator/shortFirstEmbedded.gift": (2, "text*2", ""),
    "fuhrmanator/shortFirstEmbeddedUnderline.gift": (2, "text*2", ""),
    "fuhrmanator/tag_id.gift": (1, "open", ""),
    "fuhrmanator/tag_two_tags.gift": (1, "open", ""),
    "fuhrmanator/tf1.gift": (1, "true_false", ""),
    "fuhrmanator/tf1_html.gift": (1, "true_false", ""),
    "fuhrmanator/tf1_markdown.gift": (1, "true_false", ""),
    "fuhrmanator/totara_moodle_essay.gift": (1, "open", ""),
    "fuhrmanator/totara_moodle_multichoice.gift": (1, "one", ""),
    "fuhrmanator/totara_moodle_pre_content.gift": (1, "open", ""),
    "fuhrmanator/totara_moodle_shortanswer.gift": (1, "text", ""),
    "fuhrmanator/totara_moodle_truefalse.gift": (1, "true_false", ""),
    "fuhrmanator/totara_moodle_truefalse_true_answer1.gift": (1, "true_false", ""),
}
"""How many are read, of which kinds they are (choices: how many may be picked), why others are left out."""


def counted(names: Iterator[str]) -> str:
    return " ".join(f"{name}*{count}" if count > 1 else name for name, count in Counter(names).items())


def kind_of(question: Question) -> str:
    return question.select.value if isinstance(question, Choice) else question.kind.value


@needs_corpus
def test_every_file_of_the_corpus_is_expected() -> None:
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in (".gift", ".txt")}

    assert there == set(EXPECTED)


@needs_corpus
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_file_gives_its_questions(name: str) -> None:
    read, kinds, left_out = EXPECTED[name]

    harvest = harvested("gift", (FOLDER / name).read_bytes())

    assert harvest.read == read
    assert Counter(counted(map(kind_of, harvest.questions)).split()) == Counter(kinds.split())
    reasons = (note.code for note in harvest.notes if note.level is Level.LEFT_OUT)
    assert counted(reasons) == left_out


@needs_corpus
def test_the_kinds_of_moodle_are_told_apart() -> None:
    text = (FOLDER / "rgiftparser_test.gift").read_text(encoding="utf-8")
    found = list(blocks(text))

    answers = [node_of(block).answers for block in found if block.category is None]

    choices = [one for one in answers if isinstance(one, Choices)]
    assert len(found) - len(answers) == 7
    assert [sum(one.radio for one in choices), sum(not one.radio for one in choices)] == [28, 11]


@needs_corpus
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_file_is_the_same_after_writing_and_reading(name: str) -> None:
    harvest = harvested("gift", (FOLDER / name).read_bytes())
    ledger = Ledger()

    written = write(Quiz(title="T", questions=tuple(harvest.questions)), ledger, Manner())

    assert ledger.through == ledger.read == harvest.through
    assert not ledger.with_loss
    if harvest.questions:
        assert harvested("gift", written).questions == harvest.questions


@needs_corpus
@pytest.mark.parametrize("name", EXPECTED)
def test_a_damaged_real_file_is_reported_and_never_a_crash(name: str) -> None:
    data = (FOLDER / name).read_bytes()

    for damaged in (*truncated(data, 60), *flipped(data, 60)):
        survives("gift", damaged)


def trees() -> list[str]:
    return sorted(path.name for path in (FOLDER / "fuhrmanator").glob("*.expected.json"))


@needs_corpus
@pytest.mark.parametrize("name", trees())
def test_the_syntax_trees_of_others_agree(name: str) -> None:
    path = FOLDER / "fuhrmanator" / name
    expected = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_name(name.replace(".expected.json", ".gift")).read_text(encoding="utf-8")

    found = list(blocks(text))

    assert len(found) == len(expected)
    for block, tree in zip(found, expected, strict=True):
        if tree["type"] == "Category":
            assert block.category == tree["title"]
        else:
            _compare(node_of(block), tree)


def _compare(node: Node, tree: dict[str, Any]) -> None:
    assert node.title == (tree["title"] or "")
    assert (node.id, node.tags) == (tree["id"] or "", tree["tags"] or [])
    assert node.gap == tree["hasEmbeddedAnswers"]
    _same_text(node.stem, tree["stem"])
    _same_text(node.general, tree.get("globalFeedback"))
    match node.answers:
        case None:
            assert tree["type"] == "Description"
        case Essay():
            assert tree["type"] == "Essay"
        case Choices(items, _):
            assert tree["type"] == "MC"
            _same_items(items, tree["choices"], by_mark=True)
        case Short(items):
            assert tree["type"] == "Short"
            _same_items(items, tree["choices"], by_mark=False)
        case Truth(right, _, first, second):
            assert (tree["type"], tree["isTrue"]) == ("TF", right)
            _same_text(first, tree["trueFeedback"])
            _same_text(second, tree["falseFeedback"])
        case Numerical(measures, _):
            assert tree["type"] == "Numerical"
            _same_measures(measures, tree["choices"])
        case Matching(pairs, _):
            assert tree["type"] == "Matching"
            assert [pair.right for pair in pairs] == [pair["subanswer"] for pair in tree["matchPairs"]]
            for pair, expected in zip(pairs, tree["matchPairs"], strict=True):
                _same_text(pair.left, expected["subquestion"])
        case _:
            pytest.fail(f"{node.answers} is in no tree")


def _same_items(items: list[Item], expected: list[dict[str, Any]], *, by_mark: bool) -> None:
    assert len(items) == len(expected)
    for item, other in zip(items, expected, strict=True):
        default = 100 if other["isCorrect"] or not by_mark else 0
        assert item.weight == (default if other["weight"] is None else other["weight"])
        _same_text(item.text, other["text"])
        _same_text(item.feedback, other["feedback"])


def _same_measures(measures: list[Measure], expected: Any) -> None:
    wanted = [expected] if isinstance(expected, dict) else [one["text"] for one in expected]
    assert [(one.low, one.high) for one in measures] == [
        (one["number"] - one["range"], one["number"] + one["range"]) for one in wanted
    ]
    if isinstance(expected, list):
        for measure, other in zip(measures, expected, strict=True):
            assert measure.weight == (other["weight"] or 100)
            _same_text(measure.feedback, other["feedback"])


def _same_text(rich: Rich | None, expected: dict[str, str] | None) -> None:
    """Compare but for line ends, which are spaces in the trees, and the space that they put after a gap."""
    assert (rich is None) == (expected is None)
    if rich is not None and expected is not None:
        assert rich.format == expected["format"]
        assert _folded(rich.text) == _folded(expected["text"])


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("_____ .", "_____.")


@needs_corpus
def test_a_broken_question_is_told_by_its_place() -> None:
    block = next(blocks((FOLDER / "ethan-ou_error" / "missingCurly.gift").read_text(encoding="utf-8")))

    with pytest.raises(Broken, match="never closed"):
        node_of(block)
