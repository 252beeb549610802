"""Reports to write: one with a finding that blocks and one that asks, and one that conforms."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from leerweg.validation.parsing import parse_document
from leerweg.validation.validator import judge

SOUND = """
ex:M1 a lw:Mandate ; lw:mandateOf ex:partnership ; lw:validFrom "2020-01-01"^^xsd:date ;
    lw:mandateFor <https://w3id.org/leerweg/scheme/mandate-purpose/recognition> .
ex:old a lw:MentorRole ; lw:mentorAt ex:spaak ; lw:isEligible true ; lw:attestedMinimumAge 40 ;
    lw:decisionDate "2024-01-01"^^xsd:date ; lw:validFrom "2024-01-01"^^xsd:date .
"""


@pytest.fixture(scope="session")
def triples_of():
    return lambda text: tuple(quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))


@pytest.fixture
def around(graph, triples_of):
    """The graph around the document as text, with nothing wrong in it."""
    kept = [line for line in graph.splitlines() if not line.startswith(("ex:young", "ex:faraway"))]
    return "\n".join(kept) + SOUND


@pytest.fixture
def judged(around, triples_of):
    """Judges a text in that graph: `judged(text, "plan.ttl")`."""

    def run(text, name="plan.ttl", graph=around, **more):
        return judge(parse_document(text.encode(), name=name), triples_of(graph), **more)

    return run


@pytest.fixture
def report(document, around, judged):
    """One finding that blocks and one that asks; what other rules say of this document is not told here."""
    unoffered = around.replace("lw:offersCompetence ex:C1", "lw:includesNarrower false")
    told = judged(document.replace("24.0", "12.5"), graph=unoffered)
    kept = [finding for finding in told.findings if finding.rule in ("R7", "R28b")]
    return replace(told, findings=tuple(kept), others=())


@pytest.fixture
def good(judged):
    """Nothing to remark."""
    return judged("", graph="")
