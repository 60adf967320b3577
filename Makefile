# Two commands do all the set-up: `make demo` plays, `make test` checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check format docs snapshots clean

demo: $(STAMP)
	$(BIN)/quizterm demo

test: check
	$(BIN)/pytest -n auto --cov --cov-report=term $(ARGS)

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Write the documents that are generated from the code.
docs: $(STAMP)
	$(BIN)/python -m docs.generate

# Accept what the screens look like now; look at the pictures before committing them.
snapshots: $(STAMP)
	$(BIN)/pytest tests/client --snapshot-update

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "QuizTerm needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage* dist build
