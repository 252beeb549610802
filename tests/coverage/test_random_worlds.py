"""The questions against a reference written from the definition, on random small worlds."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.coverage.answering import Indexed, Oxigraph, Rdflib
from tests.coverage.reference import Reference
from tests.coverage.world_strategies import COMPETENCES, DAYS, PROGRAMMES, QUALIFICATIONS, REGIONS, WORLDS
from tests.coverage.worlds import World, day, iri, store_of

from leerweg.coverage import standings
from leerweg.coverage.evidence import QueriedEvidence
from leerweg.model.answers import Asked, Basis
from leerweg.model.answers import Reference as Named
from leerweg.store.reading import OxigraphReader

BASES = st.sampled_from([basis.value for basis in Basis])
SEVERAL = st.lists(st.sampled_from(QUALIFICATIONS), min_size=1, max_size=2, unique=True)
# Derandomised: a change of ours is what makes a test fail, never the luck of the day.
MANY = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(MANY, max_examples=200)
ENGINES = pytest.mark.parametrize("engine", [Oxigraph, Indexed])
FEW = settings(MANY, max_examples=3, phases=(Phase.generate,))


@ENGINES
@MANY
@given(world=WORLDS, on=DAYS, basis=BASES, region=st.sampled_from(REGIONS))
def test_workplaces_are_proved_as_the_definition_says(engine, world, on, basis, region):
    """Every proof that a workplace teaches a competence is one by the definition, and none is missing."""
    answers, expected = engine(store_of(world)), Reference(world, on)
    for competence in COMPETENCES:
        assert answers.workplaces(competence, region, on, basis) == {
            proof for name in expected.sites_in(region) for proof in expected.proofs(name, competence, basis)
        }


@ENGINES
@SOME
@given(world=WORLDS, on=DAYS, basis=BASES)
def test_competences_are_proved_as_the_definition_says(engine, world, on, basis):
    """Every proof of what a workplace teaches is one by the definition, and none is missing."""
    answers, expected = engine(store_of(world)), Reference(world, on)
    for site in world.sites:
        assert answers.teachable(site.name, on, basis) == {
            proof for name in COMPETENCES for proof in expected.proofs(site.name, name, basis)
        }


@ENGINES
@MANY
@given(world=WORLDS, on=DAYS, basis=BASES, qualifications=SEVERAL, region=st.sampled_from(REGIONS))
def test_coverage_counts_what_is_proved(engine, world, on, basis, qualifications, region):
    """Counts by workplace and by competence, and the gaps, are those of the definition."""
    answers, expected = engine(store_of(world)), Reference(world, on)
    assert answers.coverage(qualifications, region, on, basis) == expected.coverage(qualifications, region, basis)
    assert answers.regional(qualifications, region, on, basis) == expected.regional(qualifications, region, basis)
    assert answers.gaps(qualifications, region, on, basis) == expected.gaps(qualifications, region, basis)


@SOME
@given(WORLDS, DAYS, BASES, SEVERAL, st.sampled_from(PROGRAMMES))
def test_every_competence_has_its_standing(world, on, basis, qualifications, programme):
    """What is missing at a workplace, and why, is told as the definition does; so is what a programme leads to."""
    store, expected = store_of(world), Reference(world, on)
    sites = [site.name for site in world.sites]
    nothing = Named("")
    wanted = tuple(Named(iri(name).value) for name in qualifications)
    asked = Asked(nothing, nothing, day(on), Basis(basis), wanted)
    for evidence in (QueriedEvidence(OxigraphReader(store, 1)), Indexed(store).evidence):
        known = standings.of_sites(evidence, asked, [iri(site).value for site in sites])
        for site in sites:
            for competence in expected.contained(qualifications):
                told = known[iri(site).value].get(iri(competence).value, "not stated")
                assert told == expected.standing(site, competence, basis)
    assert Oxigraph(store).leads_to(programme, on) == expected.leads_to(programme)


@settings(SOME, max_examples=30)
@given(WORLDS, DAYS, BASES)
def test_who_teaches_it_and_what_is_taught_are_inverse(world, on, basis):
    """A workplace is among those that teach a competence exactly when the competence is among those it teaches."""
    answers = Oxigraph(
        store_of(replace(world, sites=tuple(replace(site, municipality="town") for site in world.sites)))
    )
    forth = {proof for name in COMPETENCES for proof in answers.workplaces(name, "country", on, basis)}
    back = {proof for site in world.sites for proof in answers.teachable(site.name, on, basis)}
    assert forth == back


@FEW
@given(WORLDS, DAYS, BASES, st.sampled_from(COMPETENCES), SEVERAL, st.sampled_from(REGIONS))
def test_another_engine_answers_the_same(world, on, basis, competence, qualifications, region):
    """The questions are plain SPARQL 1.1: rdflib answers what Oxigraph answers."""
    store = store_of(world)
    one, other = Oxigraph(store), Rdflib(store)
    assert one.workplaces(competence, region, on, basis) == other.workplaces(competence, region, on, basis)
    assert one.teachable("s0", on, basis) == other.teachable("s0", on, basis)
    for ask in ("coverage", "regional", "gaps"):
        assert getattr(one, ask)(qualifications, region, on, basis) == (
            getattr(other, ask)(qualifications, region, on, basis)
        )
    sites = [site.name for site in world.sites]
    standing = {"qualification": qualifications, "site": sites, "on": on}
    assert one.ask("list_standings", **standing) == other.ask("list_standings", **standing)


@ENGINES
@pytest.mark.parametrize("basis", [basis.value for basis in Basis])
def test_an_empty_graph_answers_nothing(engine, basis):
    """A store without data gives empty answers, no error."""
    answers = engine(store_of(World()))
    assert answers.workplaces("k0", "country", 3, basis) == answers.teachable("s0", 3, basis) == set()
    assert answers.coverage(["q0"], "country", 3, basis) == answers.regional(["q0"], "country", 3, basis) == {}


@MANY
@given(world=WORLDS, on=DAYS, basis=BASES, qualifications=SEVERAL, region=st.sampled_from(REGIONS))
def test_the_index_ranks_as_the_questions_do(world, on, basis, qualifications, region):
    """Whether a question is asked of the store or read from the index, things come in the same order."""
    store = store_of(world)
    asked, read = QueriedEvidence(OxigraphReader(store, 1)), Indexed(store).evidence
    date_, level, place = day(on), Basis(basis), iri(region).value
    for competence in COMPETENCES:
        given_ = iri(competence).value, place, date_, level
        assert asked.workplaces(*given_).things == read.workplaces(*given_).things
    for site in world.sites:
        given_ = iri(site.name).value, date_, level
        assert asked.competences(*given_).things == read.competences(*given_).things
    wanted = tuple(Named(iri(name).value) for name in qualifications)
    understood = Asked(Named(""), Named(place), date_, level, wanted)
    assert asked.coverage(understood) == read.coverage(understood)
    assert asked.gaps(understood) == read.gaps(understood)
