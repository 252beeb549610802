"""Combinations over HTTP, on the example region."""

import json
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

ASKED = {"of": "S-93", "region": "BE22", "near": "Hasselt", "on": "2026-09-15", "until": "2027-06-30"}


def test_a_planner_gets_the_set_and_what_it_costs(get):
    """The two workplaces with what each teaches, their kilometres, and the proof that one is not enough."""
    answer = get("/api/v1/combinations", **ASKED, lang="en")
    (best,) = answer["items"]
    assert [item["site"]["label"] for item in best["sites"]] == [
        "Voltéa Installaties, Genk", "Limbra Aandrijftechniek, Lommel",
    ]  # fmt: skip
    assert best["cost"]["sites"] == best["cost"]["companies"] == len(answer["apart"]) == 2
    assert best["cost"]["travel"] == pytest.approx(43.6, abs=0.1)
    assert best["proven"]
    assert sum(len(item["proved"]) for item in best["sites"]) == 42
    assert [item["competence"]["code"] for item in answer["untaught"]] == ["bkc0050066"]
    assert (answer["complete"], answer["dataVersion"], len(answer["competences"])) == (False, 2, 43)
    assert answer["asked"]["until"] == "2027-06-30"
    assert answer["licence"]


def test_the_answer_can_be_checked_in_sparql(client, get):
    """The SPARQL of the answer, asked again, returns exactly what the set leaves untaught."""
    answer = get("/api/v1/combinations", **ASKED)
    query = parse_qs(urlsplit(answer["query"]).query)["query"][0]
    rows = client.get("/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]
    assert [row["competence"]["value"] for row in rows] == [item["competence"]["iri"] for item in answer["untaught"]]


def test_work_that_was_ended_says_so(get):
    """Without time the best found comes with its bound, marked as not proven."""
    best = get("/api/v1/combinations", **ASKED, seconds=0)["items"][0]
    assert (best["proven"], best["open"], best["bound"]) == (False, "fewest-sites", 2)


def test_the_command_line_says_the_same(get, region):
    """Whoever asks on the command line gets the members of the API, but for its addresses."""
    api = get("/api/v1/combinations", **ASKED)
    options = [part for name, value in ASKED.items() if name != "of" for part in (f"--{name}", value)]
    run = subprocess.run(
        [sys.executable, "-m", "leerweg.cli.app", "combine", "S-93", *options, "--format", "json",
         "--store", region.settings.store, "--base", region.settings.base],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if "another process" in run.stderr:
        pytest.skip("the embedded store is open here, and this platform lets only one process read it")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    del told["query"], api["query"], api["licence"]
    assert told == api


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"of": ""}, 400),
        ({"of": "nobody knows this"}, 404),
        ({"near": "nobody knows this"}, 404),
        ({"near": "BE22"}, 404),
        ({"near": "91,5"}, 400),
        ({"near": "x" * 501}, 400),
        ({"near": "", "within": "5"}, 400),
        ({"within": "nan"}, 400),
        ({"within": "inf"}, 400),
        ({"within": "-1"}, 400),
        ({"within": "1e400"}, 400),
        ({"until": "2026-09-14"}, 400),
        ({"until": "9999-12-31"}, 400),
        ({"prefer": "cheapest"}, 400),
        ({"possible": "perhaps"}, 400),
        ({"alternatives": "1000000"}, 400),
        ({"seconds": "1e9"}, 400),
        ({"wthin": "5"}, 400),
    ],
)
def test_what_cannot_be_asked_is_a_problem(client, is_problem, wrong, status):
    """A wrong value is told as a problem document with the right status."""
    is_problem(client.get("/api/v1/combinations", params={**ASKED, **wrong}), status)


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-30"])
def test_the_first_and_the_last_day_of_the_calendar_are_days(get, on):
    """A day on which nobody is recognised gives an answer in which everything is untaught."""
    answer = get("/api/v1/combinations", of="BK-0117-2", on=on, until=on.replace("30", "31"))
    assert answer["items"] == []
    assert len(answer["untaught"]) == len(answer["competences"]) == 12
