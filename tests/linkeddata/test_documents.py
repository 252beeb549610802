"""Documents about things: complete, paged where they are long, and the same in every form."""

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from leerweg.errors import MalformedInputError, UnknownTermError
from leerweg.linkeddata import serialise
from leerweg.linkeddata.documents import INCOMING_PER_PAGE
from leerweg.linkeddata.negotiation import GRAPH_TYPES, JSON_LD, TURTLE
from leerweg.linkeddata.prefixes import load_prefixes
from leerweg.namespaces import LW, ORG, PREF_LABEL, RDF_TYPE, lw


def test_a_document_has_what_is_said_what_refers_and_the_names_of_both(documents, spaak, region):
    """A reader finds the site's own facts, the offers made there, and its company by name."""
    described = documents.describe(spaak)
    site, company = NamedNode(spaak), region.identifiers.of("organisation", "1998010750")
    assert Triple(site, RDF_TYPE, lw("RealWorkplace")) in described.triples
    assert Triple(site, NamedNode(ORG + "siteOf"), company) in described.triples
    assert Triple(company, PREF_LABEL, Literal("Fietsatelier De Gouden Spaak", language="nl")) in described.triples
    assert any(t.predicate == lw("offeredAt") and t.object == site for t in described.triples)
    assert described.pages == 1
    assert described.revision == 2


def test_many_references_come_in_pages(documents):
    """A thing that everything refers to gives 100 references a page, each once, and no page beyond the last."""
    first = documents.describe(LW + "Competence")
    assert first.incoming > INCOMING_PER_PAGE
    seen = []
    for page in range(1, first.pages + 1):
        described = documents.describe(LW + "Competence", page=page)
        seen += [t.subject for t in described.triples if t.object == lw("Competence") and t.predicate == RDF_TYPE]
        assert Triple(lw("Competence"), RDF_TYPE, NamedNode("http://www.w3.org/2002/07/owl#Class")) in described.triples
    assert len(seen) == len(set(seen)) > INCOMING_PER_PAGE
    with pytest.raises(UnknownTermError):
        documents.describe(LW + "Competence", page=first.pages + 1)


def test_what_the_graph_does_not_know_has_no_document(documents):
    """An unknown IRI is said to be unknown; a text that is no IRI is said to be none."""
    with pytest.raises(UnknownTermError):
        documents.describe("http://example.org/nothing")
    with pytest.raises(MalformedInputError):
        documents.describe("http://example.org/a b> . <http://evil/")


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_every_form_says_the_same(documents, spaak, media_type):
    """Reading a document back gives the same triples, whatever the form."""
    triples = documents.describe(spaak).triples
    content = serialise(triples, media_type)
    assert {quad.triple for quad in parse(content, RdfFormat.from_media_type(media_type))} == set(triples)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
def test_json_ld_is_read_by_other_libraries_too(documents, spaak):
    """Another library finds as many statements in the JSON-LD as there are."""
    triples = documents.describe(spaak).triples
    assert len(rdflib.Graph().parse(data=serialise(triples, JSON_LD), format="json-ld")) == len(set(triples))


def test_turtle_is_written_with_the_prefixes_of_the_project(documents, spaak):
    """A document bears the prefixes that it uses, and only these."""
    text = serialise(documents.describe(spaak).triples, TURTLE).decode()
    assert f"@prefix lw: <{LW}> ." in text
    assert "a lw:RealWorkplace , lw:Site" in text
    assert "@prefix dash:" not in text
    assert load_prefixes()["lw"] == LW


def test_a_form_that_is_none_is_a_defect(documents, spaak):
    """Serialising to a media type that is no RDF is an error of ours, not an empty document."""
    with pytest.raises(ValueError, match="image/png"):
        serialise(documents.describe(spaak).triples, "image/png")


def test_the_licences_of_the_data_are_known(documents):
    """Whoever takes data away can say under which licence."""
    assert documents.licences() == ("https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12",)
