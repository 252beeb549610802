"""The whole dual system can be stated: every term is used as meant, and nothing of it contradicts the ontology."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from leerweg import assets
from leerweg.validation.ontology.graph import read_ontology
from leerweg.validation.ontology.reasoner import Verdict, reason

STATED = Path(__file__).with_name("whole-system.ttl")
LW = "https://w3id.org/leerweg/ns#"
# What publishing writes about a published graph; tests/publishing holds those.
BY_PUBLISHING = set(
    """
    Publication acceptedRecords datasetKey digest publicationStatus rejectedRecords revision sourceName unchangedRecords
    """.split()  # noqa: SIM905 - a list of words is read as words
)
# Kinds that data state by a kind below them.
ABOVE = {"Act", "LearningEnvironment", "Qualification", "TrajectoryComponent"}


@pytest.fixture(scope="module")
def ontology():
    """The shipped ontology."""
    graph = rdflib.Graph()
    for file in assets.turtle_files(assets.ontology()):
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def data():
    """The whole system as data, with the example region, which states the rest."""
    graph = rdflib.Graph().parse(STATED)
    for file in assets.turtle_files(assets.data()):
        graph.parse(file, publicID="http://127.0.0.1:8000/")
    return graph


def is_inferred(ontology, term):
    """Whether the definition says that the term is for conclusions."""
    return any("inferred" in text for text in ontology.objects(term, SKOS.definition) if text.language == "en")


def test_every_term_is_stated_somewhere(ontology, data):
    """No class or property is there that nobody knows how to use, but for those that are inferred."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    declared = {s for kind in kinds for s in ontology.subjects(RDF.type, kind) if s.startswith(LW)}
    used = set(data.predicates()) | set(data.objects(None, RDF.type)) | set(ontology.predicates())

    unused = {term.removeprefix(LW) for term in declared - used if not is_inferred(ontology, term)}

    assert unused - BY_PUBLISHING - ABOVE == set()


def test_what_is_inferred_is_not_stated(ontology, data):
    """Data leave to the rules what the rules conclude."""
    used = (set(data.predicates()) | set(data.objects(None, RDF.type))) & set(ontology.subjects(SKOS.definition))

    assert {term for term in used if is_inferred(ontology, term)} == set()


def test_codes_are_of_the_list_that_the_definition_names(ontology):
    """A code stands where its list is meant: no outcome of a visit where a role is asked."""
    named = {
        term: rdflib.URIRef(
            f"https://w3id.org/leerweg/scheme/{str(text).partition('code list ')[2].split()[0].strip('.,;')}"
        )
        for term, text in ontology.subject_objects(SKOS.definition)
        if text.language == "en" and "code list " in text and (term, RDF.type, OWL.ObjectProperty) in ontology
    }
    stated = rdflib.Graph().parse(STATED)
    wrong = [
        (s, p, o)
        for s, p, o in stated
        if p in named and (o, SKOS.inScheme, named[p]) not in ontology and "/ux2/" not in o
    ]

    assert len(named) > 25
    assert wrong == []


def test_values_have_the_datatype_of_the_range(ontology):
    """A number, date or truth value is written as the property asks."""
    stated = rdflib.Graph().parse(STATED)
    wrong = [
        (s, p, o)
        for s, p, o in stated
        if isinstance(o, rdflib.Literal)
        and (span := ontology.value(p, RDFS.range)) not in (None, RDFS.Literal)
        and (o.datatype or XSD.string) != span
    ]

    assert wrong == []


def test_whole_system_contradicts_nothing(java):
    """By domain, range, disjointness or hierarchy, nothing of it is of two kinds that exclude each other."""
    graph = read_ontology(assets.ontology())
    graph.store.extend(list(parse(path=STATED, format=RdfFormat.TURTLE, rename_blank_nodes=True)))

    assert Verdict(consistent=True, unsatisfiable=()) == reason(graph.ntriples(), seconds=240)
