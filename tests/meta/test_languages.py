"""Whatever people read can be translated, save for what is named with a reason."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from docs.languages.borrowed import WORDS
from docs.languages.checking import faults_in
from docs.languages.covered import IN_ENGLISH, words_left
from docs.languages.keeping import compiled
from docs.languages.sources import ROOT, template
from docs.languages.unmarked import unmarked


def test_no_words_for_people_are_left_unmarked() -> None:
    left = [str(words) for words in words_left()]

    assert not left, "\n".join(left)


@pytest.mark.parametrize("place", IN_ENGLISH)
def test_what_speaks_english_is_there(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("Nobody is here.")', ["Nobody is here."]),
        ('say(f"{name} has joined.")', ["{} has joined."]),
        ('say(_("Nobody is here."))', []),
        ('say(_("{name} has joined.").format(name=name))', []),
        ('say(_(f"{name} has joined."))', ["Filled in before it is looked up: use .format"]),
        ('run("quizterm join K7Q4MF")', []),
        ('execute("SELECT name FROM servers")', []),
        ('say("Nobody is here.")  # untranslated: a test', []),
        ('"""What this does."""', []),
    ],
)
def test_words_are_told_from_what_is_for_programs(tmp_path: Path, code: str, found: list[str]) -> None:
    file = tmp_path / "code.py"
    file.write_text(f"{code}\n", encoding="utf-8")

    assert [words.words for words in unmarked(file)] == found


def test_the_template_has_what_the_library_of_the_command_line_says() -> None:
    said = {message.id for message in template()}

    assert set(WORDS) <= said


@pytest.mark.parametrize("words", WORDS)
def test_the_library_of_the_command_line_says_it_like_this(words: str) -> None:
    import typer

    sources = Path(str(typer.__file__)).parent.rglob("*.py")

    assert any(f'"{words}"' in source.read_text(encoding="utf-8") for source in sources)


def test_the_template_has_the_help_of_the_commands() -> None:
    said = {message.id for message in template()}

    assert {"Host a quiz.", "Print the version and exit."} & said
    assert "Print one JSON document instead of text." in said


@pytest.mark.parametrize(
    ("english", "russian", "fault"),
    [
        ("Time was up.", "", "is not translated"),
        ("Time was up.", " Время вышло.", "other spaces"),
        ("Time was up.", "Время {name} вышло.", "has other holes"),
        ("{name} has joined.", "Присоединился.", "has other holes"),
        (
            "Take it up again: quizterm host --resume {code}",
            "Ещё раз: quizterm join {code}",
            "other commands",
        ),
        (": ", ":", "other spaces"),
        (("1 player", "{number} players"), ("{number} игрок", "{number} игрока"), "has 2 forms of 3"),
        (("1 player", "{number} players"), ("{number} игрок", "", "{number} игроков"), "is not translated"),
        (("1 player", "{number} players"), ("1 игрок", "{number} игрока", "{number} игроков"), "other holes"),
    ],
)
def test_a_translation_that_does_not_fit_is_found(
    english: str | tuple[str, str], russian: str | tuple[str, ...], fault: str
) -> None:
    [found] = faults_in(_russian({english: russian}), _russian({}))

    assert fault in found


@pytest.mark.parametrize(
    ("russian", "faults"),
    [
        ("Введите quizterm quiz check с именем.", 0),
        ("Введите quizterm quiz show с именем.", 1),
        ("Введите quizterm quiz check --json.", 1),
    ],
)
def test_other_words_may_follow_a_command_in_its_sentence(russian: str, faults: int) -> None:
    english = "Type quizterm quiz check with the name."

    assert len(list(faults_in(_russian({english: russian}), _russian({english: ""})))) == faults


def test_a_complete_catalogue_has_no_faults() -> None:
    assert not list(faults_in(_russian({}), _russian({})))


def test_what_is_missing_or_not_said_any_more_is_found() -> None:
    found = _russian({"Nobody is here.": "Никого нет."})
    found.delete("Time was up.")

    faults = "\n".join(faults_in(found, _russian({})))

    assert "'Time was up.': is missing" in faults
    assert "Nobody is here." in faults


def test_what_programs_read_does_not_depend_on_when_it_was_written() -> None:
    earlier, later = _russian({}), _russian({})
    earlier.creation_date, later.creation_date = (
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2021, 1, 1, tzinfo=UTC),
    )

    assert compiled(earlier) == compiled(later)


def _russian(other: dict[str | tuple[str, str], str | tuple[str, ...]]) -> Catalog:
    """What is wanted, well translated, save for what is given."""
    good: dict[str | tuple[str, str], str | tuple[str, ...]] = {
        "Time was up.": "Время вышло.",
        "{name} has joined.": "{name} здесь.",
        "Take it up again: quizterm host --resume {code}": "Ещё раз: quizterm host --resume {code}",
        ": ": ": ",
        ("1 player", "{number} players"): ("{number} игрок", "{number} игрока", "{number} игроков"),
    }
    catalog = Catalog(locale="ru", fuzzy=False)
    for english, russian in (good | other).items():
        catalog.add(english, russian)
    return catalog
