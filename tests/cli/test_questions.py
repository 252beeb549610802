"""The questions on the command line, on the example region."""

from __future__ import annotations

import csv
import io
import json

from pyoxigraph import RdfFormat, parse

ON = ("--on", "2026-09-15")


def test_workplaces_come_with_their_proof(leerweg):
    """A person reads who teaches the competence, by which offer and recognition, until when, and granted by whom."""
    run = leerweg("workplaces", "--teaches", "bkc0014563", "--region", "Limburg", *ON)

    assert run.returncode == 0, run.stderr
    assert "Fietsatelier De Gouden Spaak, Hasselt" in run.stdout
    assert "proved" in run.stdout
    assert "Fietshersteller duaal" in run.stdout


def test_every_format_gives_the_same_rows(leerweg):
    """Table, JSON, CSV and Turtle name the same workplaces in the same order."""
    question = ("coverage", "--of", "BK-0117-2", "--region", "BE22", *ON)
    names = [item["site"]["label"] for item in json.loads(leerweg(*question, "--format", "json").stdout)["items"]]
    rows = list(csv.DictReader(io.StringIO(leerweg(*question, "--format", "csv").stdout)))
    turtle = leerweg(*question, "--format", "turtle").stdout
    table = leerweg(*question).stdout

    assert names[0] == "Fietsatelier De Gouden Spaak, Hasselt"
    assert [row["workplace"] for row in rows] == names
    assert all(name in table.replace("\n", " ") or name.split(",")[0] in table for name in names)
    assert {quad.object.value for quad in parse(turtle, RdfFormat.TURTLE)} >= set(names)


def test_gaps_name_the_competence_nobody_teaches(leerweg):
    """The one gap of the story is found, on every basis."""
    for basis in ("stated", "recognised", "available"):
        answer = json.loads(leerweg("gaps", "--of", "S-93", "--region", "Limburg", *ON, "--basis", basis,
                                    "--format", "json").stdout)  # fmt: skip
        assert [item["competence"]["code"] for item in answer["items"]] == ["bkc0050066"]


def test_what_a_workplace_teaches(leerweg):
    """Asked from the workplace's side, the twelve competences of the bicycle repairer come back."""
    answer = json.loads(leerweg("competences", "--at", "8998010307", *ON, "--format", "json").stdout)

    assert answer["total"] == 12
    assert all(item["proved"] for item in answer["items"])


def test_an_ambiguous_name_gives_the_candidates(leerweg):
    """A name that can mean several things ends with code 2 and what it can mean."""
    run = leerweg("coverage", "--of", "elektro", *ON)

    assert run.returncode == 2
    assert "Elektrotechnicus" in run.stderr
    assert "id/qualification/BK-0138-3" in run.stderr


def test_mistakes_are_explained(leerweg):
    """Unknown names, impossible dates and unknown regions end with code 2 and what to do; never a stack trace."""
    for arguments, said in [
        (("coverage", "--of", "Ruimtevaarder", *ON), "Nothing here is called"),
        (("coverage", "--of", "BK-0117-2", "--on", "2026-02-30"), "is no date"),
        (("workplaces", "--teaches", "bkc0014563", "--region", "Atlantis", *ON), "Nothing here is called 'Atlantis'"),
        (("workplaces", "--teaches", "http://exa mple/"), "is not an IRI"),
    ]:
        run = leerweg(*arguments)
        assert (run.returncode, said in run.stderr) == (2, True), run.stderr
        assert "What to do" in run.stderr
        assert "Traceback" not in run.stderr


def test_an_empty_store_says_how_to_fill_it(fresh):
    """The first question on a new store is answered by what to do."""
    run = fresh("coverage", "--of", "BK-0117-2")

    assert run.returncode == 2
    assert "leerweg serve --example" in run.stderr


def test_sparql_from_a_file(leerweg, tmp_path):
    """A question of one's own runs from a file; a mistake in it is located; SERVICE is refused."""
    file = tmp_path / "count.rq"
    file.write_text("SELECT (COUNT(?s) AS ?n) WHERE { ?s a <https://w3id.org/leerweg/ns#Recognition> }")
    assert leerweg("query", str(file), "--format", "csv").stdout.split() == ["n", "37"]
    assert "37" in leerweg("query", str(file)).stdout

    file.write_text("SELECT ?s WHERE { ?s ?p }")
    assert leerweg("query", str(file)).returncode == 2

    file.write_text("SELECT ?s WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    refused = leerweg("query", str(file))
    assert refused.returncode == 2
    assert "SERVICE" in refused.stderr
