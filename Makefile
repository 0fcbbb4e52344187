# The commands of the project; README.md says what each is for.
# Everything runs from the root with the locked packages of .venv; nothing is installed beside them.
PYTHON ?= python3
RUN = .venv/bin/python -m
# Material prints ten lines about its end of life at every build; design decisions already answer it.
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve test build check fuzz bench lint lock clean

serve: .venv/ready
	$(RUN) mkdocs serve

test: .venv/ready lint
	$(RUN) pytest

build: .venv/ready
	$(RUN) mkdocs build --strict

check: .venv/ready
	$(RUN) pandu check

.venv/ready: requirements.txt
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@
