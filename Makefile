# Everything runs from a virtual environment of its own, .venv, which each target sets up when it is
# not there or pyproject.toml has changed. PYTHON=... chooses another Python.

CASES = cases/projekt-500
# Random assessments on which the engines are held to the reference; CI takes more.
PAIRS = 2000
# Every so many slips in a rule that the golden cases must notice; 1 are all of them.
SLIPS = 1
# Every so many golden cases, and faults in each that the cross-check must notice; CI takes more.
FAULTS = 29

.PHONY: help demo test lint bench clean

help:
	@echo 'make demo    assess two example cases: one half answered, one settled (in Danish)'
	@echo 'make test    run the tests'
	@echo 'make lint    check style, types and the direction of imports'
	@echo 'make bench   measure speed and memory; ten minutes on an idle machine'
	@echo 'make clean   remove the virtual environment and caches'

demo:
	@sh tools/setup
	.venv/bin/triage assess $(CASES)/demo-open.yaml
	.venv/bin/triage assess $(CASES)/demo-settled.yaml --lang da

test:
	@sh tools/setup dev
	.venv/bin/python -m pytest -n 2 --dist worksteal --pairs $(PAIRS) --slips $(SLIPS) --faults $(FAULTS)

lint:
	@sh tools/setup dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy --strict
	.venv/bin/lint-imports

bench:
	@sh tools/setup bench
	.venv/bin/python -m pytest -q --benchmark-quiet benchmarks --record benchmarks/results.md

clean:
	rm -rf .venv .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
