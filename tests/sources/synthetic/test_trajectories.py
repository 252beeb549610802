"""Synthetic trajectories: they conform, are marked, repeatable, and name nobody."""

from __future__ import annotations

import itertools
import tracemalloc
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode

from leerweg.errors import InputError
from leerweg.namespaces import RDF_TYPE, XSD, lw
from leerweg.sources.synthetic.trajectories import FAULTS, generate_trajectories
from leerweg.sources.synthetic.trajectories.supply import Supply

TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))
SAMPLE = 50


@pytest.fixture(scope="module")
def sample(region):
    return region.make(SAMPLE, seed=11)


def test_they_may_be_published(region, sample):
    """Not one rule of publishing has anything to say of fifty of them."""
    for made in sample:
        assert region.judge(made, "publishing").findings == (), made.iri


def test_they_run_in_order(region, sample):
    """Each is a complete dossier on its way: with a learner added, no rule for running ones finds anything."""
    for made in sample:
        assert region.judge(made, "running", with_learner=True).findings == (), made.iri


def test_every_thing_is_marked_as_synthetic(sample, triples):
    """Whoever meets any part of one sees that it is invented."""
    for made in sample:
        stated = triples(made)
        marked = {triple.subject for triple in stated if triple.predicate == lw("synthetic") and triple.object == TRUE}
        assert {triple.subject for triple in stated} == marked


def test_nobody_is_named(sample, triples, objects):
    """No learner stands in them, not even by a key, so that they may be published."""
    for made in sample:
        stated = triples(made)
        assert lw("LearnerProfile").value not in objects(stated, RDF_TYPE)
        assert not objects(stated, lw("forLearner"))
        assert not objects(stated, lw("learnerKey"))


def test_a_trajectory_is_the_same_in_every_run(region):
    """A seed and a number decide a trajectory, whatever the count and whoever else is faulty."""
    ten, twenty = region.make(10, seed=4), region.make(20, seed=4, faults=0.5)
    sound = [each for each in twenty[:10] if each.fault is None]
    assert len(sound) >= 2
    assert all(each in ten for each in sound)
    assert region.make(20, seed=4, faults=0.5) == twenty
    assert region.make(10, seed=5) != ten


def test_two_files_of_other_seeds_share_nothing(region, triples):
    """Files of several seeds can be imported side by side: their trajectories are different ones."""
    one, other = ({t.subject for made in region.make(20, seed) for t in triples(made)} for seed in (1, 2))
    assert not one & other


def test_some_change_companies_halfway(region, triples, objects):
    """A part of the trajectories passes two workplaces, with an agreement each and a handover between."""
    two = [stated for stated in map(triples, region.make(300)) if objects(stated, lw("hasHandover"))]
    assert two
    for stated in two:
        assert len(objects(stated, lw("hasWorkplacePeriod"))) == 2
        assert len(objects(stated, lw("withCompany"))) == 2


def test_programmes_and_both_types_of_agreement_occur(region, triples, objects):
    """There is more than one kind of trajectory: several programmes, paid and unpaid, one to three years."""
    stated = [triple for made in region.make(300) for triple in triples(made)]
    assert len(objects(stated, lw("ofProgramme"))) >= 5
    assert len(objects(stated, lw("agreementType"))) == 2
    assert len(objects(stated, lw("startDate"))) >= 3


def test_the_share_of_faults_is_kept(region):
    """About so many have a fault as was asked."""
    faulty = sum(made.fault is not None for made in region.make(1000, faults=0.2))
    assert 150 < faulty < 250


def test_there_are_many_kinds_of_faults(region):
    """In a large run most kinds of faults occur, each with the rule that it breaks."""
    kinds = {made.fault.kind for made in region.make(600, faults=1.0) if made.fault}
    assert len(FAULTS) >= 30
    assert len(kinds) >= 30


def test_memory_does_not_grow_with_the_count(region):
    """A thousand more trajectories leave nothing behind."""
    stream = generate_trajectories(2000, 1, region.supply, region.identifiers, faults=0.1)
    for _ in itertools.islice(stream, 500):
        pass
    tracemalloc.start()
    try:
        for _ in itertools.islice(stream, 1000):
            pass
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 1_000_000


def test_without_schools_some_are_invented(region, triples, objects):
    """A store that knows no education provider gets schools with workshops in the file itself."""
    made = list(generate_trajectories(20, 1, replace(region.supply, providers=()), region.identifiers))
    shared = [triple for each in made if not each.iri for triple in triples(each)]
    schools = {t.subject.value for t in shared if t.object == lw("EducationProvider")}
    assert schools
    for each in made:
        if each.iri:
            assert objects(triples(each), lw("responsibleProvider")) <= schools


@pytest.mark.parametrize(("count", "share"), [(0, 0.0), (-1, 0.0), (1, -0.1), (1, 1.1)])
def test_impossible_numbers_are_refused(region, count, share):
    """A count below one, or a share that is none, is told before anything is written."""
    with pytest.raises(InputError, match="cannot be made"):
        generate_trajectories(count, 1, region.supply, region.identifiers, faults=share)


def test_an_empty_store_says_what_to_import(region):
    """Without workplaces there is nothing to make trajectories of, and it says what to do."""
    with pytest.raises(InputError, match="no recognised workplace") as told:
        generate_trajectories(1, 1, Supply((), ()), region.identifiers)
    assert "generate register" in told.value.remedy
