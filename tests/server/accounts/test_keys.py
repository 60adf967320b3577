"""The file with the keys that sign access tokens: its owner's alone, one for each installation (R43, R58)."""

import json
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from quizterm.protocol.accounts import Authenticate
from quizterm_server.accounts.keys import Keys, make_keys, place_of_keys, read_keys, rotate
from quizterm_server.storage.errors import CannotStore
from tests.support.schools import MORNING, school

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")


def why_not(path: Path) -> str:
    """What is said about a file that cannot be used."""
    with pytest.raises(CannotStore) as trouble:
        read_keys(path)
    return str(trouble.value)


def change(path: Path, edit: Callable[[dict[str, object]], object]) -> None:
    """Change what is in the file."""
    document = json.loads(path.read_text())
    edit(document)
    path.write_text(json.dumps(document))


@POSIX
def test_nobody_else_can_read_the_file_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    before = os.umask(0)
    try:
        make_keys(path, MORNING)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        rotate(path, MORNING)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)
    assert os.listdir(tmp_path) == ["keys"]


def test_keys_are_long_and_never_the_same(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_keys(tmp_path / name, MORNING)
    one, other = read_keys(tmp_path / "one"), read_keys(tmp_path / "other")

    assert len(one.newest.secret) == len(other.newest.secret) == 32
    assert one.newest.secret != other.newest.secret
    assert one.issuer != other.issuer
    assert one.newest.kid != other.newest.kid
    assert repr(one.newest.secret) not in repr(one)


def test_servers_that_start_at_the_same_time_agree_on_one_key(tmp_path: Path) -> None:

    def start(path: Path) -> Keys:
        make_keys(path, MORNING)
        return read_keys(path)

    for round in range(20):
        with ThreadPoolExecutor(8) as pool:
            seen = list(pool.map(start, [tmp_path / f"keys{round}"] * 8))

        assert len({keys.model_dump_json() for keys in seen}) == 1
    assert len(os.listdir(tmp_path)) == 20


@pytest.mark.parametrize("to", ["there", "missing"])
def test_a_planted_link_is_not_followed(tmp_path: Path, to: str) -> None:
    make_keys(tmp_path / "there", MORNING)
    path = tmp_path / "keys"
    path.symlink_to(tmp_path / to)
    make_keys(path, MORNING)

    assert f"{path} is a link" in why_not(path)
    assert path.is_symlink()
    assert not (tmp_path / "missing").exists()


@POSIX
def test_keys_that_others_may_read_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_keys(path, MORNING)
    path.chmod(0o640)

    assert "Others may read" in why_not(path)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away")
def test_somebody_elses_keys_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_keys(path, MORNING)
    os.chown(path, 12345, 12345)

    assert "belongs to somebody else" in why_not(path)


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_keys(path, MORNING)
    secret = read_keys(path).keys[0].model_dump(mode="json")["secret"]
    change(path, lambda document: document["keys"][0].update(secret=secret[:40]))  # type: ignore[index]

    assert "shorter than 32 bytes" in why_not(path)
    assert secret[:40] not in why_not(path)


@pytest.mark.parametrize("text", ["", "{}", "nonsense", '{"issuer": "AAAAAAAAAA", "keys": []}', "\0" * 100])
def test_what_holds_no_keys_is_refused_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text)
    path.chmod(0o600)
    make_keys(path, MORNING)

    assert "does not hold the keys" in why_not(path)
    with pytest.raises(CannotStore):
        rotate(path, MORNING)
    assert path.read_text() == text
    assert os.listdir(tmp_path) == ["keys"]


def test_a_folder_in_its_place_or_none_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()

    assert "cannot be used" in why_not(tmp_path / "keys") or "no file" in why_not(tmp_path / "keys")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "no file" in why_not(tmp_path / "pipe")
    with pytest.raises(CannotStore, match="no folder"):
        make_keys(tmp_path / "a" / "b" / "keys", MORNING)
    with pytest.raises(CannotStore):
        rotate(tmp_path / "missing", MORNING)


def test_old_keys_are_dropped_when_nothing_of_theirs_can_be_good_any_more(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_keys(path, MORNING)
    first = read_keys(path)
    for hours in (1, 2, 20):
        rotate(path, MORNING + timedelta(hours=hours))
    assert read_keys(path).keys[0].kid == first.newest.kid
    assert len(read_keys(path).keys) == 4
    rotate(path, MORNING + timedelta(hours=25, minutes=1))
    keys = read_keys(path)

    assert keys.issuer == first.issuer
    assert first.newest.kid not in [key.kid for key in keys.keys]
    assert len(keys.keys) == 4


async def test_a_server_makes_the_file_beside_its_database_and_starts_with_no_other(database: str) -> None:
    async with school(database):
        pass
    path = place_of_keys("", database)
    assert path.name == "quizterm.db.keys"
    path.chmod(0o644)
    try:
        with pytest.raises(CannotStore, match="Others may read"):
            async with school(database):
                pass
    finally:
        path.chmod(0o600)


async def test_the_file_can_lie_elsewhere(database: str, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.keys"
    async with school(database, keys=str(path)) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        await ada.ask(Authenticate, token=login.access)

    assert len(read_keys(path).keys) == 1


async def test_a_server_keeps_its_keys_when_the_file_is_removed_or_damaged(
    database: str, tmp_path: Path
) -> None:
    path = tmp_path / "my.keys"
    async with school(database, keys=str(path)) as place, place.visitor() as ada:
        await place.person("Ada")
        login = await place.login(ada, "ada")
        path.write_text("nonsense")
        await ada.ask(Authenticate, token=login.access)
        path.unlink()
        await ada.ask(Authenticate, token=login.access)
        await ada.ask(Authenticate, token=(await place.login(ada, "ada")).access)

        assert place.log.count("keys_unreadable") == 2
