# Two commands set everything up on a fresh machine with Python 3.11 and a C compiler: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: help demo test check lint types imports bench lock wheel screenshots clean

help: ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.installed ## Install, run the whole job on the sample newsroom, open the desk (ARGS=--no-serve ends at once)
	$(BIN)/digest demo $(ARGS)

test: $(VENV)/.installed-dev ## Run the tests
	$(BIN)/python -m pytest $(ARGS)

check: lint types imports test ## Everything that must be green in every commit

lint: $(VENV)/.installed-dev ## ruff: rules and format of the code
	$(BIN)/ruff check digest tests bench docs
	$(BIN)/ruff format --check digest tests bench docs

types: $(VENV)/.installed-dev ## mypy --strict
	$(BIN)/mypy

imports: $(VENV)/.installed-dev ## import-linter: the floors of the house
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev ## List the benchmarks; python -m bench NAME runs one
	$(BIN)/python -m bench --help

lock: ## Pin the newest allowed versions again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra embeddings --group build --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra embeddings --extra magazine --group dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements-dev.lock

wheel: $(VENV)/.installed-dev ## Build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

clean: ## Remove what the other targets made
	rm -rf $(VENV) dist build digest-demo .mypy_cache .ruff_cache .pytest_cache
