"""A store of this process is walked; what is found is what the questions answer."""

import gc
import random
import weakref
from pathlib import Path

import pyoxigraph as ox
import pytest

from leerweg.bootstrap import assemble, load_example
from leerweg.namespaces import RDF
from leerweg.settings import Settings
from leerweg.store import load_question
from leerweg.store.reading import OxigraphReader
from leerweg.validation.background import load_parameters
from leerweg.validation.neighbourhood import Neighbourhood, ask_neighbourhood
from leerweg.validation.neighbourhood.statements import statements_in
from leerweg.validation.neighbourhood.walks import walk_of
from leerweg.validation.published import read_published

REACH = sorted((Path(__file__).parents[2] / "service/leerweg/validation/neighbourhood/reach").glob("*.rq"))
DESCRIBE = Path(__file__).parents[2] / "service/leerweg/validation/describe_trajectory.rq"
LW = "https://w3id.org/leerweg/ns#"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The store of the shipped example."""
    service = assemble(Settings(store=str(tmp_path_factory.mktemp("walks") / "store")))
    load_example(service)
    yield service.store
    service.store.close()


@pytest.fixture(scope="module")
def things(example):
    """Every IRI of the example."""
    with example.reader() as reader:
        quads = reader.matches(None, None, None)
    terms = (term for quad in quads for term in (quad.subject, quad.object))
    return sorted({term for term in terms if isinstance(term, ox.NamedNode)}, key=str)


@pytest.mark.parametrize(
    "path", [*[path for path in REACH if load_question(path).slots], DESCRIBE], ids=lambda p: p.stem
)
def test_a_walk_finds_what_its_question_answers(example, things, path):
    """From any thing, the same things are found by walking as by asking."""
    question = load_question(path)
    walk = walk_of(question)
    (slot,) = question.slots
    with example.reader() as reader:
        for part in range(0, len(things), 997):
            some = things[part : part + 200]
            walked = {end for one in some for end in walk.things(statements_in(reader), one)}
            query = question.bind(**{slot: some})
            if path == DESCRIBE:
                assert {triple.subject for triple in reader.construct(query)} == walked & set(things)
            else:
                assert {row["thing"] for row in reader.select(query)} == walked


def test_what_surrounds_a_thing_is_what_the_questions_tell(example, things):
    """The triples are the same ones, each once, whether walked or asked; for documents large and small."""
    shipped = set(load_parameters())
    chance = random.Random(7)  # noqa: S311  # which things, not a secret
    with example.reader() as reader:
        for size in (1, 2, 5, 20, 100, 400):
            some = chance.sample(things, size)
            walked = list(Neighbourhood(example)(some))
            assert len(walked) == len(set(walked))
            assert set(walked) - shipped == set(ask_neighbourhood(reader, some)) - shipped


def test_a_published_trajectory_is_read_whole(example):
    """Walking describes a trajectory as the question does."""
    with example.reader() as reader:
        kind = ox.NamedNode(LW + "Trajectory")
        found = [quad.subject for quad in reader.matches(None, ox.NamedNode(RDF + "type"), kind)]
        assert found
        for one in found:
            asked = set(reader.construct(load_question(DESCRIBE).bind(trajectory=one)))
            assert set(read_published(example, [one]).triples) == asked


def test_many_holders_are_found_too():
    """What leads to a thing that thousands lead to is not lost."""
    store = ox.Store()
    goal, knows, likes = (ox.NamedNode(f"http://example.org/{name}") for name in ("goal", "knows", "likes"))
    people = [ox.NamedNode(f"http://example.org/{number}") for number in range(500)]
    store.extend(ox.Quad(one, (knows, likes)[number % 2], goal) for number, one in enumerate(people))
    reader = OxigraphReader(store, 1)
    graph = statements_in(reader)
    assert set(graph.holders(knows, goal)) == set(people[::2])
    assert set(graph.holders(likes, goal)) == set(people[1::2])
    assert graph.holders(ox.NamedNode("http://example.org/hates"), goal) == ()


def test_what_was_looked_up_goes_with_its_revision():
    """A reader that nobody needs any more is let go of, and what was remembered with it."""
    reader = OxigraphReader(ox.Store(), 1)
    kept = weakref.ref(statements_in(reader))
    gone = weakref.ref(reader)
    del reader
    assert gone() is None
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize(
    "pattern",
    [
        "?focus lw:a ?thing . OPTIONAL { ?thing lw:b ?c }",
        "?focus lw:a ?thing . FILTER (?thing != lw:b)",
        "{ ?focus lw:a ?thing } UNION { ?focus lw:b ?thing }",
        "?focus lw:a ?b . ?c lw:d ?thing .",
        "?focus lw:a ?thing . ?thing lw:b ?c .",
        "?focus lw:a ?thing . ?thing lw:b lw:c .",
        "?focus !lw:a ?thing .",
        "?focus lw:a ?other .",
    ],
)
def test_a_question_that_is_no_walk_is_refused(tmp_path, pattern):
    """No condition is passed over in silence."""
    path = tmp_path / "question.rq"
    path.write_text(f"PREFIX lw: <{LW}> SELECT ?thing WHERE {{ VALUES ?focus {{ UNDEF }} {pattern} }}")
    with pytest.raises(ValueError, match=r"walk|straight|lead"):
        walk_of(load_question(path))
