"""What a machine remembers of the files that it pushed and pulled."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizterm.text import QuizHandle
from quizterm_client.addresses import Address
from quizterm_client.library import pushed
from quizterm_client.library.pushed import PushedFiles

LAB = Address("lab")
OTHER = Address("other")
TEXT = b"quizterm: 1\n"
QUIZ = QuizHandle("networks", "ada")


class Desk:
    """A folder with files, a machine that remembers, and a clock to turn."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.file = folder / "networks.yaml"
        self.file.write_bytes(TEXT)
        self.now = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
        self.warnings: list[str] = []

    @property
    def memory(self) -> PushedFiles:
        """As a new process opens it."""
        return PushedFiles(self.state, self.warnings.append, lambda: self.now)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_is_known_by_its_server_quiz_and_version(desk: Desk) -> None:
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)

    known = desk.memory.about(LAB, desk.file)

    assert known is not None
    assert (str(known.handle), known.version) == ("ada/networks", 3)
    assert known.is_unchanged(TEXT)
    assert not known.is_unchanged(TEXT + b"#")
    assert desk.memory.about(OTHER, desk.file) is None


def test_a_file_is_the_same_from_every_folder_and_through_a_link(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)
    (link := desk.file.with_name("link.yaml")).symlink_to(desk.file)
    monkeypatch.chdir(desk.file.parent)

    assert desk.memory.about(LAB, Path("networks.yaml")) is not None
    assert desk.memory.about(LAB, link) is not None


def test_a_file_name_that_is_no_text_is_no_hindrance(desk: Desk) -> None:
    file = Path(os.fsdecode(b"/tmp/\xff.yaml"))
    desk.memory.keep(LAB, file, QUIZ, 3, TEXT)

    assert desk.memory.about(LAB, file) is not None


@pytest.mark.parametrize(
    ("quiz", "version"),
    [
        (QUIZ, 0),
        (QUIZ, -5),
        (QUIZ, 10**9),
        (QuizHandle("../x", "ada"), 3),
        (QuizHandle("networks", ""), 3),
        (QuizHandle("networks", "a\x1b"), 3),
    ],
)
def test_what_no_server_in_its_senses_says_is_not_remembered(
    desk: Desk, quiz: QuizHandle, version: int
) -> None:
    desk.memory.keep(LAB, desk.file, quiz, version, TEXT)

    assert desk.memory.about(LAB, desk.file) is None


def test_a_quiz_goes_with_its_owner_to_another_name(desk: Desk) -> None:
    other = desk.file.with_name("other.yaml")
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)
    desk.memory.keep(LAB, other, QuizHandle("networks", "bob"), 3, TEXT)
    desk.memory.keep(OTHER, desk.file, QUIZ, 3, TEXT)

    desk.memory.owner_renamed(LAB, "Ada", "lovelace")

    here, bobs, there = (
        desk.memory.about(LAB, desk.file),
        desk.memory.about(LAB, other),
        desk.memory.about(OTHER, desk.file),
    )
    assert here is not None
    assert (str(here.handle), here.version) == ("lovelace/networks", 3)
    assert bobs is not None
    assert str(bobs.handle) == "bob/networks"
    assert there is not None
    assert str(there.handle) == "ada/networks"


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        (QuizHandle("networks"), True),
        (QuizHandle("NETWORKS", "Ada"), True),
        (QuizHandle("networks", "bob"), False),
        (QuizHandle("history", "ada"), False),
    ],
)
def test_it_tells_whether_a_quiz_is_meant(desk: Desk, wanted: QuizHandle, meant: bool) -> None:
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)
    known = desk.memory.about(LAB, desk.file)

    assert known is not None
    assert known.is_of(wanted) is meant


def test_a_renamed_quiz_keeps_its_files(desk: Desk) -> None:
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)
    desk.memory.keep(OTHER, desk.file, QUIZ, 3, TEXT)

    desk.memory.renamed(LAB, QUIZ, "wires")

    names = [known and known.name for known in (desk.memory.about(at, desk.file) for at in (LAB, OTHER))]
    assert names == ["wires", "networks"]


def test_a_deleted_quiz_is_forgotten(desk: Desk) -> None:
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)

    desk.memory.forget(LAB, QUIZ)

    assert desk.memory.about(LAB, desk.file) is None


def test_a_damaged_note_is_none(desk: Desk) -> None:
    desk.memory.keep(LAB, desk.file, QUIZ, 3, TEXT)
    (note,) = (desk.state / "library").iterdir()
    note.write_text('{"server": 3')

    assert desk.memory.about(LAB, desk.file) is None
    assert list((desk.state / "library").iterdir()) == []


def test_of_too_many_the_oldest_are_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushed, "MOST_FILES", 2)
    files = [desk.file.with_name(f"{number}.yaml") for number in range(3)]
    for file in files:
        desk.now += timedelta(seconds=1)
        desk.memory.keep(LAB, file, QUIZ, 3, TEXT)

    assert [desk.memory.about(LAB, file) is not None for file in files] == [False, True, True]


def test_where_nothing_can_be_kept_it_says_so_and_goes_on(desk: Desk) -> None:
    desk.state.write_text("in the way")
    memory = desk.memory

    memory.keep(LAB, desk.file, QUIZ, 3, TEXT)

    assert memory.about(LAB, desk.file) is not None
    assert len(desk.warnings) == 1
