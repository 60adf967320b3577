# Two commands do all the set-up: `make demo` plays, `make test` checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test coverage check chaos matrix bench bench-full format docs snapshots clean

demo: $(STAMP)
	$(BIN)/quizterm demo

PYTEST := $(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term

# All tests. Coverage is measured in the quick ones and in half of the others, because measuring takes as long as
# running: what only the other half reaches counts as missing, and still it has to be enough.
test: check
	$(PYTEST) --cov-share 2 $(ARGS)

# The same tests, measured in all of them: which lines does no test reach?
coverage: $(STAMP)
	$(PYTEST) $(ARGS)

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Kill a server and cut lines for ten minutes; CHAOS="--seed 7 --seconds 60" does it again, or for less long.
chaos: $(STAMP)
	$(BIN)/python -m benchmarks.chaos $(CHAOS)

# Play a short game on every terminal, in ten minutes on two cores; MATRIX="--only 'linux 80x24'" for some of them.
matrix: $(STAMP)
	$(BIN)/python -m tests.terminal.matrix $(MATRIX)

# Measure rooms of 200 and 1,000 beside the yardstick, in some six minutes; BENCH="--repeat 5" for more. docs/performance.md
bench: $(STAMP)
	$(BIN)/python -m benchmarks.load table $(BENCH)

# The large sizes, joins, bursts, and people coming and going; BENCH="--churn-seconds 3600" for an hour of them.
bench-full: $(STAMP)
	$(BIN)/python -m benchmarks.load full $(BENCH)

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Write the documents that are generated from the code.
docs: $(STAMP)
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.generate.pictures

# Accept what the screens look like now; look at the pictures before committing them.
snapshots: $(STAMP)
	$(BIN)/pytest tests/client --snapshot-update

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "QuizTerm needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make an environment; on Debian and Ubuntu, install python3-venv." >&2; exit 1; }
	@{ $(INSTALL) --upgrade 'pip>=25.1' && $(INSTALL) --constraint constraints.txt --editable . --group dev; } || \
	  { echo "Packages could not be installed; check the network, then run make again." >&2; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage* dist build
