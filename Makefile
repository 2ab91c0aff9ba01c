# Everything runs from a virtual environment of its own, .venv, which each target sets up when it is
# not there or pyproject.toml has changed. PYTHON=... chooses another Python.

CASES = cases/projekt-500
# What is left to do is shared by both workers. How much each tier takes: tests/sizes.py.
PYTEST = .venv/bin/python -m pytest -n 2 --dist worksteal

.PHONY: help demo serve test test-more test-spark soak lint bench clean

help:
	@echo 'make demo       assess two example cases: one half answered, one settled (in Danish)'
	@echo 'make serve      serve the page with the same two cases; Ctrl-C stops it'
	@echo 'make test       run the tests; some five minutes'
	@echo 'make test-more  run those again that can be larger; CI does; some twenty minutes'
	@echo 'make test-spark run those that take Spark, small; they take Java 17 or later'
	@echo 'make soak       run everything exhaustive, and write docs/reference/soak.md; hours'
	@echo 'make lint       check style, types and the direction of imports'
	@echo 'make bench      measure speed and memory; ten minutes on an idle machine'
	@echo 'make clean      remove the virtual environment and caches'

demo:
	@sh tools/setup
	.venv/bin/triage assess $(CASES)/demo-open.yaml
	.venv/bin/triage assess $(CASES)/demo-settled.yaml --lang da

serve:
	@sh tools/setup web
	.venv/bin/triage serve --demo $(CASES)/demo-open.yaml --demo $(CASES)/demo-settled.yaml

test:
	@sh tools/setup dev
	$(PYTEST)

test-more:
	@sh tools/setup dev
	$(PYTEST) --tier more

# PySpark is half a gigabyte, and takes an earlier pandas: it is set up where it is asked for. Spark
# takes minutes to read the views of a rulebook of full size: `make soak` runs them.
test-spark:
	@sh tools/setup dev
	@sh tools/setup spark
	.venv/bin/python -m pytest --tier soak --sql-rows 40 tests/test_spark.py \
		--deselect tests/test_spark.py::test_views_of_the_shipped_rulebook

soak:
	@sh tools/setup dev
	@sh tools/setup spark
	$(PYTEST) --tier soak --counts docs/reference/soak.md

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
