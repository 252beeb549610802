"""Each shape says what it is, where it comes from and how to comply, in three languages; and stays within SHACL."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from leerweg import assets
from leerweg.namespaces import SH
from leerweg.validation.shapes import LANGUAGES, load_shapes

STAGES = ("publishing", "running")  # the last gates of the two ways that a document can go
SHAPES = sorted(
    {iri: shape for stage in STAGES for iri, shape in load_shapes(stage).shapes.items()}.values(),
    key=lambda shape: shape.iri,
)
FILES = sorted((Path(__file__).parents[2] / "shapes").glob("*.ttl"))
LAW = "https://www.ejustice.just.fgov.be/eli/"
OWN = "https://w3id.org/leerweg/ns"
NOTE = "https://w3id.org/leerweg/scheme/concept-note/N"


def triples():
    return [(file.stem, quad.triple) for file in FILES for quad in ox.parse(path=str(file))]


def queries(shape):
    """The queries of a shape, without the prefixes."""
    return [constraint.query[constraint.query.index("SELECT") :] for constraint in shape.constraints]


@pytest.fixture(params=SHAPES, ids=lambda shape: shape.rule)
def shape(request):
    return request.param


def test_a_shape_speaks_three_languages(shape):
    """Message, name and way out are there for whoever reads Dutch, French or English."""
    for texts in (shape.message, shape.name, shape.how_to_comply, shape.group_name):
        assert tuple(texts) == LANGUAGES
        assert all(texts.values())


def test_a_shape_names_its_source(shape):
    """Each rule can be looked up in the law, in the concept note, or in the conventions of the graph itself."""
    assert shape.sources
    assert all(source.startswith((LAW, NOTE)) or source == OWN for source in shape.sources)


def test_a_shape_has_a_rule_number_a_severity_and_a_place(shape):
    """A finding can be cited, weighed and listed."""
    assert re.fullmatch(r"[RNTWAPOD]\d+[a-d]?", shape.rule)
    assert shape.severity in ("Violation", "Warning", "Info")
    assert min(shape.order) > 0
    assert shape.targets


def test_a_message_uses_only_what_its_question_answers(shape):
    """No reader meets a {?variable} that nobody filled in."""
    for _, triple in triples():
        if triple.subject == ox.NamedNode(shape.iri) and triple.predicate.value == SH + "message":
            used = set(re.findall(r"\{\?(\w+)\}", triple.object.value))
            selected = {name for text in queries(shape) for name in re.findall(r"\?(\w+)", text.split("WHERE")[0])}
            assert used <= selected


def test_rules_and_places_are_unique():
    """Two rules never share a number or a place in the list."""
    assert len({shape.rule for shape in SHAPES}) == len(SHAPES)
    assert len({shape.order for shape in SHAPES}) == len(SHAPES)


def test_every_shape_stands_at_a_gate():
    """No rule is forgotten: each is held against what is published or against what runs."""
    wanted = {ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape")}
    written = {triple.subject.value for _, triple in triples() if triple.object in wanted}
    assert written == {shape.iri for shape in SHAPES}


def test_constraints_keep_to_what_shacl_allows():
    """The constraints run on any engine: no MINUS, VALUES or SERVICE, no rebinding of $this."""
    for shape in SHAPES:
        for text in queries(shape):
            assert not re.search(r"\b(MINUS|VALUES|SERVICE|GRAPH|FROM)\b", text)
            assert not re.search(r"AS\s+[?$]this", text)
            assert "$this" in text.split("WHERE")[0]
            assert "#" not in text  # a comment would swallow the rest when the query is put on one line


def test_constraints_hold_no_number_of_the_law():
    """A number that a decree can change stands in the parameters; a constraint only counts days in a calendar."""
    calendar = {"100", "10000"}
    for shape in SHAPES:
        for text in queries(shape):
            bare = re.sub(r'"[^"]*"|<[^<>\s]*>|nuts:\w+', "", text)
            assert set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?\b", bare)) <= calendar


def test_constraints_use_prefixes_as_the_project_declares_them():
    """One prefix means one namespace, in the shapes as everywhere."""
    owner = ox.parse(path=str(assets.ontology() / "prefixes.ttl"))
    list(owner)
    declared = {}
    for _, triple in triples():
        if triple.predicate.value in (SH + "prefix", SH + "namespace"):
            declared.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(SH)] = triple.object.value
    for entry in declared.values():
        assert owner.prefixes[entry["prefix"]] == entry["namespace"]


def test_patterns_cannot_be_made_to_backtrack():
    """A pattern in a shape has no repetition within a repetition, so no text can keep it busy."""
    for _, triple in triples():
        if triple.predicate.value == SH + "pattern":
            assert not re.search(r"[+*}]\)?[+*{]", triple.object.value)
