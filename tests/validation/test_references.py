"""References to things that nobody knows, and findings in what others published."""

import re
from dataclasses import replace

import pyoxigraph as ox
import pytest

from leerweg.bootstrap import assemble, load_example, load_ontology
from leerweg.isolation import prepare
from leerweg.settings import Settings
from leerweg.validation import WORKER_MODULES, Validator
from leerweg.validation.reports import render_text

BASE = "http://example.org/"


@pytest.fixture(scope="module", autouse=True)
def prepared():
    prepare(WORKER_MODULES)


@pytest.fixture
def validator():
    """A validator over a graph given as Turtle, which answers with what it says of the things asked about."""

    def make(graph, **more):
        triples = [quad.triple for quad in ox.parse(graph, ox.RdfFormat.TURTLE)]

        def fetch(things):
            return [triple for triple in triples if triple.subject in set(things)]

        return Validator(fetch_context=fetch, base=BASE, **more)

    return make


def test_a_reference_to_what_nobody_knows_is_a_finding(validator, prefixes):
    """A mistyped code is named, with its line, and blocks nothing."""
    text = f"{prefixes}\nex:O1 a lw:LearningOffer ; lw:offeredAt\n  ex:spaakk ."
    report = validator("").validate(text.encode(), name="offer.ttl")
    assert report.conforms
    (finding,) = report.findings
    assert (finding.rule, finding.severity, finding.focus) == ("T1", "Warning", f"{BASE}id/spaakk")
    assert finding.line == len(prefixes.splitlines()) + 3
    assert "niemand heeft het beschreven" in finding.message["nl"]


def test_what_the_graph_or_the_document_knows_is_no_finding(validator, prefixes):
    """A reference to what is described, here or there, or to what is not ours, is not remarked upon."""
    text = f"{prefixes} ex:O1 a lw:LearningOffer ; lw:offeredAt ex:a , ex:b , <http://x.org/id/c> . ex:a a lw:Site ."
    assert validator(f"{prefixes} ex:b a lw:Site .").validate(text.encode(), name="o.ttl").findings == ()


def test_without_a_graph_nothing_is_unknown(prefixes):
    """A document that is judged alone is not told that nobody knows the rest of the world."""
    text = f"{prefixes} ex:O1 a lw:LearningOffer ; lw:offeredAt ex:a ."
    assert Validator(base=BASE).validate(text.encode(), name="o.ttl").findings == ()


def test_findings_in_what_others_published_stand_apart(validator, prefixes):
    """The author reads of them, is not blamed for them, and the document conforms."""
    text = f"{prefixes} ex:N1 a lw:Note ; dct:relation ex:young ."
    around = f"{prefixes} ex:young a lw:MentorRole ; lw:isEligible true ; lw:attestedMinimumAge 19 ."
    report = validator(around).validate(text.encode(), name="n.ttl")
    assert report.conforms
    assert report.findings == ()
    assert [finding.rule for finding in report.others] == ["R18"]
    assert "In what others published. This is not in your document" in render_text(report, "en")


def test_others_are_only_reported_when_their_own_surroundings_bear_it_out(prefixes):
    """At the rim of what was fetched a thing can seem incomplete: it is looked at again before it is named."""
    sound = f"""{prefixes} ex:young a lw:MentorRole ; lw:isEligible true ; lw:attestedMinimumAge 40 ;
        lw:decisionDate "2024-01-01"^^xsd:date ."""
    triples = [quad.triple for quad in ox.parse(sound, ox.RdfFormat.TURTLE)]
    asked = []

    def fetch(things):
        asked.append([thing.value for thing in things])
        return triples if len(asked) > 1 else [one for one in triples if "attested" not in one.predicate.value]

    text = f"{prefixes} ex:N1 a lw:Note ; dct:relation ex:young ."
    report = Validator(fetch_context=fetch).validate(text.encode(), name="n.ttl")
    assert report.others == ()
    assert asked[1] == [f"{BASE}id/young"]


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The example region, in which everything conforms."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("references") / "store")))
    load_ontology(service)
    load_example(service)
    return service


@pytest.mark.parametrize(
    "mentioned",
    [
        "<urn:t> lw:ofProgramme {programme/S-97} ; lw:takesPlaceAt {site/8998010307} .",
        "<urn:t> lw:followsStandardTrajectory {standard-trajectory/OT-01454} ; lw:aimsAt {qualification/BK-0117-2} .",
        "<urn:t> lw:responsibleProvider {organisation/1998090726} ; lw:follows {trajectory/T-2026-97} .",
        "<urn:t> lw:allocatesCompetence {competence/bkc0014564} ; lw:atSite {site/8998090380} .",
    ],
)
def test_nobody_is_blamed_for_what_is_sound(region, mentioned):
    """Whatever part of a sound graph a document touches, nothing is said against the rest of it."""
    thing = re.sub(r"\{([^/]*)/([^}]*)\}", lambda match: str(region.identifiers.of(match[1], match[2])), mentioned)
    text = f"PREFIX lw: <https://w3id.org/leerweg/ns#> {thing}"
    for profile in ("draft", "running", "publishing"):
        report = replace(region.validator, profile=profile).validate(text.encode(), name="n.ttl")
        told = [(finding.rule, finding.focus) for finding in report.others if finding.severity == "Violation"]
        assert told == [], profile
