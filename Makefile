# Two commands for everybody: `make site` and `make test`. Both start from nothing but Python 3.11, make and git.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help install site test fuzz bench bench-topics check format lock clean

help: ## Show the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

install: $(VENV)/installed ## Make the virtual environment with locked versions

site: install ## Import the demo, verify its snippets, build the site
	$(BIN)/kbtools import kbtools/demo/sources
	$(BIN)/kbtools verify
	$(BIN)/kbtools build
	$(BIN)/mkdocs build --strict --quiet
	@echo "the site is in $(CURDIR)/site: open $(CURDIR)/site/index.html, or run $(BIN)/kbtools serve"

test: install check ## Run all checks and the whole test suite
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

fuzz: install ## Read mangled documents for minutes: no crash, no hang, no lost character
	$(BIN)/python tests/fuzz/readers.py

bench: install ## Measure reading and importing against the least their work needs, with the goals
	$(BIN)/python -m tests.bench $(ARGS)

bench-topics: install ## Measure placing and joining: how right, how fast, how much memory
	$(BIN)/python tests/bench/topics.py
	$(BIN)/python tests/bench/joins.py

check: install ## Formatting, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: install ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: install ## Lock the versions of all dependencies anew
	$(BIN)/pip-compile --quiet --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra torch --extra dev --output-file requirements.lock pyproject.toml
	sed -i 's/+cpu$$//' requirements.lock  # the build differs from machine to machine, the version does not

clean: ## Remove what can be made again
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis
