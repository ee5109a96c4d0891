# The developer's verbs. Each makes or renews the environment first; nothing here is needed to run the site.
PYTHON ?= python3
INSIDE = $(PYTHON) app.py setup && .venv/bin/python -m

.PHONY: check format bench simulate bulletin writers faults endurance load demo catalogs face pictures attack
check: ; @$(PYTHON) app.py test
format: ; @$(INSIDE) ruff check --fix . && .venv/bin/python -m ruff format .
# What pages cost, then searching, for which tantivy is installed as a yardstick.
bench: ; @$(PYTHON) app.py setup bench && .venv/bin/python -m benchmarks && .venv/bin/python -m benchmarks.searching
# Four months of reminders under a clock that is set, with workers killed; ends in figures that have to be 0.
simulate: ; @$(INSIDE) benchmarks.simulate
# An issue to 57,623 readers through a mail server of its own, with the worker killed once on the way.
# ENGINES=sqlite,postgresql does both; READERS=5000 is quicker.
bulletin: ; @$(INSIDE) benchmarks.bulletin --engines "$(or $(ENGINES),sqlite)" --readers "$(or $(READERS),57623)"
# Sixteen people who write for a minute, with the server killed five times; what it says of errors, lost and twice has to be 0.
writers: ; @$(INSIDE) benchmarks.writers
# The site, its worker, PostgreSQL, its primary and the disk fail one after the other while people write and read.
# ROUNDS=10 is quicker; what it says of lost, twice and leaks has to be 0.
faults: ; @$(INSIDE) benchmarks.faults --rounds "$(or $(ROUNDS),50)"
# An hour of reading and writing, and by how much the site and its worker grew. MINUTES=10 is a first look.
endurance: ; @$(INSIDE) benchmarks.endurance --minutes "$(or $(MINUTES),60)"
# A working day of 5,000 members in eight minutes, for which locust is installed; what it says of slo_met has to be 1.
# ENGINES=sqlite,postgresql does both; PACE=4 has four times as many people come.
load: ; @$(PYTHON) app.py setup bench && .venv/bin/python -m benchmarks.load --engines "$(or $(ENGINES),sqlite)" --pace "$(or $(PACE),1)" --minutes "$(or $(MINUTES),8)"
# Takes new texts into the catalogs and says which wait for a translation.
catalogs: ; @$(INSIDE) benchmarks.untranslated --update
# What a manager who keeps every release of needs can find out about single persons; aim: below .002 a figure.
attack: ; @$(INSIDE) benchmarks.attack
demo: ; @$(INSIDE) flask --app app demo load
# PAGES=home,question narrows both to routes and addresses with one of these words in them.
face: ; @$(INSIDE) benchmarks.face --pages "$(PAGES)"
pictures: ; @$(INSIDE) benchmarks.face.pictures --pages "$(PAGES)"
