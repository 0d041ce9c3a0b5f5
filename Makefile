# Everything a person or a scheduler calls. `make briefs` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
.DEFAULT_GOAL := help

help:
	@echo "make briefs   write an edition of briefs under briefs/"
	@echo "make lab      open JupyterLab at notebooks/"
	@echo "make test     run the checks and tests that CI runs"
	@echo "make check    linters, types, import contracts, generated files"
	@echo "make bench    speed and skill, as ratios within one run"
	@echo "make data     rebuild data/processed/ from data/raw/"
	@echo "make docs     regenerate environment.yml and the generated pages of docs/"
	@echo "make tagger   train the reader's tagger and network anew on the tuned part of the examples"
	@echo "make lock     resolve requirements.lock anew (needs uv)"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

briefs: $(READY)
	$(BIN)/ucj briefs

lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=notebooks

data: $(READY)
	$(BIN)/ucj build

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/make_docs.py --check
	$(BIN)/python tools/make_costs.py --check
	$(BIN)/python tools/backtest_page.py --check
	$(BIN)/python tools/comparing_page.py --check

test: check
	$(BIN)/python -m pytest

bench: $(READY)
	$(BIN)/python bench/start.py
	$(BIN)/python bench/read.py
	$(BIN)/python bench/judge.py
	$(BIN)/python -m bench.project
	$(BIN)/python -m bench.villages
	$(BIN)/python bench/briefs.py

docs: $(READY)
	$(BIN)/python tools/make_docs.py
	$(BIN)/python tools/make_costs.py
	$(BIN)/python tools/backtest_page.py
	$(BIN)/python tools/comparing_page.py

tagger: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	$(BIN)/python tools/train_tagger.py
	$(BIN)/python tools/train_network.py

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --extra dev pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --group train --constraint requirements.lock --output-file requirements-train.lock

.PHONY: help setup briefs lab data check test bench docs tagger lock
