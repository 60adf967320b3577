"""What the benchmarks of imports print, at once."""

import sys


def say(text: str) -> None:
    """Print a line or several."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
