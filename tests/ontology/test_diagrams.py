"""The page of each module: a diagram that Mermaid can draw, of what the module's Turtle says."""

import re

import pytest

from leerweg import assets
from leerweg.validation.ontology.diagrams import module_names, render_module

NAMES = module_names(assets.ontology())
LINE = re.compile(
    r'^    (direction LR|class \w+(\["\w+:\w+"\])?|\w+ <\|-- \w+|\w+ --> \w+ : [a-z]\w*|\w+ : [a-z]\w* [a-z]+)$'
)


@pytest.fixture(scope="module")
def pages():
    """Every page by the name of its module."""
    return {name: render_module(assets.ontology(), name) for name in NAMES}


def test_diagrams_are_well_formed(pages):
    """Each diagram holds nothing but what the drawing language knows."""
    for name, page in pages.items():
        (diagram,) = re.findall(r"^```mermaid\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
        first, *rest = diagram.splitlines()

        assert first == "classDiagram"
        assert [line for line in rest if not LINE.match(line)] == [], name


def test_every_term_is_on_the_page_of_its_module(pages):
    """What a module declares stands in the table of its page, with definition, and nowhere else."""
    for name, page in pages.items():
        text = (assets.ontology() / "modules" / f"{name}.ttl").read_text(encoding="utf-8")
        declared = re.findall(r"^lw:(\w+) a owl:(?:Class|ObjectProperty|DatatypeProperty)", text, re.MULTILINE)

        assert sorted(re.findall(r"^\| `lw:(\w+)`", page, re.MULTILINE)) == sorted(declared), name


def test_diagram_shows_hierarchy_links_and_values(pages):
    """Of a module one sees the classes, what is below what, where links lead and what values there are."""
    guidance = pages["guidance"]

    assert "Guidance <|-- ClassCouncilAdvice" in guidance
    assert "Trajectory --> Guidance : followsGuidance" in guidance
    assert "Guidance : guidanceKind code" in guidance
    assert "ClassCouncilAdvice : isFavourable boolean" in guidance
    assert 'class eli_LegalResource["eli:LegalResource"]' in pages["responsibility"]
