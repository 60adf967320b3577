"""The language of the commands: a variable, else the config file, else the environment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizterm.cli.speaking import configured_language, speak_own_language
from quizterm.language import speaking

pytestmark = pytest.mark.usefixtures("catalogues_of_tests")


@pytest.fixture
def config_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the config file is looked for, with an environment that speaks French."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_names, **_options: tmp_path)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.delenv("QUIZTERM_LANGUAGE", raising=False)
    with speaking("en"):  # whatever is spoken in the test is forgotten after it
        yield tmp_path / "config.toml"


def test_without_a_wish_the_environment_says(config_file: Path) -> None:
    assert not config_file.exists()
    assert configured_language() == ""
    assert speak_own_language() == "fr"


def test_the_config_file_goes_before_the_environment(config_file: Path) -> None:
    config_file.write_text('name = "Ada"\nlanguage = "de"\n', encoding="utf-8")

    assert speak_own_language() == "de"


def test_the_variable_goes_before_the_config_file(config_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config_file.write_text('language = "de"\n', encoding="utf-8")
    monkeypatch.setenv("QUIZTERM_LANGUAGE", "en")

    assert speak_own_language() == "en"


@pytest.mark.parametrize(
    "content",
    [b'language = "xx"', b"language = 3", b"language = ", b"\xff\xfe", b""],
    ids=["unknown", "number", "no-toml", "no-text", "empty"],
)
def test_what_is_no_language_leaves_it_to_the_environment(config_file: Path, content: bytes) -> None:
    config_file.write_bytes(content)

    assert speak_own_language() == "fr"


def test_a_wrong_variable_leaves_it_to_the_environment(
    config_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZTERM_LANGUAGE", "klingon")

    assert not config_file.exists()
    assert speak_own_language() == "fr"
