"""Which properties a constraint cannot do without, so that it is not asked in vain."""

import pyoxigraph as ox
import pytest

from leerweg.validation.evaluation.requirements import required_properties
from leerweg.validation.shapes import known_profiles, load_shapes

PREFIXES = "PREFIX lw: <https://w3id.org/leerweg/ns#>\nPREFIX ex: <http://example.org/#>\n"


@pytest.mark.parametrize(
    ("clause", "needed"),
    [
        ("$this lw:a ?x .", ["a"]),
        ("$this lw:a/lw:b ?x ; lw:c ?y .", ["a"]),
        ("?x lw:z $this . $this lw:a 'text { $this lw:b ?y' .", ["a"]),
        ("$this lw:a <http://example.org/{b> . $this lw:c lw:d .", ["a", "c"]),
        ("$this lw:a ?x . # $this lw:b ?y .\n $this lw:c ?z .", ["a", "c"]),
        ("$this lw:a|lw:b ?x .", []),
        ("$this (lw:a|lw:b) ?x .", []),
        ("$this lw:a? ?x . $this lw:b* ?y . $this lw:c+ ?z .", []),
        ("$this ^lw:a ?x . $this !lw:b ?y .", []),
        ("OPTIONAL { $this lw:a ?x } FILTER NOT EXISTS { $this lw:b ?y }", []),
        ("{ $this lw:a ?x } UNION { $this lw:b ?x }", []),
        ("MINUS { $this lw:a ?x } $this lw:b ?y", ["b"]),
        ("$this ?p ?o . FILTER (?p = lw:a)", []),
        ("$this other:a ?x .", []),
    ],
)
def test_only_what_every_solution_needs_is_required(clause, needed):
    """A property that may be left out is never asked for."""
    query = f"{PREFIXES}SELECT $this WHERE {{ {clause} }}"
    assert [one.value.rpartition("#")[2] for one in required_properties(query)] == needed


@pytest.mark.parametrize("profile", sorted(known_profiles()))
def test_without_a_required_property_our_rules_find_nothing(profile):
    """Each constraint of the shipped shapes, asked of a thing that lacks what it needs, has no answer."""
    thing, other = ox.NamedNode("http://example.org/thing"), ox.NamedNode("http://example.org/other")
    for shape in load_shapes(profile).shapes.values():
        for constraint in shape.constraints:
            for missing in required_properties(constraint.query):
                named = {ox.NamedNode(iri) for iri in _names(constraint.query)} - {missing}
                store = ox.Store()
                store.extend(
                    ox.Quad(start, one, end) for one in named for start in (thing, other) for end in (thing, other)
                )
                assert not list(store.query(constraint.query, substitutions={ox.Variable("this"): thing}))


def _names(query: str) -> set[str]:
    prefixes = dict(
        line.removeprefix("PREFIX ").split(": ", 1) for line in query.splitlines() if line.startswith("PREFIX ")
    )
    words = {word.strip("()/|^*?+;,.{}$") for word in query.replace("/", " ").replace("|", " ").split()}
    parted = [word.split(":", 1) for word in words if ":" in word and "<" not in word]
    return {prefixes[prefix].strip("<>") + local for prefix, local in parted if prefix in prefixes}
