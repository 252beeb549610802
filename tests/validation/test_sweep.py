"""Holding every published trajectory against a profile."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from leerweg.bootstrap import assemble, open_store
from leerweg.model.delivery import Delivery, Location, Record
from leerweg.namespaces import RDF_TYPE, XSD, lw
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology
from leerweg.validation.sweep import Sweep, judge_published, list_trajectories

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The example, and three trajectories that each break something."""
    folder = tmp_path_factory.mktemp("sweep") / "store"
    service = assemble(Settings(store=str(folder)))
    service.publisher.publish(read_ontology(service.identifiers))
    service.publisher.publish(read_example(service.identifiers))
    faulty = [service.identifiers.of("trajectory", f"T-faulty-{number}") for number in range(3)]
    triples = tuple(
        triple
        for thing in faulty
        for triple in (
            Triple(thing, RDF_TYPE, lw("Trajectory")),
            Triple(thing, lw("startDate"), Literal("2026-09-01", datatype=NamedNode(XSD + "date"))),
        )
    )
    records = iter([Record("faulty", Location("faulty"), triples)])
    service.publisher.publish(
        Delivery(source="test", key="faulty", title="faulty", digest="1", records=records, origin=("faulty",))
    )
    return service, {thing.value for thing in faulty}


def test_every_trajectory_is_judged_once_in_order(published):
    """Processes of their own judge all, and what they say is what one by one says."""
    service, faulty = published
    with service.store.reader() as reader:
        trajectories = list_trajectories(reader)
    assert len(trajectories) == len(set(trajectories)) > len(faulty)
    sweep = Sweep(partial(open_store, service.settings), "publishing", ON, processes=2)
    judged = list(sweep.judge(trajectories))
    assert [one.trajectory for one in judged] == trajectories
    assert {one.trajectory for one in judged if not one.conforms} == faulty
    alone = [one for iri in trajectories for one in judge_published(service.store, [iri], "publishing", ON)]
    assert judged == alone


def test_who_stops_early_stops_the_work(published):
    """Nothing is left running when somebody has seen enough."""
    service, _ = published
    sweep = Sweep(partial(open_store, service.settings), "publishing", ON, processes=1)
    with service.store.reader() as reader:
        judging = sweep.judge(list_trajectories(reader))
    assert next(judging).trajectory
    judging.close()
