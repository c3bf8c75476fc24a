# RareGuide. `make` alone lists the targets; the environment and all it needs are set up by whichever needs them.

UV_VERSION := 0.13.9
UV_HOME := .uv
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo $(UV_HOME)/bin/uv)
VENV := .venv
STAMP := $(VENV)/.synced
PYTEST := $(VENV)/bin/python -m pytest
# Two processes at once; a unit of tests/conftest.py is run by one of them.
BESIDE := -n 2
NEWER_VENV := .venv-3.12
NEWER_TESTS := tests/rareguide tests/actions tests/conversations/test_conversation_tables.py tests/handoff/test_business_hours.py \
	tests/handoff/test_time.py tests/knowledge/test_content_files.py
export UV_PROJECT_ENVIRONMENT := $(VENV)
export RASA_TELEMETRY_ENABLED := false
# Institutions often have a certificate authority of their own, which the system knows.
export UV_SYSTEM_CERTS := true
export UV_NATIVE_TLS := true

.DEFAULT_GOAL := help
.PHONY: help run cluster train evaluate bench fuzz soak sbom check test test-next test-prepare lint format lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(STAMP) ## set everything up and start the assistant with the demo page
	@$(VENV)/bin/rareguide run

cluster: $(STAMP) ## start two servers behind nginx, with PostgreSQL, Valkey or Redis, and the staff site
	@sh tools/cluster/prepare.sh
	@exec $(VENV)/bin/python -m tools.cluster

train: $(STAMP) ## train the model when data, config or domain have changed
	@$(VENV)/bin/rareguide train

evaluate: $(STAMP) ## measure understanding, names, dialogues and speed; reports go to var/evaluation
	@$(VENV)/bin/rareguide evaluate all

bench: $(STAMP) ## measure what a turn costs, beside stock Rasa and embedding search; reports go to var/bench
	@$(VENV)/bin/python -m tools.bench.turns $(BENCH)

soak: $(STAMP) ## keep a server busy for half an hour and the staff site for an hour; reports go to var/bench
	@$(VENV)/bin/python -m tools.bench.soak $(SOAK)
	@$(VENV)/bin/python -m tools.bench.staff_site $(SOAK_STAFF)

fuzz: $(STAMP) ## throw 100,000 made-up and broken inputs at what reads strangers' words
	@$(VENV)/bin/python -W ignore -m tools.fuzz $(FUZZ)

sbom: $(STAMP) ## list all packages with versions, hashes and licences, as CycloneDX; written to var/sbom.json
	@$(VENV)/bin/python -m tools.sbom

check: lint ## check style and types, and run the tests that start no server and no browser and train nothing
	@$(PYTEST) $(BESIDE) -m "not server and not browser and not training"

test: test-prepare ## run all checks, and the tests that this machine has the programs for; all with CI=true
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint train test-next
	@$(PYTEST) $(BESIDE)

test-next: $(NEWER_VENV)/.synced ## run the tests that need no Rasa on Python 3.12 (docs/dependencies.md)
	@$(NEWER_VENV)/bin/python -m pytest -p no:cacheprovider $(NEWER_TESTS)

lint: $(STAMP) ## check style and types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

format: $(STAMP) ## bring the code into its form
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

lock: $(UV) ## resolve the dependencies again and write requirements.lock
	@$(UV) lock --upgrade
	@$(UV) export --quiet --all-groups --no-emit-project --output-file requirements.lock --no-header
	@rm uv.lock
	@$(UV) pip compile --quiet --upgrade --python-version 3.12 --python-platform x86_64-unknown-linux-gnu --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --output-file tests/requirements-3.12.lock tests/requirements-3.12.in

clean: ## remove what was built and trained; the data folder stays
	rm -rf $(VENV) $(NEWER_VENV) models .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info widget/node_modules test-artifacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

test-prepare: $(STAMP)
	@sh tests/prepare.sh

$(STAMP): requirements.lock pyproject.toml .python-version | $(UV)
	@echo "Setting up the environment (once; about a minute) …" >&2
	@$(UV) venv --quiet --allow-existing --python 3.10 $(VENV)
	@$(UV) pip sync --quiet --compile-bytecode --python $(VENV) --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(VENV) --no-deps --editable .
	@touch $@

# Where pyenv is used, .python-version does not ask for 3.12; where it is not, the variable means nothing.
$(NEWER_VENV)/.synced: tests/requirements-3.12.lock | $(UV)
	@PYENV_VERSION=3.12 $(UV) venv --quiet --allow-existing --python 3.12 $(NEWER_VENV)
	@$(UV) pip sync --quiet --python $(NEWER_VENV) --require-hashes tests/requirements-3.12.lock
	@touch $@

$(UV_HOME)/bin/uv:
	@echo "Installing uv into $(UV_HOME) (once) …" >&2
	@python3 -m venv $(UV_HOME)
	@$(UV_HOME)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) 2>$(UV_HOME)/install.log || { cat $(UV_HOME)/install.log >&2; exit 1; }
