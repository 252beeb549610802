"""The validator as command line and web interface use it: bytes in, report out, whatever the bytes are."""

import json

import pyoxigraph as ox
import pytest

from leerweg.errors import InputError, MalformedInputError, UnacceptableContentError, WorkLimitError
from leerweg.isolation import prepare
from leerweg.validation import WORKER_MODULES, Limits, Validator
from leerweg.validation.parsing import parse_document
from leerweg.validation.reports import write_reports
from leerweg.validation.shacl_report import serialise_report
from leerweg.validation.validator import judge

SUBCLASS = "rdfs:subClassOf"


@pytest.fixture(scope="module", autouse=True)
def prepared():
    prepare(WORKER_MODULES)


@pytest.fixture
def context(graph):
    return tuple(quad.triple for quad in ox.parse(graph, ox.RdfFormat.TURTLE))


def test_a_document_is_judged_with_what_the_graph_answers(document, context):
    """The graph is asked about everything that the document mentions, and only that."""
    asked = []

    def fetch(iris):
        asked.extend(iri.value for iri in iris)
        return context

    report = Validator(fetch_context=fetch).validate(document.encode(), name="plan.ttl")
    assert report.conforms
    assert report.name == "plan.ttl"
    assert "http://example.org/id/BK-0117-2" in asked
    assert "http://example.org/id/O1" not in asked


def test_findings_say_on_which_line_the_thing_stands(document, context):
    """Whoever mends the document opens it at the right line."""
    report = Validator().validate(document.replace("24.0", "12.0").encode(), name="plan.ttl", context=context)
    assert [(finding.rule, finding.where) for finding in report.findings] == [("R7", "plan.ttl, line 19")]
    assert not report.conforms


def test_a_report_is_plain_json(document, context):
    """A report goes over the wire as it is."""
    report = Validator().validate(document.replace("24.0", "12.0").encode(), name="plan.ttl", context=context)
    content = json.loads(write_reports([report], "json", "nl"))
    assert content["conforms"] is False
    assert content["findings"][0]["message"]["nl"].startswith("Een overeenkomst van alternerende opleiding")
    assert "graph" not in content


@pytest.mark.parametrize("rdf_format", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD])
def test_a_report_is_a_shacl_report_in_the_usual_formats(document, context, rdf_format):
    """Other tools read the report as SHACL has it."""
    text = document.replace("24.0", "12.0").encode()
    report = judge(parse_document(text, name="plan.ttl"), context)
    triples = [quad.triple for quad in ox.parse(serialise_report(report, rdf_format), rdf_format)]
    sh = "http://www.w3.org/ns/shacl#"
    said = {(triple.predicate.value.removeprefix(sh), triple.object.value) for triple in triples if
            isinstance(triple.object, ox.Literal | ox.NamedNode)}  # fmt: skip
    assert ("conforms", "false") in said
    assert ("sourceShape", "https://w3id.org/leerweg/shapes#oao-minimum-hours") in said
    languages = {triple.object.language for triple in triples if triple.predicate.value == sh + "resultMessage"}
    assert languages == {"nl", "fr", "en"}


def test_a_document_that_makes_its_own_class_a_workplace_is_refused(document, graph):
    """A school cannot turn its workshop into a workplace by a statement about classes."""
    claim = f"ex:Shed {SUBCLASS} lw:RealWorkplace . ex:spaak a ex:Shed ."
    with pytest.raises(UnacceptableContentError, match="subClassOf"):
        Validator().validate((document + claim).encode(), name="plan.ttl")


def test_a_class_hierarchy_in_the_neighbourhood_of_a_judgement_comes_from_the_ontology(document, graph):
    """Without the claim being believed, a thing of an unknown class is no workplace."""
    shed = graph.replace("ex:spaak a lw:Site , lw:RealWorkplace", "ex:spaak a lw:Site , ex:Shed")
    known = tuple(quad.triple for quad in ox.parse(shed, ox.RdfFormat.TURTLE))
    report = judge(parse_document(document.encode(), name="plan.ttl"), known)
    assert {finding.rule for finding in report.findings} == {"N3"}


def test_statements_smuggled_into_another_graph_are_refused(document):
    """A named graph in a posted document reaches nothing."""
    with pytest.raises(UnacceptableContentError, match="named graph"):
        Validator().validate((document + "ex:g { ex:gold a lw:Company . }").encode(), format="trig")


@pytest.mark.parametrize(
    "tail",
    [
        'ex:A1 lw:realWorkplaceHours "1e1000000000"^^xsd:double .',
        'ex:A1 lw:realWorkplaceHours "-INF"^^xsd:double , "NaN"^^xsd:float .',
        'ex:T1 lw:startDate "2026-13-77"^^xsd:date .',
        "ex:A1 lw:withSite ex:A1 . ex:T1 lw:hasComponent ex:T1 . ex:C1 skos:broader ex:C1 .",
    ],
)
def test_hostile_values_end_in_a_report(document, context, tail):
    """A bomb in a literal or a circle in the graph costs nothing but a finding."""
    report = Validator(seconds=10, megabytes=700).validate((document + tail).encode(), name="plan.ttl", context=context)
    assert report.profile == "draft"


@pytest.mark.parametrize(
    "text", [b"", b"\x00" * 99, b"<" * 9_999, b"{" * 99_999, b"@prefix : <http://x.org/> . :a :b "]
)
def test_rubbish_ends_in_a_report_or_a_reason(text):
    """Nothing that is sent in ends in anything else than a report or a reason."""
    try:
        outcome = Validator().validate(text, format="turtle").profile
    except InputError as refused:
        outcome = refused.message and refused.remedy
    assert outcome


def test_work_without_end_is_stopped(document, context):
    """A document that takes too long to judge is given up after the time that was set."""
    with pytest.raises(WorkLimitError, match="seconds"):
        Validator(seconds=0.001).validate(document.encode(), name="plan.ttl", context=context)


def test_limits_and_base_can_be_set():
    """An operator sets how large a document may be and against what its relative addresses are read."""
    validator = Validator(base="http://example.org/", limits=Limits(triples=1))
    assert validator.read(b"<a> <b> <c> .", format="turtle").mentioned()[0].value == "http://example.org/a"
    with pytest.raises(InputError, match="more than 1 statements"):
        validator.read(b"<a> <b> <c> , <d> .", format="turtle")
    with pytest.raises(MalformedInputError):
        Validator().read(b"<a> <b> <c> .", format="turtle")
