"""Our own evaluation of SHACL against the reference engine: the same results, on every case and on damaged ones."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple, parse

from leerweg import assets
from leerweg.namespaces import RDF_TYPE, XSD, lw
from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.engine import run_engine
from leerweg.validation.evaluation import UnsupportedShapesError, evaluate
from leerweg.validation.reference_engine import run_reference
from leerweg.validation.shapes import ShapeCollection, load_shapes

CASES = sorted((Path(__file__).parents[1] / "shapes").glob("*/*.ttl"))
STAGES = {"dossier": "ready-to-sign", "progress": "running"}
BATCHES, BATCH = 20, 50


def triples_of(case: Path) -> list[Triple]:
    """The data of a case, without what describes the case itself."""
    triples = [quad.triple for quad in parse(path=str(case), base_iri="http://example.org/case")]
    return [
        triple for triple in triples if isinstance(triple.subject, NamedNode) and "/case" not in triple.subject.value
    ]


def results(triples: list[Triple], shapes: ShapeCollection) -> tuple[Counter, Counter]:
    """The results of the reference engine and of our own, each as a multiset."""
    store = Store()
    everything = (*triples, *load_background().hierarchy, *load_parameters())
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in dict.fromkeys(everything))
    reference = Counter(
        (result.part, str(result.focus), str(result.path), str(result.value), result.component, len(result.details))
        for result in run_reference(store, shapes)
    )
    own = Counter(
        (found.part.value, str(found.focus), str(found.path), str(found.value), found.component, len(found.details))
        for found in evaluate(store, shapes)
    )
    return reference, own


def damaged(triples: list[Triple], dice: random.Random) -> list[Triple]:
    """The same data with one to six things left out, doubled, moved, or made what they cannot be."""
    damaged_ones = list(triples)
    things = sorted({triple.object for triple in triples if isinstance(triple.object, NamedNode)}, key=str)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(damaged_ones))
        triple = damaged_ones[place]
        what = dice.choice(("left out", "moved", "doubled", "other value", "in words"))
        if what == "left out" and len(damaged_ones) > 1:
            damaged_ones.pop(place)
        elif what == "in words":
            damaged_ones[place] = Triple(triple.subject, triple.predicate, Literal("binnenkort"))
        elif isinstance(triple.object, NamedNode):
            other = Triple(triple.subject, triple.predicate, dice.choice(things))
            damaged_ones[place : place + (what != "doubled")] = [other]
        elif isinstance(triple.object, Literal):
            damaged_ones[place : place + (what != "doubled")] = [
                Triple(triple.subject, triple.predicate, other_value(triple.object, dice))
            ]
    return damaged_ones


def is_a_day(text: str) -> bool:
    """Whether it is in the calendar: a case may hold the thirtieth of February."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def other_value(literal: Literal, dice: random.Random) -> Literal:
    """A neighbour of a date or number; anything else is cut short."""
    kind = literal.datatype.value.removeprefix(XSD)
    step = dice.choice((-400, -1, 1, 400))
    if kind == "date" and is_a_day(literal.value):
        return Literal(
            (date.fromisoformat(literal.value) + timedelta(days=step)).isoformat(), datatype=literal.datatype
        )
    if kind in {"integer", "decimal"}:
        return Literal(
            str(float(literal.value) + step) if kind == "decimal" else str(int(literal.value) + step),
            datatype=literal.datatype,
        )
    if kind == "boolean":
        return Literal(literal.value != "true")
    return Literal(literal.value[:-1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_every_case_has_the_results_of_the_reference_engine(case):
    """Focus, path, value, component, shape and depth of each result are those of pySHACL."""
    shapes = load_shapes(STAGES.get(case.parent.name, "publishing"))
    reference, own = results(triples_of(case), shapes)
    assert own == reference


@pytest.mark.parametrize("batch", range(BATCHES))
def test_damaged_data_has_the_results_of_the_reference_engine(batch):
    """A thousand random documents with seeded violations give the same results on both."""
    dice = random.Random(batch)  # noqa: S311  # no secret: the same documents every time
    shapes = load_shapes("running")
    seen = 0
    for _ in range(BATCH):
        case = dice.choice(CASES)
        triples = damaged(triples_of(case), dice)
        reference, own = results(triples, shapes)
        assert own == reference, f"{case.parent.name}/{case.stem}"
        seen += bool(reference)
    assert seen > BATCH / 2, "most of the documents should break something"


UNKNOWN_HERE = """
PREFIX dct: <http://purl.org/dc/terms/> PREFIX lw: <https://w3id.org/leerweg/ns#>
PREFIX lwsh: <https://w3id.org/leerweg/shapes#> PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
lwsh:mentor-says-nothing-else a sh:NodeShape ; skos:notation "X1" ; sh:targetClass lw:MentorRole ; sh:closed true .
"""


def test_shapes_that_use_more_of_shacl_go_to_the_reference_engine(tmp_path):
    """A rule is never passed over because it is stated in a way that is not evaluated here."""
    shutil.copytree(assets.shapes(), tmp_path / "shapes")
    (tmp_path / "shapes" / "mentor.ttl").write_text(UNKNOWN_HERE, encoding="utf-8")
    shapes = load_shapes("recognition-request", tmp_path / "shapes")
    store = Store()
    mentor = NamedNode("http://example.org/id/mentor-1")
    for predicate, value in ((RDF_TYPE, lw("MentorRole")), (lw("mentorAt"), NamedNode("http://example.org/id/site-1"))):
        store.add(Quad(mentor, predicate, value))
    with pytest.raises(UnsupportedShapesError):
        list(evaluate(store, shapes))
    components = {result.component for result in run_engine(store, shapes)}
    assert components == {"http://www.w3.org/ns/shacl#ClosedConstraintComponent"}
