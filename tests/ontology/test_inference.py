"""What is inferred by the rules of ontology/inference/: the same on the store's engine and on rdflib's."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from leerweg import assets
from leerweg.errors import OntologyError
from leerweg.validation.ontology.graph import read_ontology
from leerweg.validation.ontology.inference import infer, inference_rules

CASES = Path(__file__).parent / "inference"
RULES = inference_rules(assets.ontology())
LW = "https://w3id.org/leerweg/ns#"
DUAL = "https://w3id.org/leerweg/scheme/workplace-learning-form/dual"
ON = date(2026, 6, 1)
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = (f"{XSD}decimal", f"{XSD}integer")


def graph_of(*files):
    """The ontology with some Turtle files."""
    graph = read_ontology(assets.ontology())
    for file in files:
        graph.store.extend(
            list(parse(path=file, format=RdfFormat.TURTLE, base_iri="http://127.0.0.1:8000/", rename_blank_nodes=True))
        )
    return graph


@pytest.fixture(scope="module")
def world():
    """The world of the cases."""
    return graph_of(CASES / "world.ttl")


def plain(term):
    """A term by its value, so that 38 and 38.0 are the same number; of either library."""
    if isinstance(term, Literal | rdflib.Literal):
        text = term.value if isinstance(term, Literal) else str(term)
        kind = term.datatype.value if isinstance(term, Literal) else str(term.datatype)
        return Decimal(text) if kind in NUMBERS else (text, kind)
    return term.value if isinstance(term, NamedNode) else str(term)


def by_value(triples):
    """Triples of either library, as they can be compared."""
    return {tuple(plain(term) for term in triple) for triple in triples}


def inferred_by_rdflib(graph, on):
    """What follows on a second, independent engine."""
    second = rdflib.Graph()
    second.parse(data=graph.ntriples(), format="nt")
    day = Literal(on.isoformat(), datatype=NamedNode(f"{XSD}date"))
    return {t for rule in RULES for t in second.query(rule.bind(**({"on": day} if rule.slots else {})))}


def test_each_rule_infers_what_it_should(world):
    """Form, counts, hours, attainable qualifications, mandates: exactly what the cases expect."""
    expected = by_value(rdflib.Graph().parse(CASES / "expected.ttl"))

    assert by_value(infer(world.store, RULES, ON)) == expected


def test_engines_agree_on_the_cases(world):
    """What the store infers, rdflib infers."""
    assert by_value(infer(world.store, RULES, ON)) == by_value(inferred_by_rdflib(world, ON))


def test_engines_agree_on_the_example():
    """The same holds for the example region, where all eight trajectories are what they claim: dual."""
    graph = graph_of(*assets.turtle_files(assets.data()))

    found = by_value(infer(graph.store, RULES, ON))

    assert found == by_value(inferred_by_rdflib(graph, ON))
    assert {form for _, name, form in found if name == f"{LW}hasForm"} == {DUAL}
    assert len([name for _, name, _ in found if name == f"{LW}hasForm"]) == 8


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2016, 1, 1), {"former"}),
        (date(2026, 5, 31), {"hub", "delegate", "former"}),
        (date(2026, 6, 1), {"hub", "delegate"}),
        (date(2026, 6, 2), set()),
    ],
)
def test_mandates_hold_by_the_day(world, day, who):
    """A delegated mandate ends with the one it was delegated from, the last day included."""
    found = by_value(infer(world.store, RULES, day))

    assert {s.rpartition("/")[2] for s, p, o in found if p == f"{LW}mayPerform" and o.endswith("recognise")} == who


def test_main_part_is_a_number_of_the_code_list(ontology_copy):
    """Whoever changes where dual begins in the code list changes what is inferred: no number stands in a query."""
    scheme = ontology_copy / "schemes" / "workplace-learning-form.ttl"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("lw:exceedsShare 0.5 ;", "lw:exceedsShare 0.8 ;"))
    graph = read_ontology(ontology_copy)
    graph.store.extend(list(parse(path=CASES / "world.ttl", format=RdfFormat.TURTLE, rename_blank_nodes=True)))

    forms = {s: o for s, p, o in by_value(infer(graph.store, RULES, ON)) if p == f"{LW}hasForm"}

    assert forms["http://example.org/dual"].endswith("/alternating")
    assert forms["http://example.org/partly"] == DUAL


def test_what_is_stated_is_not_inferred_again(world):
    """A conclusion that the data already state is left out."""
    first = infer(world.store, RULES, ON)
    again = read_ontology(assets.ontology())
    again.store.extend(list(world.store))
    again.store.extend([Quad(*triple) for triple in first])

    assert infer(again.store, RULES, ON) == set()


def test_every_rule_says_what_it_infers_and_from_which_row():
    """A reader of a rule knows what it makes and why."""
    for rule in RULES:
        assert rule.header["summary"].endswith("."), rule.name
        assert rule.header["source"].startswith("N"), rule.name


@pytest.mark.parametrize(
    ("text", "match"),
    [("SELECT ?x WHERE { ?x a ?y }", "summary"), ("#+ summary: No triples.\nSELECT ?x WHERE { ?x a ?y }", "CONSTRUCT")],
)
def test_a_rule_that_is_none_is_refused(tmp_path, world, text, match):
    """A file among the rules that infers nothing does not pass in silence."""
    (tmp_path / "inference").mkdir()
    (tmp_path / "inference" / "wrong.rq").write_text(text, encoding="utf-8")

    with pytest.raises(OntologyError, match=match):
        infer(world.store, inference_rules(tmp_path), ON)
