# The developer's verbs. Each makes or renews the environment first; nothing here is needed to run the site.
PYTHON ?= python3
INSIDE = $(PYTHON) app.py setup && .venv/bin/python -m

.PHONY: check format bench demo face
check: ; @$(PYTHON) app.py test
format: ; @$(INSIDE) ruff check --fix . && .venv/bin/python -m ruff format .
bench: ; @$(INSIDE) benchmarks
demo: ; @$(INSIDE) flask --app app demo load
face: ; @$(INSIDE) benchmarks.face
