# The commands of the project; README.md says what each is for.
# Everything runs from the root with the locked packages of .venv; nothing is installed beside them.
export PYTHON ?= python3
RUN = .venv/bin/python -m
COMPILE = .lock-venv/bin/pip-compile $(UPGRADE) --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--strip-extras
# Material prints ten lines about its end of life at every build; design decisions already answer it.
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve test build check fuzz bench zensical lint lock clean

serve: .venv/ready
	$(RUN) mkdocs serve

# The tests look for `chromium` on the path; .cache/bin holds a link to the browser that was found.
test: export PATH := $(CURDIR)/.cache/bin:$(PATH)
test: .cache/bin/chromium .cache/bin/java lint check
	$(RUN) pytest

# The same bytes from the same commit: the sitemap's dates come from here, the pages' own from pandu/settings.py.
# First the pages, then what is made of them: files to take along, and the worker that knows every file.
build: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
build: export PATH := $(CURDIR)/.cache/bin:$(PATH)
build: .venv/ready .cache/bin/chromium
	$(RUN) mkdocs build --strict
	$(RUN) pandu offline build

check: .venv/ready
	$(RUN) pandu check

# Property tests only, with 100,000 examples each instead of 200.
fuzz: export HYPOTHESIS_PROFILE = fuzz
fuzz: .venv/ready
	$(RUN) pytest -m hypothesis

bench: .venv/ready
	$(RUN) tests.bench

lint: .venv/ready
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

# Builds the course with the successor of Material as well and says where the two differ. It may fail.
zensical: build .cache/zensical-venv/ready
	.cache/zensical-venv/bin/python -m zensical build --config-file zensical.yml
	$(RUN) tests.zensical.compare site .cache/zensical

# Writes the locks. Versions stay as they are where they can; `make lock UPGRADE=--upgrade` moves them.
lock: export CUSTOM_COMPILE_COMMAND = make lock
lock: .lock-venv/ready
	$(COMPILE) --extra=test --output-file=requirements.txt pyproject.toml
	$(COMPILE) --output-file=tests/zensical/requirements.txt tests/zensical/requirements.in

clean:
	rm -rf .venv .lock-venv site .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results

.venv/ready: requirements.txt
	.ci/set-up python

.cache/bin/chromium:
	.ci/set-up chromium

# EPUBCheck, with which the tests check the EPUB, is a Java program.
.cache/bin/java:
	.ci/set-up java

.lock-venv/ready:
	$(PYTHON) -m venv .lock-venv
	.lock-venv/bin/pip install --quiet --disable-pip-version-check pip-tools==7.6.2
	touch $@

.cache/zensical-venv/ready: tests/zensical/requirements.txt
	$(PYTHON) -m venv --clear .cache/zensical-venv
	.cache/zensical-venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@
