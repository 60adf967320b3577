"""Each task speaks its own language, and hears what a server says in English."""

import asyncio

import pytest

from quizterm.language import N_, _, heard, ngettext, pgettext, speaking, use

pytestmark = pytest.mark.usefixtures("catalogues_of_tests")


def test_english_is_spoken_unless_something_else_is_chosen() -> None:
    assert _("Time was up.") == "Time was up."
    assert ngettext("{number} player", "{number} players", 2) == "{number} players"


def test_what_is_marked_is_translated_when_it_is_shown() -> None:
    marked = N_("Time was up.")

    with speaking("de"):
        assert _(marked) == "Die Zeit war um."
    assert _(marked) == "Time was up."


def test_one_english_word_may_be_two_in_another_language() -> None:
    with speaking("de"):
        assert (pgettext("session", "open"), pgettext("button", "open")) == ("offen", "öffnen")


def test_numbers_have_their_forms() -> None:
    with speaking("de"):
        told = [ngettext("{number} player", "{number} players", number) for number in (1, 2)]

    assert told == ["{number} Person", "{number} Personen"]


def test_nothing_stays_nothing() -> None:
    with speaking("de"):
        assert _("") == ""
        assert heard("") == ""


async def test_two_tasks_speak_two_languages_at_once() -> None:
    met = asyncio.Barrier(3)

    async def say(language: str) -> list[str]:
        use(language)
        said = []
        for _round in range(3):
            await met.wait()
            said.append(_("Time was up."))
        return said

    async with asyncio.TaskGroup() as tasks:
        german, french, english = (tasks.create_task(say(language)) for language in ("de", "fr", "en"))

    assert german.result() == ["Die Zeit war um."] * 3
    assert french.result() == ["Le temps est écoulé."] * 3
    assert english.result() == ["Time was up."] * 3
    assert _("Time was up.") == "Time was up."


async def test_a_task_speaks_what_the_one_speaks_that_started_it() -> None:
    async def say() -> str:
        await asyncio.sleep(0)
        return _("Time was up.")

    with speaking("de"):
        task = asyncio.create_task(say())

    assert await task == "Die Zeit war um."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Time was up.", "Die Zeit war um."),
        ("Ada has joined.", "Ada ist da."),
        ("The host has sent Ada out.", "Ada wurde von The host entfernt."),
        ("Time was up. has joined.", "Die Zeit war um. ist da."),
        ("There is no database quiz (createdb quiz).", "Die Datenbank quiz fehlt (createdb quiz)."),
        (
            "There is no database quiz (createdb other).",
            "There is no database quiz (createdb other).",
        ),
        ("a.db cannot be written: The disk is full.", "a.db ist nicht zu schreiben: Die Platte ist voll."),
        ("Try again in 3 minutes.", "Noch einmal in 3 Minuten."),
        ("What a newer server says.", "What a newer server says."),
        ("{name} has joined.", "{name} ist da."),
        ("Several\nlines has joined.", "Several\nlines ist da."),
        ("nothing like it", "nothing like it"),
        ("There is no room for a picture.", "There is no room for a picture."),
    ],
)
def test_what_a_server_says_is_understood(said: str, told: str) -> None:
    with speaking("de"):
        assert heard(said) == told


def test_a_name_that_is_also_a_sentence_of_ours_stays_a_name() -> None:
    with speaking("de"):
        assert heard("3 minutes has joined.") == "3 minutes ist da."


def test_in_english_everything_stays_as_it_was_said() -> None:
    assert heard("Ada has joined.") == "Ada has joined."
