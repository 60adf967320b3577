"""Every real Moodle file gives what its index promises."""

from collections import Counter

import pytest

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.harvest import Harvest, Wishes
from quizterm.formats.exchange.ledger import Ledger
from quizterm.formats.exchange.source import Source
from quizterm.formats.moodle.reading import read
from quizterm.formats.moodle.writing import write
from quizterm.quiz.model import Choice, Numeric, Quiz, Select, Text, TrueFalse
from tests.support.corpus import CORPUS, needs_corpus

FOLDER = CORPUS / "moodle_xml"

PLAIN = Wishes()
EXPECTED = {
    "amc2moodle_bank.xml": (13, "choice 5, numeric 4, open 1, slide 1", 2),
    "moodle_multianswer.xml": (1, "", 1),
    "moodle_multichoice.xml": (1, "choice 1", 0),
    "moodle_nested_categories_with_questions.xml": (5, "open 1, true_false 4", 0),
    "moodle_testquestion_match.xml": (1, "", 1),
    "moodle_testquestion_shortanswer.xml": (1, "text 1", 0),
    "moodle_testquestion_truefalse.xml": (1, "true_false 1", 0),
    "qas_numerical.xml": (1, "numeric 1", 0),
    "sonsoleslp_moodle.xml": (11, "choice 3, numeric 1, open 1, slide 1, text 1, true_false 1", 3),
}

pytestmark = needs_corpus


def harvest_of(name: str, wishes: Wishes = PLAIN) -> Harvest:
    harvest = Harvest(wishes=wishes)
    read(Source.of_file(FOLDER / name), harvest)
    return harvest


@pytest.mark.parametrize("name", EXPECTED)
def test_every_file_gives_its_questions(name: str) -> None:
    questions, kinds, left_out = EXPECTED[name]

    harvest = harvest_of(name)

    counted = Counter(question.kind.value for question in harvest.questions)
    assert ", ".join(f"{kind} {count}" for kind, count in sorted(counted.items())) == kinds
    assert (harvest.read, harvest.left_out) == (questions, left_out)


def test_no_file_is_forgotten_here() -> None:
    assert {path.name for path in FOLDER.glob("*.xml")} == set(EXPECTED)


def test_several_answers_with_all_marks_count_each() -> None:
    harvest = harvest_of("sonsoleslp_moodle.xml")

    selects = [question.select for question in harvest.questions if isinstance(question, Choice)]
    assert selects == [Select.ONE, Select.ANY, Select.ANY]


def test_categories_are_tags() -> None:
    harvest = harvest_of("moodle_nested_categories_with_questions.xml")

    assert [question.tags for question in harvest.questions] == [
        ("Iota",),
        ("Iota/Kappa",),
        ("Iota/Kappa",),
        ("Iota/Kappa/Lambda",),
        ("Iota/Mu",),
    ]
    assert all(question.right for question in harvest.questions if isinstance(question, TrueFalse))


def test_spellings_with_a_part_of_the_marks_can_be_had() -> None:
    name = "moodle_testquestion_shortanswer.xml"

    (strict,) = harvest_of(name).questions
    (lenient,) = harvest_of(name, Wishes(accept_partial=True)).questions

    assert isinstance(strict, Text)
    assert isinstance(lenient, Text)
    assert (strict.accepted, lenient.accepted) == (("frog",), ("frog", "toad"))


def test_pairs_can_become_choices() -> None:
    harvest = harvest_of("moodle_testquestion_match.xml", Wishes(expand_matching=True))

    assert [
        (question.text, question.options[question.right[0]], question.options)
        for question in harvest.questions
        if isinstance(question, Choice)
    ] == [
        ("Classify the animals.\nfrog", "amphibian", ("amphibian", "mammal", "insect")),
        ("Classify the animals.\ncat", "mammal", ("amphibian", "mammal", "insect")),
        ("Classify the animals.\nnewt", "amphibian", ("amphibian", "mammal", "insect")),
    ]


def test_a_number_has_its_tolerance_and_its_unit() -> None:
    (number,) = harvest_of("qas_numerical.xml").questions

    assert isinstance(number, Numeric)
    assert (number.low, number.high, number.unit) == (150, 150, "cm")


def test_what_is_too_long_for_a_question_is_not_lost() -> None:
    harvest = harvest_of("amc2moodle_bank.xml")

    (long,) = (question for question in harvest.questions if "table supported" in question.text)
    assert long.code is not None
    assert long.code.text.startswith("Go to your editor preferences")
    assert long.code.text.endswith("markdown.markdown(text, extensions=['extra'])")


def test_a_block_of_code_is_one() -> None:
    harvest = harvest_of("amc2moodle_bank.xml")

    (coded,) = (question for question in harvest.questions if "inline code" in question.text)
    assert coded.code is not None
    assert coded.code.text == "a = 2\nb = a + 3.14"


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_read_is_written_and_read_again(name: str) -> None:
    questions = tuple(harvest_of(name).questions)

    again = Harvest()
    read(Source("again.xml", write(Quiz(title="T", questions=questions), Ledger(), Manner())), again)

    assert tuple(again.questions) == questions
