"""Teachers' own sheets: any with headings that tell what the columns hold."""

import pytest

from quizterm.formats.exchange.ledger import Level
from quizterm.formats.exchange.source import Unreadable
from quizterm.quiz.model import (
    Choice,
    Code,
    Kind,
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
from tests.support.sheets import notes, only, read_sheet

PORT = Choice(text="Port?", options=("21", "22", "80", "443"), right=(1,), seconds=30)


@pytest.mark.parametrize(
    "sheet",
    [
        "question,a,b,c,d,correct,time\nPort?,21,22,80,443,B,30",
        "Question;Option A;Option B;Option C;Option D;Correct Answer;Time limit\nPort?;21;22;80;443;b);30 s",
        "No\tQuestion\tAnswer 1\tAnswer 2\tAnswer 3\tAnswer 4\tAnswer\tSec\n1\tPort?\t21\t22\t80\t443\t2\t30",
        "QUESTION|1|2|3|4|KEY|TIME\nPort?|21|22|80|443|2|0:30",
        "question_text,option_1,option_2,option_3,option_4,correct,timer\nPort?,21,22,80,443,Option 2,30",
        "questionText,choice1,choice2,choice3,choice4,correctAnswer,seconds\nPort?,21,22,80,443,2.0,30.0",
        "Frage;Antwort 1;Antwort 2;Antwort 3;Antwort 4;Richtig;Zeit (Sekunden)\nPort?;21;22;80;443;2;30",
        "Pregunta;Opción A;Opción B;Opción C;Opción D;Respuesta correcta;Tiempo\nPort?;21;22;80;443;B;30",
        "Question;Réponse A;Réponse B;Réponse C;Réponse D;Bonne réponse;Durée\nPort?;21;22;80;443;B;30",
        "Вопрос;Ответ 1;Ответ 2;Ответ 3;Ответ 4;Правильный ответ;Время\nPort?;21;22;80;443;2;30",
        "Вопрос;Вариант 1;Вариант 2;Вариант 3;Вариант 4;Верный ответ;Время\nPort?;21;22;80;443;2;30",
        "sep=;\nquestion;a;b;c;d;correct;time\nPort?;21;22;80;443;b;30",
        "My quiz\n\n\nquestion,a,b,c,d,correct,time\n\nPort?,21,22,80,443,22,30\n\n",
        "question,options,correct,time\nPort?,21|22|80|443,22,30",
        'question,answers,correct,time\nPort?,"21\n22\n80\n443",2,30',
    ],
)
def test_headings_may_be_what_people_call_things(sheet: str) -> None:
    for data in (sheet, "\ufeff" + sheet, sheet.replace("\n", "\r\n")):
        assert only(read_sheet(data)) == PORT
    assert only(read_sheet(b"\xff\xfe" + sheet.encode("utf-16-le"))) == PORT


def right_of(cell: str, options: str = "red,green,blue,") -> tuple[int, ...]:
    question = only(read_sheet(f'question,a,b,c,d,correct\nQ?,{options},"{cell}"'))
    assert isinstance(question, Choice)
    return question.right


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("2", (1,)),
        (" 2.0 ", (1,)),
        ("02", (1,)),
        ("b", (1,)),
        ("(B)", (1,)),
        ("Green", (1,)),
        ("green", (1,)),
        ("1,3", (0, 2)),
        ("1.3", (0, 2)),
        ("1.23", (0, 1, 2)),
        ("a;c", (0, 2)),
        ("Antwort 1 und 3", (0, 2)),
        ("red; blue", (0, 2)),
        ("red|blue", (0, 2)),
        ("red\nblue", (0, 2)),
        ("red, blue", (0, 2)),
    ],
)
def test_what_is_right_may_be_a_number_a_letter_or_a_text(cell: str, right: tuple[int, ...]) -> None:
    assert right_of(cell) == right


def test_a_number_with_a_fraction_may_be_an_option() -> None:
    assert right_of("2.5", "1.5,2.5,3.5,") == (1,)


def test_a_number_that_is_also_the_text_of_another_option_is_told() -> None:
    harvest = read_sheet("question,a,b,c,d,correct\n2+2?,3,4,5,6,4")

    assert notes(harvest) == [(2, "number_or_text")]


def test_kinds_follow_from_their_names_and_columns() -> None:
    sheet = (
        "type,question,a,b,c,correct,tolerance,unit,points,explanation,tags\n"
        "True/False,T?,,,,false,,,10,,\n"
        "TF,T?,yes,no,,A,,,,,\n"
        "short answer,S?,,,,Paris; Lutetia,,,,Long ago.,\"geo, old\"\n"
        "number,N?,,,,3.5,0.5,km,,,\n"
        "number,N?,,,,\"2,5\",,,,,\n"
        "number,N?,,,,1..4,,,,,\n"
        "ordering,O?,c,a,b,,,,,,\n"
        "ordering,O?,c,a,b,\"2,3,1\",,,,,\n"
        "survey,P?,x,y,,,,,,,\n"
        "essay,E?,,,,,,,,,\n"
        "slide,S.,,,,,,,,,\n"
        "checkboxes,C?,x,y,z,\"1,2\",,,,,\n"
    )  # fmt: skip

    assert read_sheet(sheet).questions == [
        TrueFalse(text="T?", right=False, points=10),
        TrueFalse(text="T?", right=True),
        Text(text="S?", accepted=("Paris", "Lutetia"), explanation="Long ago.", tags=("geo", "old")),
        Numeric(text="N?", low=3, high=4, unit="km"),
        Numeric(text="N?", low=2.5, high=2.5),
        Numeric(text="N?", low=1, high=4),
        Order(text="O?", items=("c", "a", "b")),
        Order(text="O?", items=("a", "b", "c")),
        Poll(text="P?", options=("x", "y")),
        Open(text="E?"),
        Slide(text="S."),
        Choice(text="C?", options=("x", "y", "z"), right=(0, 1), select=Select.ALL),
    ]


def test_pairs_of_question_and_answer_are_typed_answers_or_true_or_false() -> None:
    harvest = read_sheet("Question,Answer\nCapital?,Paris\nYear?,1789\nIs it?,richtig\n")

    assert harvest.questions == [
        Text(text="Capital?", accepted=("Paris",)),
        Text(text="Year?", accepted=("1789",)),
        TrueFalse(text="Is it?", right=True),
    ]


def test_code_keeps_its_indentation() -> None:
    question = only(read_sheet('question,a,b,correct,code,code language\nQ?,x,y,1,"  if x:\n    y",python'))

    assert question.code == Code("  if x:\n    y", "python")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("choice,Q?,x,y,z,", "bad_right"),
        ("true/false,Q?,,,maybe,", "bad_right"),
        ("number,Q?,,,three,", "bad_number"),
        ('number,Q?,,,"1,000",', "bad_number"),
        ('order,Q?,a,b,"1,1",', "bad_order"),
        ("hologram,Q?,a,b,1,", "unsupported_kind"),
        ("choice,Q?,a,,1,", "wrong_number"),
        ("text,Q?,,,,", "nothing_accepted"),
    ],
)
def test_a_bad_row_is_left_out_with_its_reason_and_takes_no_other_with_it(cells: str, code: str) -> None:
    harvest = read_sheet(f"type,question,a,b,correct,time\n{cells}\nchoice,R?,x,y,1,\n")

    assert notes(harvest) == [(2, code)]
    assert only(harvest).text == "R?"


def test_times_and_points_that_are_none_are_a_loss() -> None:
    harvest = read_sheet("question,a,b,correct,time,points\nQ?,x,y,1,soon,many\nR?,x,y,1,2 min,5 points\n")

    assert [(question.seconds, question.points) for question in harvest.questions] == [(20, 1000), (120, 5)]
    assert notes(harvest, Level.LOSS) == [(2, "bad_time"), (2, "bad_points")]


def test_rows_may_be_ragged_and_cells_may_have_line_breaks_and_quotes() -> None:
    harvest = read_sheet('question,a,b,c,d,correct,time\n"Q\n""1""?",x,y,,,2\nR?,x,y,,,1,10,,,more\n')

    assert harvest.questions == [
        Choice(text='Q\n"1"?', options=("x", "y"), right=(1,)),
        Choice(text="R?", options=("x", "y"), right=(0,), seconds=10),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        '"2 feet?,x,y,1',
        'Q "quoted" and "open,x,y,1',
        '"a"b,x,y,1',
        '"never closed',
        'x,"y,1',
        '5" disk,x,y,1',
    ],
)
def test_a_stray_quotation_mark_costs_its_own_row_at_most(bad: str) -> None:
    sheet = f'question,a,b,correct\nP?,x,y,1\n{bad}\nQ?,"x, or",y,1\nR?,x,"y ""z""",1\nS?,x,y,2\n'

    found = [question.text for question in read_sheet(sheet).questions]

    assert found[0] == "P?"
    assert found[-3:] == ["Q?", "R?", "S?"]


def test_rows_are_numbered_as_a_spreadsheet_program_does() -> None:
    harvest = read_sheet('\nquestion,a,b,correct\n"Q\n1?",x,y,1\n\nR?,x,y,9\n')

    assert notes(harvest) == [(5, "bad_right")]


def test_a_repeated_header_is_no_question() -> None:
    harvest = read_sheet("question,a,b,correct\nP?,x,y,1\nquestion,a,b,correct\nQ?,x,y,1\n")

    assert [question.text for question in harvest.questions] == ["P?", "Q?"]
    assert harvest.read == 2


def test_a_question_may_be_called_like_its_column() -> None:
    assert only(read_sheet("question,a,b,correct\nquestion,x,y,1\n")).text == "question"


def test_old_files_of_windows_are_read_and_the_guess_is_told() -> None:
    harvest = read_sheet("question,a,b,correct\nCafé?,été,hiver,1\n".encode("cp1252"))

    assert only(harvest).text == "Café?"
    assert notes(harvest) == [(2, "not_utf8")]


@pytest.mark.parametrize(
    "sheet", ["hello", "a,b,c\n1,2,3\n", "Term\tMeaning\nx\ty\n", "\0\0\0", '"', "{'a': 1}"]
)
def test_a_sheet_without_headings_is_refused_with_what_to_write(sheet: str) -> None:
    with pytest.raises(Unreadable, match="question, a, b, c, d, correct, time") as caught:
        read_sheet(sheet)

    assert caught.value.code == "no_header"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("'-5 degrees", "-5 degrees"),
        ("' @x", " @x"),
        ("''=x", "'=x"),
        ("'-' is minus", "'-' is minus"),
        ("''-1 isn't", "-1 isn't"),
        ("'tis", "'tis"),
    ],
)
def test_an_apostrophe_before_a_formula_is_no_part_of_the_text(cell: str, text: str) -> None:
    question: Question = only(read_sheet(f"kind,question,a,b,correct\nchoice,{cell},x,y,1\n"))

    assert question.text == text
    assert question.kind is Kind.CHOICE
