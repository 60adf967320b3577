"""What becomes of each thing that Moodle files hold."""

import pytest

from quizterm.formats.exchange.harvest import Wishes
from quizterm.formats.exchange.ledger import Level
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Select, Slide, Text, TrueFalse
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
