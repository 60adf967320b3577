"""Files that are replaced as a whole, and things that are none."""

import os
import stat
from pathlib import Path

import pytest

from quizterm.files import replace_file


def test_what_is_no_regular_file_is_never_replaced_by_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link"
    link.symlink_to(pipe)

    for path in (pipe, link):
        with pytest.raises(OSError, match="no regular file"):
            replace_file(path, b"new")

    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link", "pipe"]


def test_a_file_that_was_to_be_new_leaves_one_that_is_there_alone(tmp_path: Path) -> None:
    path = tmp_path / "quiz.yaml"

    replace_file(path, b"first", only_new=True)
    with pytest.raises(FileExistsError):
        replace_file(path, b"second", only_new=True)

    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_nlink == 1
