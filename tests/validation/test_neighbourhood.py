"""What the graph is asked around a document: enough to judge it."""

import re
from dataclasses import replace

import pyoxigraph as ox
import pytest

from leerweg.errors import InputTooLargeError
from leerweg.store import Change
from leerweg.store.embedded import EmbeddedStore
from leerweg.validation.neighbourhood import MOST_IRIS, Neighbourhood, _question
from leerweg.validation.parsing import parse_document
from leerweg.validation.shapes import known_profiles, load_shapes
from leerweg.validation.validator import judge


@pytest.fixture
def publish(tmp_path):
    """A store in a folder; what is published there can be asked."""
    store = EmbeddedStore(tmp_path / "store", ox.NamedNode("http://example.org/catalogue"))

    def run(*texts: str) -> EmbeddedStore:
        for number, text in enumerate(texts):
            triples = [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]
            file = tmp_path / f"{number}.nt"
            file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))
            store.publish(Change(ox.NamedNode(f"http://example.org/g/{number}"), file, len(triples), ()))
        return store

    yield run
    store.close()


def test_the_neighbourhood_is_enough_to_judge_a_document(publish, document, graph):
    """A document gets the same report from its neighbourhood as from the whole graph."""
    store = publish(graph)
    for text in (document, document.replace("ex:S-97", "ex:S-93"), document.replace("ex:spaak", "ex:elsewhere")):
        read = parse_document(text.encode(), name="plan.ttl")
        near = judge(read, tuple(Neighbourhood(store)(read.mentioned())))
        whole = judge(read, tuple(quad.triple for quad in ox.parse(graph, ox.RdfFormat.TURTLE)))
        assert replace(near, others=()) == replace(whole, others=())


def test_the_neighbourhood_leaves_the_rest_of_the_graph_alone(publish, graph):
    """What the shapes cannot reach is not fetched."""
    focus = ox.NamedNode("http://example.org/id/spaak")
    subjects = {triple.subject.value.rpartition("/")[2] for triple in Neighbourhood(publish(graph))([focus])}
    assert subjects == {"spaak", "gold", "R1", "S-97", "O1", "young"}


def test_region_and_numbers_come_from_the_graph_too(publish, prefixes):
    """A graph that knows municipalities and dated numbers passes them on."""
    text = f"""{prefixes} ex:spaak a lw:Site ; lw:municipality muni:44021 . muni:44021 skos:broader ex:arrondissement .
        ex:arrondissement skos:broader ex:province . ex:number lw:parameterName "oao-minimum-hours" ."""
    found = set(Neighbourhood(publish(text))([ox.NamedNode("http://example.org/id/spaak")]))
    assert {str(triple.subject).rpartition("/")[2] for triple in found} >= {"44021>", "arrondissement>", "number>"}


def test_every_property_that_the_shapes_read_is_fetched():
    """A rule never fails for want of a property that the graph has but nobody asked for."""
    question = _question("neighbourhood").text
    named, left_out = (set(re.findall(r"\b\w+:\w+", part)) for part in question.split("FILTER")[1:3])
    read = {
        name
        for profile in known_profiles()
        for shape in load_shapes(profile).shapes.values()
        for constraint in shape.constraints
        for name in re.findall(r"\b(?:lw|dct|org|skos|rov):[a-z]\w*", constraint.query.split("SELECT", 1)[1])
    }
    assert {name for name in read if not name.startswith("lw:")} <= named
    assert not read & left_out


def test_no_things_no_question(publish, graph):
    """An empty document does not ask for the whole graph."""
    assert list(Neighbourhood(publish(graph))([])) == []


def test_too_many_things_are_refused(publish, prefixes):
    """A document that mentions the whole world is sent back."""
    with pytest.raises(InputTooLargeError, match="looked up"):
        list(Neighbourhood(publish(prefixes))([ox.NamedNode("http://x.org/a")] * (MOST_IRIS + 1)))


def test_the_neighbourhood_does_not_grow_with_the_graph(publish, document, graph, prefixes):
    """The neighbourhood of one trajectory is the same in a graph with thousands of other sites."""
    many = "".join(
        f"ex:s{n} a lw:Site ; lw:municipality muni:44021 . ex:r{n} lw:recognises ex:s{n} . "
        f"ex:r{n} lw:grantedBy ex:partnership . ex:o{n} lw:offeredAt ex:s{n} . "
        f"ex:o{n} lw:offersCompetence ex:C1 . ex:m{n} lw:mentorAt ex:s{n} ."
        for n in range(5_000)
    )
    store = publish(graph, prefixes + many)
    mentioned = parse_document(document.encode(), name="plan.ttl").mentioned()
    assert len(list(Neighbourhood(store)(mentioned))) < 200
