"""The reference page of the ontology says what the ontology says."""

from pathlib import Path

from leerweg import assets
from leerweg.validation.ontology.graph import read_ontology
from leerweg.validation.ontology.reference import render_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "ontology.md"


def test_page_is_fresh():
    """Whoever reads the page reads the ontology of this version; the page itself says how to write it anew."""
    assert render_reference(assets.ontology()) == PAGE.read_text(encoding="utf-8")


def test_page_holds_every_term_and_list():
    """No class, property or code list is left out of the page."""
    page = PAGE.read_text(encoding="utf-8")
    graph = read_ontology(assets.ontology())
    terms = {
        quad.subject.value.rpartition("#")[2]
        for quad in graph.store
        if getattr(quad.subject, "value", "").startswith("https://w3id.org/leerweg/ns#")
    }

    assert terms
    for term in terms:
        assert f"| `lw:{term}` |" in page
    for file in (assets.ontology() / "schemes").glob("*.ttl"):
        assert f"### {file.stem}\n" in page
