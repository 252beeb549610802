"""`leerweg combine` on the example region."""

from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import RdfFormat, parse

ASKED = ("combine", "S-93", "--region", "Limburg", "--near", "Hasselt", "--on", "2026-09-15")
PAIR = ["Voltéa Installaties, Genk", "Limbra Aandrijftechniek, Lommel"]


def test_a_person_reads_the_set_its_proof_and_what_is_missing(leerweg):
    """The two workplaces, why one cannot do, and the competence that nobody teaches."""
    run = leerweg(*ASKED, "--lang", "en")
    assert run.returncode == 0, run.stderr
    assert "42 of 43 competences" in run.stdout
    assert all(site in run.stdout for site in PAIR)
    assert "Maintenance in an explosive atmosphere (ATEX)" in run.stdout
    assert "Proven: no set is better than the first." in run.stdout
    assert "Fewer cannot do: no workplace in reach teaches two of" in run.stdout


def test_every_format_names_the_same_workplaces(leerweg):
    """JSON, CSV and Turtle have the set of the table; CSV has a row for every competence taught."""
    answer = json.loads(leerweg(*ASKED, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(leerweg(*ASKED, "--format", "csv").stdout)))
    turtle = leerweg(*ASKED, "--format", "turtle").stdout
    assert [item["site"]["label"] for item in answer["items"][0]["sites"]] == PAIR
    assert (answer["complete"], answer["dataVersion"]) == (False, 2)
    assert list(dict.fromkeys(row["workplace"] for row in rows if row["set"] == "1")) == PAIR
    assert len({row["code"] for row in rows if row["set"] == "1"}) == 42
    assert [row["verdict"] for row in rows if not row["set"]] == ["not in reach"]
    assert {quad.object.value for quad in parse(turtle, RdfFormat.TURTLE)} >= set(PAIR)


def test_work_that_was_ended_is_called_not_proven(leerweg):
    """Without time there is an answer all the same, and it says that it is not proven and what none comes below."""
    run = leerweg(*ASKED, "--seconds", "0")
    assert run.returncode == 0, run.stderr
    assert "Not proven: the work was ended first." in run.stdout
    assert "no set can have less than 2 workplaces" in run.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ("--within", "5"),
        ("--near", "Hasselt", "--within", "nan"),
        ("--near", "Hasselt", "--within", "-1"),
        ("--near", "91,5"),
        ("--near", "'; DROP"),
        ("--until", "2026-02-30"),
        ("--until", "2020-01-01"),
        ("--prefer", "cheapest"),
        ("--alternatives", "1000"),
        ("--seconds", "1e9"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(leerweg, wrong):
    """Exit code 2 and what to do instead, never a stack trace."""
    run = leerweg("combine", "S-93", "--on", "2026-09-15", *wrong)
    assert run.returncode == 2
    assert run.stderr
    assert "Traceback" not in run.stderr
