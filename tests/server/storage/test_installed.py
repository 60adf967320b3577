"""What is needed to make a database comes with the wheel."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
MAKE = """
import asyncio, sys
sys.path.insert(0, sys.argv[1])
import quizterm_server.storage.database as database

async def make():
    async with database.open_database(sys.argv[2], create=True):
        return database.__file__

print(asyncio.run(make()))
"""


def test_an_installed_server_makes_its_database(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "100% installed")

    made = subprocess.run(
        [sys.executable, "-c", MAKE, str(tmp_path / "100% installed"), str(tmp_path / "quizterm.db")],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")},
        check=True,
        capture_output=True,
        text=True,
    )

    assert made.stdout.startswith(str(tmp_path))
    assert (tmp_path / "quizterm.db").stat().st_size > 0
