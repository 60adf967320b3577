"""What is installed on a user's machine."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"quizterm", "quizterm_server", "quizterm_client"}


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_wheel_holds_our_three_packages_and_nothing_else(contents: list[str]) -> None:
    top = {name.split("/")[0] for name in contents}
    assert {name for name in top if not name.endswith(".dist-info")} == OURS


def test_the_wheel_holds_what_is_not_code(contents: list[str]) -> None:
    sheets = {str(path.relative_to(ROOT / "client")) for path in (ROOT / "client").rglob("*.tcss")}
    samples = {str(path.relative_to(ROOT)) for path in (ROOT / "quizterm").rglob("*.yaml")}
    assert samples
    assert sheets | samples | {f"{package}/py.typed" for package in OURS} <= set(contents)
