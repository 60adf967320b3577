"""A bar where something takes long, and nothing left of it afterwards."""

import sys

from tests.support.machines import Machine

LONG = """
import sys, tty
tty.setcbreak(sys.stdin)  # what is typed must not move the cursor below the bar
from quizterm.cli.quiz.progress import progressing
with progressing("Reading [red].gift", lambda: (1234, 0.5)):
    sys.stdin.read(1)
print("over", flush=True)
sys.stdin.read(1)
"""


async def test_what_takes_long_shows_how_far_it_is(here: Machine) -> None:
    run = here.run((sys.executable, "-c", LONG))
    await run.until("Reading [red].gift ━")
    await run.until("1,234 questions")

    run.press("Space")

    assert "━" not in await run.until("over")
