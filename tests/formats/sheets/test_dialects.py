"""Sheets of Kahoot, Wayground, Blooket, Gimkit and ClassQuiz, with what is odd about real ones."""

from typing import Any

import pytest

from quizterm.formats.exchange.ledger import Level
from quizterm.quiz.model import Choice, Open, Poll, Question, Select, Text
from tests.support.sheets import notes, only, read_sheet, separated, workbook

KAHOOT: list[list[Any]] = [
    [],
    ["", "Quiz template"],
    ["", "Add questions, at least two answer alternatives, time limit and choose correct answers."],
    *[[]] * 4,
    [
        "",
        "Question - max 120 characters",
        *(f"Answer {number} - max 75 characters" for number in range(1, 5)),
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
        "Correct answer(s) - choose at least one",
    ],
]
WAYGROUND: list[list[Any]] = [
    [
        *("Question Text", "Question Type", "Option 1", "Option 2", "Option 3", "Option 4", "Option 5"),
        *("Correct Answer", "Time in seconds", "Image Link", "Answer explanation"),
    ],
    [
        *("Text of the question\n(required)", "Question Type\n(default is Multiple Choice)"),
        *(f"Text for option {number}" for number in range(1, 6)),
        *("The correct option choice (between 1-5).", "Time in seconds\n(optional)", "Link of the image", ""),
    ],
]
BLOOKET_HEADER = [
    *("Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)", "Answer 4\n(Optional)"),
    *("Time Limit (sec)\n(Max: 300 seconds)", "Correct Answer(s)\n(Only include Answer #)"),
]
BLOOKET_TITLE = ["Blooket\nImport Template", *[""] * 7]
GIMKIT: list[list[Any]] = [
    ["Gimkit Spreadsheet Import Template", *[""] * 4],
    [
        *("Question", "Correct Answer", "Incorrect Answer 1"),
        *("Incorrect Answer 2 (Optional)", "Incorrect Answer 3 (Optional)"),
    ],
]
CLASSQUIZ: list[list[Any]] = [
    *[[]] * 4,
    ["", "Title", "Rivers"],
    ["", "Description", "Of the whole world"],
    *[[]] * 6,
    [
        *("", "Question", "1st Answer", "2nd Answer", "3rd Answer", "4th Answer"),
        *("Time Limit (max. 120)", "Correct Answers"),
    ],
]


def kahoot(*cells: Any) -> Question:
    return only(read_sheet([*KAHOOT, [1, *cells]]))


def wayground(*cells: Any) -> Question:
    return only(read_sheet([*WAYGROUND, cells]))


def test_a_row_of_kahoot_has_options_a_time_and_the_number_of_the_right_one() -> None:
    assert kahoot("Port?", "21", "22", 80, None, 30, 2) == Choice(
        text="Port?", options=("21", "22", "80"), right=(1,), seconds=30
    )


@pytest.mark.parametrize("cell", ["1,3", "1, 3", "1;3", "1 3", "3,1", "1 and 3", "A, C", "a c"])
def test_several_right_answers_are_all_wanted(cell: str) -> None:
    question = kahoot("Q?", "a", "b", "c", "d", 20, cell)

    assert question == Choice(text="Q?", options=("a", "b", "c", "d"), right=(0, 2), select=Select.ALL)


def test_a_number_that_excel_made_of_a_list_is_read_as_the_list_and_noted() -> None:
    harvest = read_sheet([*KAHOOT, [1, "Q?", "a", "b", "c", "d", 20, 1.3]])

    assert isinstance(found := only(harvest), Choice)
    assert found.right == (0, 2)
    assert notes(harvest) == [(9, "number_for_list")]
    assert harvest.with_loss == 1


def test_the_right_number_counts_columns_and_not_filled_cells() -> None:
    question = kahoot("Q?", "a", None, "c", None, 20, 3)

    assert question == Choice(text="Q?", options=("a", "c"), right=(1,))


@pytest.mark.parametrize(
    ("cell", "code"),
    [(2, "empty_right"), (4, "empty_right"), (5, "bad_right"), (0, "bad_right"), ("x!", "bad_right")],
)
def test_a_row_whose_right_answer_is_not_there_is_left_out_and_no_other(cell: Any, code: str) -> None:
    harvest = read_sheet(
        [*KAHOOT, [1, "Q?", "a", None, "c", None, 20, cell], [2, "R?", "a", "b", "", "", 20, 1]]
    )

    assert notes(harvest) == [(9, code)]
    assert (harvest.read, harvest.through, only(harvest).text) == (2, 1, "R?")


def test_a_row_without_a_right_answer_is_left_out_or_becomes_a_poll() -> None:
    rows = [*KAHOOT, [1, "Q?", "a", "b", "", "", 20, None]]

    assert notes(read_sheet(rows)) == [(9, "nothing_right")]
    assert only(read_sheet(rows, polls=True)) == Poll(text="Q?", options=("a", "b"))


def test_numbered_rows_are_skipped_and_options_without_a_question_are_left_out() -> None:
    harvest = read_sheet(
        [*KAHOOT, [1], [2, "", "", "", "", "", 20], [3, "", "a", "b"], [4, "Q?", "a", "b", "", "", 5, 1]]
    )

    assert (harvest.read, harvest.through, only(harvest).text) == (2, 1, "Q?")
    assert notes(harvest) == [(11, "no_question")]


def test_names_are_the_start_of_the_question() -> None:
    harvest = read_sheet([*KAHOOT, [1, "What is\nthe name " * 9, "a", "b", "", "", 20, 7]])

    assert harvest.notes[0].name == "What is the name What is the name What…"


def test_a_wayground_sheet_has_six_kinds_of_question() -> None:
    harvest = read_sheet(
        [
            *WAYGROUND,
            ["One?", "Multiple Choice", "a", "b", "", "", "", 2, "", "", "Because."],
            ["Some?", "Checkbox", "a", "b", "c", "d", "e", "1,2,5", 60, "", ""],
            ["Blank?", "Fill-in-the-Blank", "colour", "color", "", "", "", "", 45],
            ["Why?", "Open-Ended"],
            ["Like?", "Poll", "yes", "no"],
            ["Draw!", "Draw"],
            ["No kind?", "", "a", "b", "", "", "", 1],
        ]
    )

    assert harvest.questions == [
        Choice(text="One?", options=("a", "b"), right=(1,), seconds=30, explanation="Because."),
        Choice(text="Some?", options=tuple("abcde"), right=(0, 1, 4), select=Select.ALL, seconds=60),
        Text(text="Blank?", accepted=("colour", "color"), seconds=45),
        Open(text="Why?", seconds=30),
        Poll(text="Like?", options=("yes", "no"), seconds=30),
        Choice(text="No kind?", options=("a", "b"), right=(0,), seconds=30),
    ]
    assert notes(harvest) == [(8, "unsupported_kind")]


def test_a_checkbox_with_one_right_option_still_lets_players_pick_several() -> None:
    question = wayground("Q?", "Checkbox", "a", "b", "", "", "", 1)

    assert isinstance(question, Choice)
    assert question.select is Select.ALL


def test_a_picture_is_noted_as_a_loss() -> None:
    harvest = read_sheet([*WAYGROUND, ["Q?", "", "a", "b", "", "", "", 1, "", "https://example.org/a.png"]])

    assert notes(harvest, Level.LOSS) == [(3, "picture_dropped")]


BLOOKET_ROWS = [
    ["1", "Port?", "21", "22", "80", "", "20", "2"],
    ["2", "Two of them?", "a", "b", "c", "d", "300", "1,3"],
    *([str(number)] for number in range(3, 993)),
]
BLOOKET_FOUND = [
    Choice(text="Port?", options=("21", "22", "80"), right=(1,)),
    Choice(text="Two of them?", options=tuple("abcd"), right=(0, 2), select=Select.ALL, seconds=300),
]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([BLOOKET_TITLE, BLOOKET_HEADER, *BLOOKET_ROWS], id="title-with-a-line-break"),
        pytest.param([["Blooket Import Template", *[""] * 7], BLOOKET_HEADER, *BLOOKET_ROWS], id="title"),
        pytest.param([BLOOKET_HEADER, *BLOOKET_ROWS], id="no-title"),
        pytest.param(
            [BLOOKET_TITLE, [*BLOOKET_HEADER[:4], "", "", *BLOOKET_HEADER[6:]], *BLOOKET_ROWS],
            id="headings-missing",
        ),
        pytest.param(
            [[*row, *[""] * (26 - len(row))] for row in [BLOOKET_TITLE, BLOOKET_HEADER, *BLOOKET_ROWS]],
            id="26-columns",
        ),
        pytest.param(
            [
                BLOOKET_TITLE,
                BLOOKET_HEADER,
                *[[*row[:6], f"{row[6]} seconds", *row[7:]] for row in BLOOKET_ROWS[:2]],
            ],
            id="seconds-in-words",
        ),
    ],
)
def test_a_blooket_sheet_is_read_whatever_happened_to_it(rows: list[list[str]]) -> None:
    for data in (separated(rows), b"\xef\xbb\xbf" + separated(rows), workbook(rows)):
        harvest = read_sheet(data)
        assert harvest.questions == BLOOKET_FOUND
        assert harvest.notes == []


@pytest.mark.parametrize(
    "head",
    [
        pytest.param([], id="nothing"),
        pytest.param([BLOOKET_TITLE], id="only-a-title"),
        pytest.param(
            [
                BLOOKET_TITLE,
                ["Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3"],
                ["(Optional)", "Answer 4"],
                ["(Optional)", "Time Limit (sec)"],
                ["(Max: 300 seconds)", "Correct Answer(s)"],
                ["(Only include Answer #)"],
            ],
            id="broken-at-its-line-breaks",
        ),
    ],
)
def test_a_blooket_sheet_without_its_header_is_read_and_noted(head: list[list[str]]) -> None:
    harvest = read_sheet(separated([*head, *BLOOKET_ROWS]))

    assert harvest.questions == BLOOKET_FOUND
    assert harvest.read == 2
    assert notes(harvest) == [(len(head) + 1, "no_header")]


@pytest.mark.parametrize(
    ("heading", "mark"), [("Typing", "yes"), ("typing", "TRUE"), ("", "typing"), ("Question type", "Typing")]
)
def test_answers_of_a_typing_row_of_blooket_are_all_accepted(heading: str, mark: str) -> None:
    header = [*BLOOKET_HEADER, "Image", heading]
    rows = [
        BLOOKET_TITLE,
        header,
        ["1", "Colour?", "red", "rouge", "", "", "20", "1", "", mark],
        BLOOKET_ROWS[0],
    ]

    assert read_sheet(separated(rows)).questions == [
        Text(text="Colour?", accepted=("red", "rouge")),
        BLOOKET_FOUND[0],
    ]


def test_the_right_answer_of_gimkit_is_shuffled_away_from_its_first_place() -> None:
    rows: list[list[Any]] = [*GIMKIT, ["Sky?", "blue", "red", "", "green"], ["2+2?", 4, 5, "", ""]]

    for data in (separated(rows), workbook(rows)):
        assert read_sheet(data).questions == [
            Choice(text="Sky?", options=("blue", "red", "green"), right=(0,), shuffle=True),
            Choice(text="2+2?", options=("4", "5"), right=(0,), shuffle=True),
        ]


@pytest.mark.parametrize(
    "option",
    [
        "All of the above",
        "None of these.",
        "both A and B",
        "Alle genannten",
        "Todas las anteriores",
        "Все перечисленные",
    ],
)
def test_options_that_speak_of_the_others_keep_their_places(option: str) -> None:
    harvest = read_sheet([*GIMKIT, ["Q?", "a", "b", option]])

    assert isinstance(found := only(harvest), Choice)
    assert not found.shuffle
    assert notes(harvest, Level.INFO) == [(3, "not_shuffled")]


def test_a_row_of_gimkit_without_wrong_answers_is_left_out() -> None:
    assert notes(read_sheet([*GIMKIT, ["Q?", "a"], ["R?", "", "b"]])) == [
        (3, "wrong_number"),
        (4, "nothing_right"),
    ]


def test_an_export_of_classquiz_has_a_title_and_a_description() -> None:
    rows = [
        *CLASSQUIZ,
        ["", "Longest?", "Nile", "Rhine", None, None, 30, "1"],
        ["", "In Europe?", "Nile", "Rhine", "Rhone", "", 120, "2,3"],
    ]

    harvest = read_sheet(rows)

    assert (harvest.title, harvest.description) == ("Rivers", "Of the whole world")
    assert harvest.questions == [
        Choice(text="Longest?", options=("Nile", "Rhine"), right=(0,), seconds=30),
        Choice(
            text="In Europe?",
            options=("Nile", "Rhine", "Rhone"),
            right=(1, 2),
            select=Select.ALL,
            seconds=120,
        ),
    ]


def test_other_sheets_have_no_title() -> None:
    assert read_sheet([*KAHOOT, [1, "Q?", "a", "b", "", "", 5, 1]]).title == ""
