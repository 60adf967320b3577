"""What line mode does without."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["playing", "practising", "hosting", "watching"])
def test_line_mode_needs_no_screen_library(module: str) -> None:
    program = f"import sys, quizterm_client.plain.{module}; print(*sorted(sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "textual" not in loaded.stdout.split()
