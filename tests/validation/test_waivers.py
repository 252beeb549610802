"""Derogations: what counts as one, what it does to a finding, and what becomes of it when it lapses."""

from datetime import date

import pyoxigraph as ox
import pytest

from leerweg.validation.reports import render_text
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes

MENTOR = """
ex:young a lw:MentorRole ; lw:mentorAt ex:spaak ; lw:isEligible true ; lw:attestedMinimumAge 23 ;
    lw:decisionDate "2026-01-10"^^xsd:date .
"""
WAIVER = """
ex:W1 a lw:Waiver ; lw:waives <https://w3id.org/leerweg/shapes#mentor-minimum-age> ; lw:waivedFor ex:young ;
    lw:grantedBy ex:body ;
    dct:description "Ervaren vakman, op een jaar na."@nl , "A skilled worker, but a year short."@en ;
    lw:validFrom "2026-01-01"^^xsd:date ; lw:validUntil "2026-12-31"^^xsd:date .
"""
DEROGATION = "<https://w3id.org/leerweg/scheme/mandate-purpose/derogation>"
MANDATE = """
ex:body a lw:Partnership ; skos:prefLabel "Sectoraal partnerschap fietsen"@nl .
ex:M1 a lw:Mandate ; lw:mandateOf ex:body ; lw:validFrom "2020-01-01"^^xsd:date ;
    lw:mandateFor <https://w3id.org/leerweg/scheme/mandate-purpose/derogation> .
"""


@pytest.fixture
def judged(prefixes):
    """Judges a document on a day, in a graph: `judged(document, graph, "2026-06-01")`."""

    def run(document, graph, day, profile="publishing", **options):
        read = [[quad.triple for quad in ox.parse(prefixes + text, ox.RdfFormat.TURTLE)] for text in (document, graph)]
        return validate_graph(*read, load_shapes(profile), on=date.fromisoformat(day), **options)

    return run


@pytest.fixture
def told():
    """Rule and severity of each finding."""
    return lambda report: [(finding.rule, finding.severity) for finding in report.findings]


def test_a_waiver_turns_its_one_finding_into_advice(judged, told):
    """A derogation that was granted holds nothing up, and is shown with who, until when and why."""
    report = judged(MENTOR + WAIVER, MANDATE, "2026-06-01")
    assert told(report) == [("R18", "Info")]
    assert report.conforms
    (finding,) = report.findings
    assert finding.shape_severity == "Violation"
    text = " ".join(render_text(report, "nl").split())
    assert "Afwijking toegestaan door Sectoraal partnerschap fietsen tot en met 31 december 2026, omdat: Erv" in text
    assert "op een jaar na." in text
    assert finding.waiver.reason["en"] == "A skilled worker, but a year short."


def test_a_waiver_of_the_graph_counts_as_one_of_the_document(judged, told):
    """What the competent body published need not be repeated."""
    assert told(judged(MENTOR, MANDATE + WAIVER, "2026-06-01")) == [("R18", "Info")]


@pytest.mark.parametrize(("day", "state"), [("2026-12-31", "Info"), ("2027-01-01", "Violation")])
def test_a_lapsed_waiver_lets_its_finding_come_back(judged, told, day, state):
    """On the day after its last the finding blocks again, and the document hears that the derogation lapsed."""
    report = judged(MENTOR + WAIVER, MANDATE, day)
    assert ("R18", state) in told(report)
    assert [rule for rule, _ in told(report) if rule == "W1"] == (["W1"] if state == "Violation" else [])


def test_a_waiver_by_a_body_without_mandate_does_not_count(judged, told):
    """Nobody lets himself off: the finding stands, and the waiver is reported."""
    report = judged(MENTOR + WAIVER, MANDATE.replace("derogation", "recognition"), "2026-06-01")
    assert told(report) == [("R18", "Violation"), ("W2", "Warning")]
    assert "“Sectoraal partnerschap fietsen” had op 1 januari 2026 geen mandaat" in report.findings[1].message["nl"]


def test_a_waiver_covers_nothing_but_what_it_names(judged, told):
    """Another mentor, or another rule, is judged as ever."""
    other = MENTOR.replace("ex:young", "ex:other")
    assert ("R18", "Violation") in told(judged(MENTOR + other + WAIVER, MANDATE, "2026-06-01"))
    elsewhere = WAIVER.replace("mentor-minimum-age", "oao-minimum-hours")
    assert told(judged(MENTOR + elsewhere, MANDATE, "2026-06-01")) == [("R18", "Violation")]


def test_the_shacl_report_keeps_the_severity_of_the_shape(judged):
    """A waiver is ours and not of SHACL: other tools see what the shape says."""
    report = judged(MENTOR + WAIVER, MANDATE, "2026-06-01")
    assert "shacl#Violation" in report.graph


def test_nobody_grants_themselves_the_power_to_grant(judged, told):
    """A mandate that stands only in the document gives no power: the finding stands, and the reader hears why."""
    report = judged(MENTOR + WAIVER + MANDATE, "", "2026-06-01")
    assert told(report) == [("R18", "Violation"), ("W2", "Warning")]
    assert not report.conforms
    assert report.findings[1].message == {
        "nl": "Het mandaat van “Sectoraal partnerschap fietsen” om afwijkingen toe te staan is niet gepubliceerd: het"
        " staat alleen in dit document. De afwijking telt niet.",
        "fr": "Le mandat de « Sectoraal partnerschap fietsen » pour accorder des dérogations n'est pas publié : il ne"
        " figure que dans ce document. La dérogation ne compte pas.",
        "en": "The mandate of “Sectoraal partnerschap fietsen” to grant derogations is not published: it stands in this"
        " document only. The derogation does not count.",
    }


@pytest.mark.parametrize(
    ("published", "posted"),
    [
        (MANDATE.replace("derogation", "recognition"), MANDATE),
        (MANDATE.replace("ex:body ;", "ex:other ;"), MANDATE),
        (MANDATE.replace('"2020-01-01"', '"2026-05-01"'), MANDATE),
        (MANDATE.replace("lw:validFrom", 'lw:validUntil "2025-12-31"^^xsd:date ; lw:validFrom'), MANDATE),
        (MANDATE.replace("derogation", "recognition"), f"ex:M1 lw:mandateFor {DEROGATION} ."),
    ],
)
def test_a_published_mandate_is_not_stretched_by_a_document(judged, told, published, posted):
    """Another purpose, holder or date, under the name of a mandate that is published, is the document's own."""
    report = judged(MENTOR + WAIVER + posted, published, "2026-06-01")
    assert told(report) == [("R18", "Violation"), ("W2", "Warning")]


def test_a_published_mandate_may_be_repeated(judged, told):
    """What was published first may stand in the document again, word for word."""
    assert told(judged(MENTOR + WAIVER + MANDATE, MANDATE, "2026-06-01")) == [("R18", "Info")]


def test_a_mandate_of_the_document_does_not_void_a_published_one(judged, told):
    """A body with a published mandate keeps its power, whatever else the document says of it."""
    more = MANDATE.replace("ex:M1", "ex:M2")
    assert told(judged(MENTOR + WAIVER + more, MANDATE, "2026-06-01")) == [("R18", "Info")]


@pytest.mark.parametrize("profile", ["draft", "ready-to-sign", "running", "recognition-request"])
def test_a_waiver_is_judged_at_every_gate_where_it_counts(judged, told, profile):
    """No gate takes a derogation at its word."""
    assert ("R18", "Violation") in told(judged(MENTOR + WAIVER + MANDATE, "", "2026-06-01", profile))
    assert ("R18", "Info") in told(judged(MENTOR + WAIVER, MANDATE, "2026-06-01", profile))


def test_a_void_waiver_of_the_graph_counts_nowhere(judged, told):
    """Judging what is published looks at derogations too: a lapsed one, or one without mandate, takes nothing away."""
    for graph, day in ((MANDATE + WAIVER, "2027-01-01"), (WAIVER, "2026-06-01")):
        report = judged(MENTOR, graph, day, own_only=True)
        assert told(report) == [("R18", "Violation")]
        assert report.others == ()
    assert told(judged(MENTOR, MANDATE + WAIVER, "2026-06-01", own_only=True)) == [("R18", "Info")]


def test_a_gate_without_rules_on_waivers_knows_none(judged):
    """Where nobody asks whether a derogation counts, it does not."""
    qualification = 'ex:BK a lw:Qualification ; lw:validFrom "2020-01-01"^^xsd:date .'
    bare = judged(qualification, "", "2026-06-01", "elm")
    (finding, *_) = [one for one in bare.findings if one.severity != "Info"]
    waiver = WAIVER.replace("https://w3id.org/leerweg/shapes#mentor-minimum-age", finding.shape)
    waived = judged(qualification + waiver.replace("ex:young", "ex:BK"), MANDATE, "2026-06-01", "elm")
    assert [one.severity for one in waived.findings] == [one.severity for one in bare.findings]
