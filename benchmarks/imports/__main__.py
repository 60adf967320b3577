"""The table of the corpus, the fuzz run, the speed of large imports: `python -m benchmarks.imports WHAT`."""

import argparse
import sys
from pathlib import Path

from benchmarks.imports.corpus import report_corpus
from benchmarks.imports.fuzz import report_fuzz
from benchmarks.imports.speed import report_speed

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def main() -> int:
    """Do what the command line asks for; the status is 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with real quiz files")
    parts = parser.add_subparsers(dest="what", required=True)
    parts.add_parser("corpus", help="every real file: what is expected, what came out")
    fuzz = parts.add_parser("fuzz", help="broken files: how many, how long, how many tracebacks")
    fuzz.add_argument("--seconds", type=float, default=60.0, help="how long")
    fuzz.add_argument("--seed", type=int, default=1, help="same seed, same files")
    speed = parts.add_parser("speed", help="5,250 questions as JSON, 49,716 as GIFT, as whole commands")
    speed.add_argument("--repeat", type=int, default=3, help="how often; the table has the median")
    asked = parser.parse_args()
    match asked.what:
        case "corpus":
            return report_corpus(asked.corpus)
        case "fuzz":
            return report_fuzz(asked.corpus, asked.seconds, asked.seed)
        case _:
            return report_speed(asked.corpus, asked.repeat)


if __name__ == "__main__":
    sys.exit(main())
