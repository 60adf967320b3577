"""What a person has set, and what is said about mistakes in it."""

import os
from pathlib import Path

import pytest

from docs.generate.settings import EXAMPLE
from docs.generate.settings import settings as document
from quizterm_client.addresses import Address
from quizterm_client.settings import BadConfig, Settings, load_settings


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUIZTERM_SERVER", raising=False)
    monkeypatch.delenv("QUIZTERM_NAME", raising=False)
    monkeypatch.delenv("QUIZTERM_THEME", raising=False)


def load(tmp_path: Path, content: str | bytes) -> Settings:
    path = tmp_path / "config.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_settings(path)


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "missing.toml")
    assert (settings.server, settings.name) == (None, "")


def test_the_file_names_a_server_and_a_name(tmp_path: Path) -> None:
    settings = load(tmp_path, 'server = "lab:9000"\nname = "Ann"\n')
    assert settings.server == Address("lab", 9000)
    assert settings.name == "Ann"


def test_the_file_chooses_the_colours(tmp_path: Path) -> None:
    assert load(tmp_path, "").theme == "dark"
    assert load(tmp_path, 'theme = "light"\n').theme == "light"


def test_the_environment_stands_above_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZTERM_SERVER", "ws://10.0.0.5:9000")
    settings = load(tmp_path, 'server = "lab"\nname = "Ann"\n')
    assert settings.server == Address("10.0.0.5", 9000)
    assert settings.name == "Ann"


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZTERM_SERVER", "")
    assert load(tmp_path, 'server = "lab"').server == Address("lab")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('name = "Ann"\nserver = lab\n', 2, "not TOML"),
        ('name = "Ann', 1, "not TOML"),
        ('name = "Ann"\n\nserver = "lab:http"\n', 3, "not a port"),
        ("name = 3\n", 1, "name does not fit"),
        ('name = "Ann"\nshade = "red"\n', 2, "no setting “shade”"),
        (b'name = "Ann"\nserver = "\xff"\n', 2, "not UTF-8"),
    ],
)
def test_a_broken_file_is_explained_with_its_line(
    tmp_path: Path, content: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(BadConfig, match=reason) as caught:
        load(tmp_path, content)
    assert f"config.toml:{line}: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_broken_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZTERM_SERVER", "https://lab")
    with pytest.raises(BadConfig, match=r"^QUIZTERM_SERVER: "):
        load(tmp_path, 'server = "lab"')


def test_a_folder_in_the_place_of_the_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        load_settings(tmp_path)


def test_a_pipe_in_the_place_of_the_file_is_explained(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(BadConfig, match="no regular file"):
        load_settings(tmp_path / "config.toml")


def test_keys_are_chosen_by_name(tmp_path: Path) -> None:
    settings = load(tmp_path, 'name = "Ann"\n\n[keys]\n"host.next" = "F5, Space"\n"answer.a" = "j"\n')
    assert settings.keys == {"host.next": "f5,space", "answer.a": "j"}


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('[keys]\n"host.pause" = "f6"\n"host.next" = "ctrl+i"\n', 3, "no key that terminals tell of"),
        ('name = "host.next"\n[keys]\n\n"host.next" = "p"\n', 4, "host.next and host.pause"),
        ("[keys]\n'host.nxt' = \"p\"\n", 2, "Do you mean host.next"),
        ('name = "Ann"\nkeys = { "host.next" = "p" }\n', 2, "host.next and host.pause"),
        ('[keys]\n"host.next" = "f5"\n"host.pause" = 7\n', 3, "keys does not fit"),
    ],
)
def test_keys_that_cannot_be_had_are_explained_with_their_line(
    tmp_path: Path, content: str, line: int, reason: str
) -> None:
    with pytest.raises(BadConfig, match=reason) as caught:
        load(tmp_path, content)
    assert f"config.toml:{line}: " in str(caught.value)


def test_keys_that_a_variable_chooses_are_explained_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZTERM_KEYS", '{"host.next": "p"}')
    with pytest.raises(BadConfig, match=r"^QUIZTERM_KEYS: p would mean two things"):
        load(tmp_path, "")


def test_an_unknown_theme_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"no theme “neon”. The themes are: dark, light, contrast, "):
        load(tmp_path, 'theme = "neon"\n')
    assert load(tmp_path, 'theme = "contrast-light"\n').theme == "contrast-light"


def test_the_example_in_the_documents_can_be_used(tmp_path: Path) -> None:
    settings = load(tmp_path, EXAMPLE)
    assert settings.keys["host.next"] == "f5,space"
    assert f"```toml\n{EXAMPLE}```" in document()
    assert all(f"| `{name}` |" in document() for name in Settings.model_fields)
