"""The shipped data use the ontology as it is meant."""

from pyoxigraph import RdfFormat, parse

from leerweg import assets
from leerweg.validation.ontology.graph import read_ontology
from leerweg.validation.ontology.reasoner import Verdict, reason


def test_shipped_data_contradict_nothing(java):
    """No record of the example or of the parameters is of two kinds that exclude each other, by domain or by range."""
    graph = read_ontology(assets.ontology())
    before = len(graph.store)
    for file in assets.turtle_files(assets.data()):
        triples = parse(path=file, format=RdfFormat.TURTLE, base_iri="http://127.0.0.1:8000/", rename_blank_nodes=True)
        graph.store.extend(list(triples))

    assert len(graph.store) > before
    assert Verdict(consistent=True, unsatisfiable=()) == reason(graph.ntriples(), seconds=240)
