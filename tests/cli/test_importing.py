"""Importing from the command line: acknowledged, repeatable, and without traces when it fails."""

from __future__ import annotations

import json

SITE = "<http://127.0.0.1:8000/id/site/8998010307>"


def _info(command):
    return json.loads(command("store", "info", "--format", "json").stdout)


def test_rdf_is_published_once(fresh, tmp_path):
    """The same file twice is one publication; a dry run none; the second time says so."""
    file = tmp_path / "note.ttl"
    file.write_text(f'{SITE} <http://www.w3.org/2004/02/skos/core#altLabel> "De Spaak"@nl .')

    dry = fresh("import", "rdf", str(file), "--dry-run")
    assert "nothing was written" in dry.stdout
    assert _info(fresh)["triples"] == 0

    first = fresh("import", "rdf", str(file), "--format", "json")
    second = fresh("import", "rdf", str(file), "--format", "json")

    assert json.loads(first.stdout)["published"] is True
    assert json.loads(second.stdout)["published"] is False
    assert json.loads(second.stdout)["dataVersion"] == json.loads(first.stdout)["dataVersion"]


def test_a_delivery_that_breaks_a_rule_is_not_published(fresh, tmp_path):
    """A recognition by a body without mandate is stopped at the gate, with the rule and how to comply."""
    file = tmp_path / "self.ttl"
    file.write_text(
        "@prefix lw: <https://w3id.org/leerweg/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "<id/recognition/r1> a lw:Recognition ; lw:recognises <id/site/s1> ; lw:grantedBy <id/organisation/me> ;\n"
        "  lw:forProgramme <id/programme/S-97> ;\n"
        "  lw:recognitionScope <https://w3id.org/leerweg/scheme/recognition-scope/dual> ;\n"
        '  lw:decisionDate "2026-01-01"^^xsd:date ; lw:validFrom "2026-01-01"^^xsd:date ;\n'
        '  lw:validUntil "2029-01-01"^^xsd:date .\n'
    )
    before = _info(fresh)

    run = fresh("import", "rdf", str(file))

    assert run.returncode == 2
    assert "R15" in run.stderr
    assert _info(fresh)["triples"] >= before["triples"]
    assert "recognition/r1" not in fresh("store", "info").stdout


def test_a_class_hierarchy_in_data_is_rejected(fresh, tmp_path):
    """Nobody recognises itself by declaring its own class: the record is rejected and named."""
    file = tmp_path / "schema.ttl"
    file.write_text(
        "<id/x> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/leerweg/ns#PublicBody> ."
    )

    run = fresh("import", "rdf", str(file))

    assert "1 rejected" in run.stdout
    assert "subClassOf" in run.stdout


def test_the_template_can_be_filled_in_and_imported(fresh, tmp_path):
    """The template with its example rows goes in as it comes out."""
    book = tmp_path / "register.xlsx"
    assert fresh("template", "register", str(book), "--example").returncode == 0

    run = fresh("import", "register", str(book), "--format", "json")

    said = json.loads(run.stdout)
    assert said["counts"]["rejected"] == 0, said["rejections"]
    assert said["published"] is True


def test_a_refused_delivery_tells_what_was_rejected_on_the_way(fresh, tmp_path):
    """A mentor named by an e-mail address is rejected, so that the recognition lacks one: both are told."""
    fresh("template", "register", str(tmp_path / "register"), "--example")
    mentors = tmp_path / "register" / "mentors.csv"
    mentors.write_text(mentors.read_text(encoding="utf-8").replace("M-0001", "an@example.org"), encoding="utf-8")

    run = fresh("import", "register", str(tmp_path / "register"))

    assert run.returncode == 2
    assert "R17" in run.stderr
    assert "an e-mail address" in run.stderr


def test_a_synthetic_register_is_made_over_what_is_loaded(leerweg, tmp_path):
    """The generator writes a register over the programmes in the store; the same seed gives the same files."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        run = leerweg("generate", "register", "--workplaces", "40", "--seed", "3", "--output", str(folder))
        assert run.returncode == 0, run.stderr
    assert [f.read_bytes() for f in sorted(one.iterdir())] == [f.read_bytes() for f in sorted(two.iterdir())]
