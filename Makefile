# Every command of the project. `make serve` and `make test` set everything up themselves.
PYTHON ?= python3
BIN := .venv/bin
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet

.PHONY: serve test mutate lint format docs bench lock wheel system clean help

help:             ## show what can be made
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' 

.venv/installed: requirements.lock requirements-build.lock pyproject.toml
	@sh deploy/virtual-environment.sh $(PYTHON)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-build.lock --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --no-index --editable . 
	@touch $@

.venv/developed: requirements-dev.lock .venv/installed
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

serve: .venv/installed ## load the example into an embedded store and open http://127.0.0.1:8000
	$(BIN)/leerweg serve --example

test: .venv/developed system ## run every test
	$(BIN)/python -m pytest --numprocesses 2 $(ARGS)

mutate: .venv/developed ## weaken each shape in turn and see whether a case notices
	$(BIN)/python -m tests.shapes.mutate $(ARGS)

lint: .venv/developed ## formatting, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/developed ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/developed ## write the generated pages and the printed answers of the documentation anew
	$(BIN)/python -m tests.docs.writing

bench: .venv/developed ## print the tables of figures
	$(BIN)/python benchmarks/run.py $(ARGS)

lock: .venv/developed ## pin every dependency again, with hashes
	$(COMPILE) --all-build-deps --only-build-deps --output-file requirements-build.lock pyproject.toml
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --output-file requirements-dev.lock pyproject.toml

wheel: .venv/developed ## build the wheel
	$(BIN)/python -m build --wheel --no-isolation

system: ## system parts that only tests or one command need (Java, a browser), where Debian's packages may be installed
	@sh deploy/system-packages.sh

clean: ## remove everything that was made
	rm -rf .venv build dist var .pytest_cache .mypy_cache .ruff_cache
