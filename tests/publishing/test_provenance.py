"""The record of a publication: who reads the graph can tell what came from where, and what replaced it."""

import re

import pytest
from pyoxigraph import Literal, NamedNode

from leerweg.namespaces import DCT, LW, PROV, RDF, SCHEME


@pytest.fixture
def recorded(store):
    """What the catalogue says of a publication, which must be what the default graph says."""

    def read(graph: str) -> dict[str, list]:
        said: dict[str, list] = {}
        with store.reader() as reader:
            one, all_ = (
                [(row["p"], row["o"]) for row in reader.select(f"SELECT ?p ?o WHERE {{ {pattern} }} ORDER BY ?p ?o")]
                for pattern in (
                    f"GRAPH <http://127.0.0.1:8000/id/graph/catalogue> {{ <{graph}> ?p ?o }}",
                    f"<{graph}> ?p ?o",
                )
            )
        assert one == all_
        for predicate, term in one:
            said.setdefault(predicate.value, []).append(term)
        return said

    return read


def test_the_record_is_complete(publisher, delivery, record, rejection, recorded):
    """Source, data set, version, digest, counts, time, origin, licence and status are all there, each once."""
    given = delivery(
        record("a"),
        rejection("b"),
        licence="EUPL-1.2",
        origin=("sites.csv", "https://example.org/download"),
        issued="2026-09-01",
    )
    said = recorded(publisher.publish(given).graph)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said.pop(PROV + "generatedAtTime")[0].value)
    assert said == {
        RDF + "type": [NamedNode(LW + "Publication")],
        DCT + "title": [Literal("Sites of the register")],
        DCT + "source": [Literal("https://example.org/download"), Literal("sites.csv")],
        DCT + "rights": [Literal("EUPL-1.2")],
        DCT + "issued": [Literal("2026-09-01")],
        LW + "sourceName": [Literal("register")],
        LW + "datasetKey": [Literal("sites")],
        LW + "digest": [Literal(given.digest)],
        LW + "versionNumber": [Literal(1)],
        LW + "acceptedRecords": [Literal(1)],
        LW + "unchangedRecords": [Literal(0)],
        LW + "rejectedRecords": [Literal(1)],
        LW + "publicationStatus": [NamedNode(SCHEME + "publication-status/current")],
    }


def test_versions_are_linked_both_ways(publisher, delivery, record, recorded):
    """Each version names the one before it and the one that replaced it; only the last is current."""
    graphs = [publisher.publish(delivery(record("a", value))).graph for value in "123"]
    first, second, third = (recorded(graph) for graph in graphs)
    status = LW + "publicationStatus"
    assert [record[status] for record in (first, second)] == [[NamedNode(SCHEME + "publication-status/superseded")]] * 2
    assert third[status] == [NamedNode(SCHEME + "publication-status/current")]
    assert first[DCT + "isReplacedBy"] == [NamedNode(graphs[1])]
    assert second[DCT + "isReplacedBy"] == [NamedNode(graphs[2])]
    assert third[PROV + "wasRevisionOf"] == [NamedNode(graphs[1])]
    assert second[PROV + "invalidatedAtTime"] == third[PROV + "generatedAtTime"]
    assert [record[LW + "versionNumber"] for record in (first, second, third)] == [[Literal(n)] for n in (1, 2, 3)]
