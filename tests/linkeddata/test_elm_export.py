"""A qualification in the European Learning Model: whatever is exported keeps to what that model asks."""

from datetime import date
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from leerweg.bootstrap import assemble
from leerweg.errors import UnacceptableContentError
from leerweg.linkeddata import serialise
from leerweg.linkeddata.exports import ElmExport
from leerweg.model.delivery import Delivery, Location, Record, SilentProgress
from leerweg.settings import Settings
from leerweg.sources.shipped import read_ontology
from leerweg.sources.vks import read_vks

DAY = date(2026, 9, 15)
ELM = rdflib.Namespace("http://data.europa.eu/snb/model/elm/")
LOQ = Path(__file__).with_name("elm-loq.ttl")
QUALIFICATIONS = """
SELECT DISTINCT ?qualification WHERE {
  ?qualification a <https://w3id.org/leerweg/ns#Qualification> .
} ORDER BY ?qualification
"""


def qualifications_of(store):
    with store.reader() as reader:
        return [row["qualification"].value for row in reader.select(QUALIFICATIONS)]


def graph_of(triples):
    return rdflib.Graph().parse(data=serialise(triples, "application/n-triples"), format="nt")


def keeps_to_loq(graph):
    """Empty, or what pySHACL says is wrong with it."""
    shapes = rdflib.Graph().parse(LOQ)
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    return "" if conforms else text


@pytest.fixture(scope="module")
def export(region):
    return ElmExport(region.store)


@pytest.fixture(scope="module")
def bicycles(export, region):
    """BK-0117-2 as a foreign tool reads it."""
    return graph_of(export.export([region.identifiers.of("qualification", "BK-0117-2").value], on=DAY))


@pytest.fixture(scope="module")
def real(tmp_path_factory, shared_data):
    """The service over the real Flemish qualifications and programmes."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("real"))))
    service.publisher.publish(read_ontology(service.identifiers))
    paths = sorted((shared_data / "vks").glob("*.json"))
    service.publisher.publish(read_vks(paths, service.identifiers, SilentProgress()))
    yield service
    service.store.close()


def test_every_qualification_of_the_example_keeps_to_the_profile(export, region):
    """All twelve, together and with all that is exported of them, pass the shapes of LOQ."""
    found = qualifications_of(region.store)
    assert len(found) == 12
    graph = graph_of(export.export(found, on=DAY))
    assert keeps_to_loq(graph) == ""
    for kind in ("Qualification", "LearningOutcome", "Accreditation", "LearningOpportunity", "Organisation"):
        assert (None, rdflib.RDF.type, ELM[kind]) in graph, kind


def test_every_real_qualification_is_exported_or_refused_with_what_it_lacks(real):
    """Of the real ones, those described in full pass; those known from elsewhere only are refused by name."""
    export, kept, refused = ElmExport(real.store), [], []
    for iri in qualifications_of(real.store):
        try:
            kept.append(export.export([iri], on=DAY))
        except UnacceptableContentError as lacking:
            refused.append((iri, lacking))
    assert len(kept) == 18
    for iri, lacking in refused:
        assert "DBK" in iri or not _is_described(real, iri)
        assert iri.rpartition("/")[2] in lacking.message
        assert lacking.where.startswith("rule R32")
    together = graph_of({triple: None for triples in kept for triple in triples})
    assert keeps_to_loq(together) == ""


def _is_described(service, iri):
    """Whether the register gave this qualification with its competences."""
    with service.store.reader() as reader:
        return reader.ask(f"ASK {{ <{iri}> <https://w3id.org/leerweg/ns#hasCompetence> ?competence }}")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("dct:title", '"Fietshersteller"@nl'),
        ("elm:EQFLevel", "<http://data.europa.eu/snb/eqf/3>"),
        ("elm:NQFLevel", "<http://data.europa.eu/snb/qdr/c_ed96825f>"),
        ("elm:ISCEDFCode", "<http://data.europa.eu/snb/isced-f/0715>"),
        ("elm:isPartialQualification", "false"),
        ("adms:identifier/skos:notation", '"BK-0117-2"'),
        ("elm:awardingOpportunity/elm:awardingBody/rov:legalName", '"Atelierschool De Brug"@nl'),
        ("elm:learningOutcome/elm:relatedESCOSkill/skos:prefLabel", '"réparer des vélos"@fr'),
        ("^elm:limitQualification/elm:organisation/elm:location/elm:geographicName", '"Hasselt"@nl'),
        ("^elm:limitQualification/elm:expiryDate", '"2029-08-31T23:59:59"^^xsd:dateTime'),
        ("^elm:learningAchievementSpecification/dct:title", '"Fietshersteller duaal"@nl'),
    ],
)
def test_a_foreign_tool_reads_the_same_facts(bicycles, region, path, value):
    """Title, levels, field, code, who awards, which ESCO skills, who is recognised where and until when."""
    bound = {
        "elm": ELM, "adms": "http://www.w3.org/ns/adms#", "dct": rdflib.DCTERMS, "rov": "http://www.w3.org/ns/regorg#",
        "skos": rdflib.SKOS, "xsd": rdflib.XSD,
    }  # fmt: skip
    iri = region.identifiers.of("qualification", "BK-0117-2").value
    assert bicycles.query(f"ASK {{ <{iri}> {path} {value} }}", initNs=bound).askAnswer


def test_only_recognitions_in_force_are_accreditations(export, region):
    """A recognition that is lifted, suspended, or whose workplace is excluded that day, accredits nothing."""
    every = qualifications_of(region.store)

    def accredited(on):
        graph = graph_of(export.export(every, on=on))
        return {
            str(iri).partition("#")[0].rpartition("/")[2] for iri in graph.subjects(rdflib.RDF.type, ELM.Accreditation)
        }

    assert "E-2023-003" in accredited(date(2026, 1, 31))
    assert "E-2023-003" not in accredited(date(2026, 2, 1))


def test_a_part_comes_with_its_whole_and_lacks_are_told(real):
    """A partial qualification has no level of its own: the export says what is missing and how to mend it."""
    part = next(iri for iri in qualifications_of(real.store) if "DBK" in iri)
    with pytest.raises(UnacceptableContentError) as refused:
        ElmExport(real.store).export([part], on=DAY)
    assert "level" in refused.value.message
    assert "EQF" in refused.value.remedy


SPARSE = """
@prefix : <http://127.0.0.1:8000/id/> . @prefix lw: <https://w3id.org/leerweg/ns#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix rov: <http://www.w3.org/ns/regorg#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<qualification/Q-1> a lw:Qualification ; skos:prefLabel "Proef"@nl ; lw:vksLevel 3 ; skos:notation "Q-1" , "Q one" ;
  skos:altLabel "Proef"@nl , "Test" ; dct:description "zonder taal" ;
  lw:eqfLevel <http://data.europa.eu/snb/eqf/3> ; lw:iscedField <http://data.europa.eu/esco/isced-f/07> ;
  lw:hasCompetence <competence/nameless> , <competence/plain> .
<competence/nameless> a lw:Competence . <competence/plain> a lw:Competence ; skos:prefLabel "zonder taal" .
<programme/P> a lw:Programme ; skos:prefLabel "Opleiding"@nl .
<programme/P-V1> a lw:ProgrammeVersion ; dct:isVersionOf <programme/P> ; lw:leadsTo <qualification/Q-1> ;
  lw:validFrom "2020-01-01"^^xsd:date .
<recognition/R> a lw:Recognition ; lw:recognises <site/S> ; lw:forProgramme <programme/P> ;
  lw:grantedBy <organisation/G> ;  lw:validFrom "2020-01-01"^^xsd:date .
<site/S> a lw:Site ; org:siteOf <organisation/C> .
<organisation/C> a lw:Company ; rov:legalName "NV Zonder Taal" ; skos:prefLabel "Anders"@nl ;
  lw:enterpriseNumber "0123" .
"""


def test_sparse_data_keeps_to_the_profile_too(tmp_path):
    """Nameless and languageless things, two codes, no dates: what comes out is still what ELM asks."""
    service = assemble(Settings(store=str(tmp_path / "store")))
    triples = tuple(quad.triple for quad in parse(SPARSE, RdfFormat.TURTLE, base_iri="http://127.0.0.1:8000/id/"))
    records = iter([Record("sparse", Location("sparse"), triples)])
    service.publisher.publish(Delivery("test", "sparse", "Sparse", "0" * 64, records, licence="https://example.org/"))
    export = ElmExport(service.store).export([service.identifiers.of("qualification", "Q-1").value], on=DAY)
    service.store.close()
    graph = graph_of(export)
    assert keeps_to_loq(graph) == ""
    names = {str(name) for name in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/regorg#legalName"))}
    assert names == {"NV Zonder Taal", "S", "G"}
    assert (None, rdflib.RDF.type, ELM.Accreditation) in graph


def test_an_export_holds_no_blank_node_and_none_of_our_own_terms(bicycles):
    """What is exported stands on its own: every thing has an IRI, every property is of the model."""
    assert not [node for node in bicycles.all_nodes() if isinstance(node, rdflib.BNode)]
    assert not [p for p in bicycles.predicates() if str(p).startswith("https://w3id.org/leerweg/")]


@pytest.mark.parametrize(
    "lacking",
    [
        "EQFLevel",
        "NQFLevel",
        "ISCEDFCode",
        "learningOutcome",
        "accreditingAgent",
        "location",
        "providedBy",
        "countryCode",
    ],
)
def test_the_restatement_notices_what_is_missing(bicycles, lacking):
    """An export without one of these would fail the shapes that these tests hold it against."""
    graph = rdflib.Graph() + bicycles
    graph.remove((None, ELM[lacking], None))
    assert lacking in keeps_to_loq(graph)


def test_the_restatement_is_closed(bicycles):
    """A property of our own on an exported thing would be noticed."""
    graph = rdflib.Graph() + bicycles
    thing = next(graph.subjects(rdflib.RDF.type, ELM.Qualification))
    graph.add((thing, rdflib.URIRef("https://w3id.org/leerweg/ns#vksLevel"), rdflib.Literal(3)))
    assert "ClosedConstraintComponent" in keeps_to_loq(graph)
