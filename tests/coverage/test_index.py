"""The index behind the questions: in step with the store, and silent where it could be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple
from tests.coverage.worlds import Capacity, Mandate, Mentor, Offer, Recognition, Site, Version, World, iri, store_of

from leerweg.coverage.index import DoubtError, build_index
from leerweg.coverage.index.relation import Relation
from leerweg.model.answers import Basis
from leerweg.namespaces import XSD, lw
from leerweg.store.reading import OxigraphReader

WORLD = World(
    competences=("asked",),
    qualifications={"q": frozenset({"asked"})},
    regions={"town": "country"},
    sites=(Site("s", company="c"),),
    offers=(Offer("o", "s", frozenset({"asked"}), includes_narrower=False, span=(0, 9)),),
    versions=(Version("v", "p", frozenset({"q"})),),
    recognitions=(Recognition("r", "s", "p", "b"),),
    mandates=(Mandate("m", "b"),),
    mentors=(Mentor("t", "s"),),
    capacities=(Capacity("l", "s"),),
)
DATE = NamedNode(XSD + "date")
ODD = {
    "a day that cannot be": ("o", "validFrom", Literal("2026-02-30")),
    "a day with a time zone": ("o", "validUntil", Literal("2026-09-15Z", datatype=DATE)),
    "a moment instead of a day": (
        "r",
        "decisionDate",
        Literal("2026-09-15T00:00:00", datatype=NamedNode(XSD + "dateTime")),
    ),
    "two last days of an offer": ("o", "validUntil", Literal("2031-01-01", datatype=DATE)),
    "places in words": ("l", "places", Literal("three")),
    "half a place": ("l", "placesTaken", Literal("0.5", datatype=NamedNode(XSD + "decimal"))),
    "yes in words": ("t", "isEligible", Literal("ja")),
    "perhaps": ("o", "includesNarrower", Literal("misschien")),
}


def stated() -> list[Triple]:
    """The world as triples."""
    return [quad.triple for quad in store_of(WORLD).quads_for_pattern(None, None, None, DefaultGraph())]


def index_of(store):
    return build_index(OxigraphReader(store, 1), lambda _done, _total: None)


@pytest.mark.parametrize("name", ODD)
def test_values_that_only_sparql_compares_are_left_to_sparql(name):
    """The index does not guess what a date, number or truth value means that it cannot read for certain."""
    thing, term, value = ODD[name]
    store = store_of(WORLD)
    store.add(Quad(iri(thing), lw(term), value, DefaultGraph()))
    with pytest.raises(DoubtError):
        index_of(store)


def test_a_sound_world_leaves_no_doubt():
    """The world of these tests is one that the index takes."""
    index = index_of(store_of(WORLD))
    assert (index.sites, index.revision) == ([iri("s").value], 1)


def test_unknown_things_are_no_part_of_it():
    """A site or a thing that the graph does not name has no place and no number."""
    index = index_of(store_of(replace(WORLD, offers=())))
    assert index.place(iri("s").value) == index.place("http://example.org/elsewhere") == -1
    assert index.statements.number("http://example.org/elsewhere") == -1


def test_reading_can_be_followed_and_ended():
    """Whoever waits hears how far the reading is, and can end it."""
    heard = []

    def progress(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        build_index(OxigraphReader(store_of(WORLD), 1), progress)
    total = heard[0][1]
    assert heard == [(0, total), (1, total), (2, total)]


def test_pairs_are_joined_as_a_table_would():
    """Joins keep every pair and every order of keys; a left join keeps the keys without a pair."""
    pairs = Relation(np.array([5, 3, 5], dtype=np.int32), np.array([1, 2, 3], dtype=np.int32))
    keys = np.array([5, 9, 3, 5], dtype=np.int32)
    positions, objects = pairs.join(keys)
    assert list(zip(positions.tolist(), objects.tolist(), strict=True)) == [(0, 1), (0, 3), (2, 2), (3, 1), (3, 3)]
    positions, objects = pairs.left_join(keys)
    assert list(zip(positions.tolist(), objects.tolist(), strict=True)) == [
        (0, 1), (0, 3), (1, -1), (2, 2), (3, 1), (3, 3),
    ]  # fmt: skip
    assert pairs.of(5).tolist() == [1, 3]
    assert pairs.inverse.of(2).tolist() == [3]


ATEX = "bkc0014569"


def test_an_index_never_answers_for_another_revision(service, deliver):
    """What is published counts in the next answer, while the index of it is still being made and afterwards."""
    deliver("world", stated())
    with service.index as keeper:
        keeper.wait()
        with service.store.reader() as reader:
            before = reader.revision
        assert keeper.at(before).revision == before
        deliver("more", [Triple(iri("o"), lw("offersCompetence"), iri("other"))])
        with service.store.reader() as reader:
            after = reader.revision
        assert keeper.at(after) is None
        keeper.wait()
        assert keeper.at(after).revision == after
        assert keeper.at(before) is None
        keeper.wait()
    assert keeper.at(after + 1) is None


def test_doubt_leaves_the_questions_to_the_store(service, deliver):
    """A graph with a value of doubt is answered all the same, by SPARQL."""
    odd = Triple(iri("l"), lw("places"), Literal("three"))
    deliver("world", [*stated(), odd])
    with service.index as keeper:
        keeper.wait()
        with service.store.reader() as reader:
            assert keeper.at(reader.revision) is None
            keeper.wait()
            assert keeper.at(reader.revision) is None


def test_a_region_is_answered_the_same_from_the_index(region):
    """The shipped region gives the same answers before and after the index is built."""

    def answers():
        atlas, asked = region.atlas, {"on": date(2026, 9, 15), "basis": Basis.AVAILABLE}
        ask = (
            atlas.workplaces.__wrapped__(atlas, ATEX, region="BE22", **asked),
            atlas.coverage.__wrapped__(atlas, "BK-0117-2", region=None, **asked),
            atlas.regional.__wrapped__(atlas, "S-93", region="BE22", **asked),
            atlas.gaps.__wrapped__(atlas, "S-93", region="BE22", **asked),
        )
        site = ask[0].items[0].site.iri
        return (*ask, atlas.competences.__wrapped__(atlas, site, **asked))

    asked_of_the_store = answers()
    with region.index as keeper:
        keeper.wait()
        with region.store.reader() as reader:
            assert keeper.at(reader.revision) is not None
        assert answers() == asked_of_the_store
