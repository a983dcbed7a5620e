# Every target does its own set-up (scripts/setup.sh, done once per change of the lock); `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup tesseract postgresql demo test soak check format lint types contracts fix bench lock clean

PY := .venv/bin/python
PYTEST := $(PY) -m pytest
DEMO_DB := demo.db
# More words for pytest or the bench: make test ARGS="-k spans -x"
ARGS ?=

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: ## .venv with the locked packages and this project in it
	@scripts/setup.sh

tesseract: setup
	@scripts/tesseract.sh

postgresql: setup
	@scripts/postgresql.sh

demo: setup tesseract ## the main job, end to end, on our own samples
	@scripts/demo.sh $(DEMO_DB)

test: setup tesseract postgresql ## all tests but the long ones, with coverage
	$(PYTEST) -m "not soak" --cov --cov-branch --cov-report=term $(ARGS)

soak: setup tesseract postgresql ## the long tests
	$(PYTEST) -m soak $(ARGS)

check: format lint types contracts ## format, lint, types, import contracts

format: setup
	$(PY) -m ruff format --check .

lint: setup
	$(PY) -m ruff check .

types: setup
	$(PY) -m mypy

contracts: setup
	.venv/bin/lint-imports --no-logo --no-cache

fix: setup ## format, and mend what the linter can mend by itself
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: setup ## speeds as ratios to a floor measured in the same run, harm on clean text
	$(PY) -m bench $(ARGS)

lock: setup ## requirements.lock from pyproject.toml (needs the network)
	@scripts/lock.sh

clean: ## everything that was made here
	rm -rf .venv .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
	rm -f $(DEMO_DB) $(DEMO_DB)-wal $(DEMO_DB)-shm $(DEMO_DB).lock
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
