"""A config file that no reader of TOML survives is a sentence, like every other mistake in it."""

from pathlib import Path

import pytest

from quizterm.cli.speaking import configured_language
from quizterm_client.settings import BadConfig, load_settings

DEEP = "name = " + "[" * 5000 + "]" * 5000
LONG = "name = " + "9" * 10_000


@pytest.mark.parametrize("content", [DEEP, LONG], ids=["deep", "long"])
def test_what_cannot_be_read_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(content)
    with pytest.raises(BadConfig, match=r"config\.toml: A value in the config file is too long or too deep"):
        load_settings(file)


def test_a_file_that_is_too_large_is_not_read_in_part(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('name = "Ann"\n' + "# and so on\n" * 6000)
    with pytest.raises(BadConfig, match=r"config\.toml: The config file is larger than 64 KiB\."):
        load_settings(file)


@pytest.mark.parametrize("content", [DEEP, LONG], ids=["deep", "long"])
def test_commands_that_need_no_settings_do_not_stumble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_args, **_options: tmp_path)
    (tmp_path / "config.toml").write_text(content)
    assert configured_language() == ""
