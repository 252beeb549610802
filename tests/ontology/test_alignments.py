"""Ties to other models lead to terms that those models have: no IRI is misspelt or made up."""

import csv
import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SH, SKOS, VANN, XSD, DefinedNamespace

from leerweg import assets
from leerweg.validation.ontology.graph import read_ontology

# rdflib carries the terms of these as their publishers list them.
PUBLISHED: dict[str, type[DefinedNamespace]] = {
    "dct": DCTERMS,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "qb": QB,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "sh": SH,
    "skos": SKOS,
    "vann": VANN,
    "xsd": XSD,
}
# Of these the terms were read from the published files and written down; one that is not there must be looked up first.
WRITTEN_DOWN = Path(__file__).with_name("foreign-terms.csv")
# Not vocabularies but things: levels, codes, places, and what is ours.
NO_VOCABULARY = {"cnote", "eqf", "isced", "lw", "lwsh", "muni", "nace", "nuts"}
ALIGNED = {"ctdl", "elm", "eli", "esco", "org", "prov", "qb", "regorg", "schema", "shacl", "skos"}
DECLARATION = re.compile(r"@prefix (\w+):\s+<([^>]+)>")


def written_down():
    """Prefix → the terms that the publisher has."""
    found: dict[str, set[str]] = {}
    with WRITTEN_DOWN.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            found.setdefault(row["prefix"], set()).add(row["term"])
    return found


def known_terms():
    """Prefix → namespace, terms: of every vocabulary that the ontology may speak of."""
    owned = dict(DECLARATION.findall((assets.ontology() / "prefixes.ttl").read_text(encoding="utf-8")))
    published = {prefix: {str(term) for term in dir(namespace)} for prefix, namespace in PUBLISHED.items()}
    named = {prefix: {term.removeprefix(owned[prefix]) for term in terms} for prefix, terms in published.items()}
    return {prefix: (owned[prefix], terms) for prefix, terms in {**named, **written_down()}.items()}


def foreign_terms():
    """Every IRI of the ontology in a vocabulary that is not ours: as property, class or the end of a tie."""
    known = known_terms()
    for quad in read_ontology(assets.ontology()).store:
        for term in quad.triple:
            for prefix, (namespace, _) in known.items():
                iri = getattr(term, "value", "")
                if isinstance(iri, str) and iri.startswith(namespace) and iri != namespace:
                    yield prefix, iri.removeprefix(namespace)


def test_every_foreign_term_exists():
    """A term of another model that we name is one that the model has."""
    known = known_terms()

    unknown = {f"{prefix}:{name}" for prefix, name in foreign_terms() if name not in known[prefix][1]}

    assert unknown == set()


def test_published_lists_are_those_of_our_namespaces():
    """The lists that the terms are held against are of the very namespaces that our prefixes stand for."""
    owned = dict(DECLARATION.findall((assets.ontology() / "prefixes.ttl").read_text(encoding="utf-8")))

    assert {prefix: str(namespace) for prefix, namespace in PUBLISHED.items()} == {p: owned[p] for p in PUBLISHED}
    assert all(known for _, known in known_terms().values())


def test_every_tie_is_into_a_vocabulary_that_is_checked():
    """No tie leads into a namespace of which nobody knows the terms."""
    owned = dict(DECLARATION.findall((assets.ontology() / "prefixes.ttl").read_text(encoding="utf-8")))
    checked = {namespace for namespace, _ in known_terms().values()} | {owned[prefix] for prefix in NO_VOCABULARY}
    ties = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch, SKOS.exactMatch, SKOS.broadMatch)

    for file in sorted((assets.ontology() / "alignments").glob("*.ttl")):
        graph = rdflib.Graph().parse(file)
        ends = {str(end) for tie in ties for end in graph.objects(None, tie) if isinstance(end, rdflib.URIRef)}
        assert not [end for end in ends if not any(end.startswith(namespace) for namespace in checked)], file.name


def test_each_model_has_its_file():
    """Whoever knows one of the models finds in one file what of ours is theirs."""
    assert {file.stem for file in (assets.ontology() / "alignments").glob("*.ttl")} == ALIGNED


@pytest.mark.parametrize(
    ("ours", "tie", "theirs"),
    [
        ("Qualification", RDFS.subClassOf, "elm:Qualification"),
        ("Competence", RDFS.subClassOf, "elm:LearningOutcome"),
        ("Recognition", RDFS.subClassOf, "elm:Accreditation"),
        ("Qualification", RDFS.subClassOf, "schema:EducationalOccupationalCredential"),
        ("Competence", RDFS.subClassOf, "ceasn:Competency"),
        ("Membership", RDFS.subClassOf, "org:Membership"),
        ("Company", RDFS.subClassOf, "rov:RegisteredOrganization"),
        ("Succession", RDFS.subClassOf, "org:ChangeEvent"),
        ("Act", RDFS.subClassOf, "prov:Activity"),
        ("IndicatorObservation", RDFS.subClassOf, "qb:Observation"),
        ("derivedFrom", RDFS.subPropertyOf, "prov:wasDerivedFrom"),
        ("role", RDFS.subPropertyOf, "org:role"),
    ],
)
def test_tools_of_other_models_read_ours(ours, tie, theirs):
    """What a tool of another model relies on is stated, not merely meant."""
    graph = rdflib.Graph()
    for file in assets.turtle_files(assets.ontology()):
        graph.parse(file)
    prefix, _, name = theirs.partition(":")
    namespace = known_terms()[prefix][0]

    assert (rdflib.URIRef(f"https://w3id.org/leerweg/ns#{ours}"), tie, rdflib.URIRef(namespace + name)) in graph


def test_data_cube_structure_names_our_terms():
    """The structure of the indicators speaks of properties that an observation has, and of code lists that exist."""
    graph = rdflib.Graph()
    for file in assets.turtle_files(assets.ontology()):
        graph.parse(file)
    components = set(graph.objects(rdflib.URIRef("https://w3id.org/leerweg/structure/indicators"), QB.component))
    named = {o for c in components for p in (QB.dimension, QB.measure, QB.attribute) for o in graph.objects(c, p)}
    lists = {o for c in components for o in graph.objects(c, QB.codeList)}

    assert len(components) == len(named) == 10
    assert all((term, RDFS.range, None) in graph for term in named)
    assert lists
    assert all((code_list, RDF.type, SKOS.ConceptScheme) in graph for code_list in lists)
