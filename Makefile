# The tasks of this project. Only Python 3.11 or newer is needed; bun, which compiles the front end,
# comes from PyPI like everything else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8080

# The newest Python we know of, else whatever python3 is, if it is new enough.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

.PHONY: help run test check asvs bench texts clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## start the portal with the demo agency on http://localhost:8080 (PORT=… for another)
	@RXPORTAL_DEMO=$${RXPORTAL_DEMO-1} exec $(BIN)/python -m rxportal serve --prepare

test: $(VENV)/installed-dev ## run every check and every test, those in a real browser too
	@.ci/steps browser checks quick-tests journeys

check: $(VENV)/installed-dev ## run everything but the browser: format, lint, imports, types, tests
	@.ci/steps checks quick-tests

asvs: $(VENV)/installed-dev ## print what the tests show of OWASP ASVS 5.0; needs no browser
	@$(BIN)/python -m pytest -q -m asvs --asvs -n 2 --dist worksteal --ignore=tests/journeys

bench: $(VENV)/installed-dev ## measure, print a table and write bench.json
	@$(BIN)/python -m tests.bench

texts: $(VENV)/installed ## bring the catalogues in step with the texts in the sources
	@$(BIN)/python -m rxportal.locales.texts

clean: ## remove what was built and installed here; data/ stays
	rm -rf $(VENV) .web .build .states .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment: apt install $$(basename $(PYTHON))-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo "installing packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
