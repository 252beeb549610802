"""The gates for one kind of document (a request for recognition, a standard trajectory), beside the example region."""

from datetime import date

import pyoxigraph as ox
import pytest

from leerweg import assets
from leerweg.validation.parsing import parse_document
from leerweg.validation.shacl import validate_graph
from leerweg.validation.shapes import load_shapes

BASE = "http://127.0.0.1:8000/"

REQUEST = """
@base <http://127.0.0.1:8000/> .
<id/organisation/0123456749> a lw:Company ; lw:enterpriseNumber "0123456749" ; rov:orgActivity nace:9529 .
<id/site/2123456791> a lw:Site , lw:RealWorkplace ; org:siteOf <id/organisation/0123456749> ;
    lw:establishmentNumber "2123456791" ; lw:municipality muni:71072 .
<id/mentor-role/m-1> a lw:MentorRole ; lw:mentorAt <id/site/2123456791> ; lw:forProgramme <id/programme/S-97> ;
    lw:isEligible true ; lw:attestedMinimumAge 30 ; lw:attestedExperienceYears 7 ; lw:validFrom "2026-09-15"^^xsd:date ;
    lw:conductExtractIssuedOn "2026-07-01"^^xsd:date .
<id/recognition/E-1> a lw:Recognition ; lw:recognises <id/site/2123456791> ; lw:forProgramme <id/programme/S-97> ;
    lw:recognitionScope <https://w3id.org/leerweg/scheme/recognition-scope/dual> ;
    lw:requestedOn "2026-09-01"^^xsd:date ;
    lw:grantedBy <id/organisation/sp-mobiliteit> ; lw:decisionDate "2026-09-14"^^xsd:date ;
    lw:validFrom "2026-09-15"^^xsd:date ; lw:validUntil "2031-09-14"^^xsd:date .
<id/mentor-bar/b-1> a lw:MentorBar ; lw:bars <id/mentor-role/m-2> ; lw:performedBy <id/organisation/departement-wse> ;
    lw:reason "De begeleiding bleef uit."@nl ; lw:decisionDate "2026-09-10"^^xsd:date ;
    lw:validFrom "2026-09-15"^^xsd:date .
<id/mentor-role/m-2> a lw:MentorRole ; lw:mentorAt <id/site/2123456791> ; lw:isEligible false .
"""

FILE = """
@base <http://127.0.0.1:8000/> .
<id/standard-trajectory/CD-1> a lw:StandardTrajectory ; skos:prefLabel "Curriculumdossier"@nl ;
    lw:ofProgramme <id/programme/S-97> ; lw:leadsTo <id/qualification/BK-0117-2> ; lw:workplaceShare 0.53 ;
    lw:trajectoryKind <https://w3id.org/leerweg/scheme/trajectory-kind/DUAAL_OK3> ;
    lw:regime <https://w3id.org/leerweg/scheme/regime/curriculumdossier> ; lw:validFrom "2025-09-01"^^xsd:date .
"""


@pytest.fixture(scope="module")
def example():
    files = assets.turtle_files(assets.data() / "example")
    read = [parse_document(file.read_bytes(), name=file.name, base=BASE) for file in files]
    return [triple for document in read for triple in document.triples]


@pytest.fixture
def judged(prefixes, example):
    """Judges a document beside the example region: `judged("recognition-request", document)`."""
    more = "@prefix rov: <http://www.w3.org/ns/regorg#> . @prefix nace: <http://data.europa.eu/ux2/nace2.1/> .\n"

    def run(profile, document, graph=""):
        read = [
            [quad.triple for quad in ox.parse(prefixes + more + text, ox.RdfFormat.TURTLE)]
            for text in (document, graph)
        ]
        shapes = load_shapes(profile)
        return validate_graph(read[0], (*example, *read[1]), shapes, on=date(2026, 9, 15), base=f"{BASE}id/")

    return run


def told(report):
    return [finding.rule for finding in report.findings]


def test_a_sound_request_passes_and_nobody_else_is_blamed(judged):
    """What the example region holds is no matter of the applicant's: nothing is said of it."""
    report = judged("recognition-request", REQUEST)
    assert told(report) == []
    assert report.others == ()


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ('lw:enterpriseNumber "0123456749"', 'lw:enterpriseNumber "0123456748"', "R31a"),
        ('lw:establishmentNumber "2123456791"', 'lw:establishmentNumber "1123456791"', "R31b"),
        ('lw:validUntil "2031-09-14"', 'lw:validUntil "2026-09-14"', "D1"),
        ("<id/organisation/departement-wse> ;\n    lw:reason", "<id/organisation/1998090726> ;\n    lw:reason", "N20a"),
        ('    lw:reason "De begeleiding bleef uit."@nl ; ', "    ", "N20b"),
        ("lw:grantedBy <id/organisation/sp-mobiliteit>", "lw:grantedBy <id/organisation/sp-voeding>", "R15b"),
        ("S-97> ;\n    lw:recognitionScope", "S-79> ;\n    lw:recognitionScope", "T1"),
    ],
)
def test_a_request_is_held_against_numbers_dates_and_mandates(judged, before, after, rule):
    """What a recognising body looks up is told at once: numbers, dates, who decided, and codes that nobody knows."""
    assert REQUEST.count(before) == 1
    assert rule in told(judged("recognition-request", REQUEST.replace(before, after)))


def test_a_mandate_of_others_is_not_held_against_the_applicant(judged):
    """A published mandate that runs on too long concerns the body that published it."""
    graph = """@base <http://127.0.0.1:8000/> .
    <id/succession/s-1> a lw:Succession ; lw:predecessor <id/organisation/sp-mobiliteit> ;
        lw:successor <id/organisation/vpdl> ; lw:takesEffectOn "2026-01-01"^^xsd:date ;
        lw:transfersPurpose <https://w3id.org/leerweg/scheme/mandate-purpose/recognition> ."""
    report = judged("recognition-request", REQUEST, graph)
    assert told(report) == []
    assert [finding.rule for finding in report.others] == ["N8b"]


def test_a_sound_curriculum_file_passes(judged):
    """A file under the regime in force, for a programme and a qualification that are published."""
    report = judged("standard-trajectory", FILE)
    assert told(report) == []
    assert report.others == ()


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("regime/curriculumdossier", "regime/standaardtraject", "N26a"),
        ('"2025-09-01"^^xsd:date', '"2025-09-01"^^xsd:date ; lw:validUntil "2025-08-31"^^xsd:date', "D1"),
        ("id/programme/S-97", "id/programme/S-79", "T1"),
    ],
)
def test_a_standard_trajectory_is_held_against_regimes_and_dates(judged, before, after, rule):
    """A standard trajectory that begins when its regime has ended is found at its own gate, as are dates and codes."""
    assert rule in told(judged("standard-trajectory", FILE.replace(before, after)))
