"""What JSON lines do without."""

import subprocess
import sys


def test_json_lines_need_no_screen_library_and_no_words_of_line_mode() -> None:
    program = "import sys, quizterm_client.jsonlines.session; print(*sorted(sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    modules = loaded.stdout.split()
    assert "textual" not in modules
    assert not [name for name in modules if name.startswith("quizterm_client.plain")]
