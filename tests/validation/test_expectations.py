"""What a finding says was found and expected: read from the shape, whatever kind of shape it is."""

import pyoxigraph as ox
import pytest

from leerweg.namespaces import SH
from leerweg.validation.reports import render_text, write_reports
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes

HEAD = """\
@prefix dct: <http://purl.org/dc/terms/> . @prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix lwsh: <https://w3id.org/leerweg/shapes#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix ex: <http://example.org/id/> .
@prefix workplace-learning-form: <https://w3id.org/leerweg/scheme/workplace-learning-form/> .
"""
PROFILE = "lwsh:own a owl:Ontology ; owl:imports <https://w3id.org/leerweg/shapes/own> ."
RULE = """
lwsh:own-rule a sh:{kind} ; skos:notation "R99" ; sh:severity sh:Violation ; sh:targetClass lw:Trajectory ;
    sh:name "n"@nl , "n"@fr , "n"@en ; sh:message "m"@nl , "m"@fr , "m"@en ;
    lwsh:howToComply "c"@nl , "c"@fr , "c"@en ; dct:source <https://w3id.org/leerweg/ns> ; {checks} .
"""


@pytest.fixture
def judged(tmp_path):
    """Judges data against one rule of our own: `judged("PropertyShape", "sh:path … ; sh:minCount 1", data)`."""

    def run(kind, checks, data, more=""):
        load_shapes.cache_clear()
        (tmp_path / "profiles").mkdir(exist_ok=True)
        (tmp_path / "profiles" / "own.ttl").write_text(HEAD + PROFILE, encoding="utf-8")
        (tmp_path / "own.ttl").write_text(HEAD + RULE.format(kind=kind, checks=checks) + more, encoding="utf-8")
        triples = [quad.triple for quad in ox.parse(HEAD + data, ox.RdfFormat.TURTLE)]
        return validate_graph(triples, (), load_shapes("own", tmp_path), name="plan.ttl")

    yield run
    load_shapes.cache_clear()


TRAJECTORY = "ex:T1 a lw:Trajectory "


@pytest.mark.parametrize(
    ("checks", "said", "found", "expected"),
    [
        ("sh:path lw:aimsAt ; sh:minCount 1", "", "niets", "minstens 1 bij “beoogt”"),
        ("sh:path lw:aimsAt ; sh:maxCount 1", "; lw:aimsAt ex:a , ex:b", "a, b", "hoogstens 1 bij “beoogt”"),
        ("sh:path lw:startDate ; sh:datatype xsd:date", '; lw:startDate "september"', "september",
         "een datum (jjjj-mm-dd)"),
        ("sh:path lw:startDate ; sh:nodeKind sh:Literal", "; lw:startDate ex:a", "a", "een tekst, getal of datum"),
        ('sh:path lw:startDate ; sh:minInclusive "2026-01-01"^^xsd:date', '; lw:startDate "2025-09-01"^^xsd:date',
         "1 september 2025", "minstens 1 januari 2026"),
        ("sh:path lw:claimsForm ; sh:in ( workplace-learning-form:dual workplace-learning-form:internship )",
         "; lw:claimsForm workplace-learning-form:observation", "observatie", "één van: "),
        ("sh:path lw:aimsAt ; sh:class lw:Qualification", "; lw:aimsAt ex:T1", "traject T1", "een "),
    ],
)  # fmt: skip
def test_found_and_expected_are_told_in_words(judged, checks, said, found, expected):
    """A reader sees what the file says and what the rule asks, with names and dates as people write them."""
    report = judged("PropertyShape", checks, f"{TRAJECTORY}{said} .")
    (finding,) = report.findings
    assert finding.found["nl"].startswith(found)
    assert finding.expected["nl"].startswith(expected)
    assert set(finding.expected) == {"nl", "fr", "en"}
    assert "http" not in "".join((*finding.found.values(), *finding.expected.values()))


def test_a_failure_of_a_nested_shape_stands_below_its_finding(judged):
    """With sh:node the finding says what is wrong underneath, in every form that can hold it."""
    inner = """lwsh:own-inner a sh:NodeShape ; sh:property [ sh:path lw:validFrom ; sh:minCount 1 ] ,
        [ sh:path lw:validUntil ; sh:minCount 1 ] ."""
    data = f'{TRAJECTORY}; lw:aimsAt ex:Q1 . ex:Q1 skos:prefLabel "Lasser"@nl .'
    report = judged("PropertyShape", "sh:path lw:aimsAt ; sh:node lwsh:own-inner", data, inner)
    (finding,) = report.findings
    assert [(detail.focus_label["nl"], detail.expected["nl"]) for detail in finding.details] == [
        ("Lasser", "minstens 1 bij “geldig vanaf”"),
        ("Lasser", "minstens 1 bij “geldig tot en met”"),
    ]
    assert "Daaronder: Lasser, geldig vanaf: minstens 1" in render_text(report, "nl")
    assert "Daaronder: Lasser, geldig vanaf" in write_reports([report], "html", "nl").decode()
    triples = [quad.triple for quad in ox.parse(report.graph, ox.RdfFormat.N_TRIPLES)]
    below = [triple for triple in triples if triple.predicate.value == SH + "detail"]
    results = [triple for triple in triples if triple.predicate.value == SH + "result"]
    assert (len(below), len(results)) == (2, 1)
    assert {triple.object for triple in below}.isdisjoint({triple.object for triple in results})


def test_a_rule_that_looks_at_no_single_property_says_neither(judged):
    """Where the shape does not tell, the message does; nothing is made up."""
    report = judged("NodeShape", "sh:not [ sh:path lw:aimsAt ; sh:maxCount 0 ]", f"{TRAJECTORY} .")
    (finding,) = report.findings
    assert (finding.found, finding.expected) == ({}, {})
