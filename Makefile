.PHONY: check format lint types contracts test docs new-language
RUN = uv run --quiet

check: lint types contracts test

format:
	$(RUN) ruff format src tests benchmarks scripts
	$(RUN) ruff check --fix src tests benchmarks scripts

lint:
	$(RUN) ruff format --check src tests benchmarks scripts
	$(RUN) ruff check src tests benchmarks scripts

types:
	$(RUN) mypy

contracts:
	$(RUN) lint-imports

test:
	$(RUN) pytest

new-language:
	$(RUN) python scripts/new_language.py $(word 2,$(MAKECMDGOALS))

ifeq (new-language,$(firstword $(MAKECMDGOALS)))
$(eval $(word 2,$(MAKECMDGOALS)):;@:)
endif
