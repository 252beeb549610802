"""Combinations: the solver against every subset, the evidence against the definition, and the answer against itself."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coverage.answering import Indexed
from tests.coverage.reference import Reference
from tests.coverage.world_strategies import QUALIFICATIONS, REGIONS, WORLDS
from tests.coverage.worlds import day, iri, store_of

from leerweg.coverage.combining.checking import complaints_about, untaught_in
from leerweg.coverage.combining.distances import Point, metres
from leerweg.coverage.combining.problem import Problem, Workplace, amount_of, criteria
from leerweg.coverage.combining.reducing import reduce
from leerweg.coverage.combining.solver import keep_apart, solve
from leerweg.coverage.combining.throughout import taught_on, taught_until
from leerweg.coverage.evidence import QueriedEvidence, Taught
from leerweg.errors import InputError
from leerweg.model.answers import Asked, Basis
from leerweg.model.answers import Reference as Named
from leerweg.model.combinations import Aim, Preference
from leerweg.namespaces import scheme
from leerweg.store.reading import OxigraphReader

MANY = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(MANY, max_examples=100)
BASES = st.sampled_from(Basis)
SEVERAL = st.lists(st.sampled_from(QUALIFICATIONS), min_size=1, max_size=2, unique=True)
AUTUMN = date(2026, 9, 15)
CODES = tuple("abcdef")
PROBLEMS = st.builds(
    lambda number, given: Problem(
        CODES[:number],
        [
            Workplace(f"site-{place}", company, distance, taught.intersection(CODES[:number]))
            for place, (company, distance, taught) in enumerate(given)
        ],
    ),
    st.integers(1, 6),
    st.lists(
        st.tuples(
            st.sampled_from(["x", "y", "z"]),
            st.sampled_from([0, 100, 100, 200, 500]),
            st.frozensets(st.sampled_from(CODES), max_size=4),
        ),
        min_size=1,
        max_size=8,
    ),
)


def every_combination(problem: Problem, prefer: Preference) -> list[tuple[Workplace, ...]]:
    """All sets that teach everything and of which none can be left out, the best first: by trying all subsets."""

    def teaches_all(chosen):
        return {item for one in chosen for item in one.teaches} >= set(problem.competences)

    found = [
        chosen
        for size in range(1, len(problem.workplaces) + 1)
        for chosen in combinations(problem.workplaces, size)
        if teaches_all(chosen) and not any(teaches_all([one for one in chosen if one is not out]) for out in chosen)
    ]

    def merit(chosen):
        amount = dict(zip(Preference, amount_of(chosen), strict=True))
        return [amount[criterion] for criterion in criteria(prefer)], [one.site for one in chosen]

    return sorted(found, key=merit)


@MANY
@given(PROBLEMS, st.sampled_from(Preference), st.integers(1, 4))
def test_the_solver_finds_what_trying_everything_finds(problem, prefer, number):
    """The best combination and the alternatives are the first of all subsets, in their order, and hold when checked."""
    solvable = problem.without(problem.untaught)
    found = solve(solvable, prefer, number)
    assert [item.chosen for item in found] == every_combination(solvable, prefer)[
        : number if solvable.competences else 0
    ]
    for item in found:
        assert item.open is None
        assert list(complaints_about(solvable, item.chosen, item.amount)) == []


@MANY
@given(PROBLEMS)
def test_competences_taught_apart_prove_how_many_workplaces_are_needed(problem):
    """No combination is smaller than a set of competences of which no workplace teaches two."""
    solvable = problem.without(problem.untaught)
    apart = keep_apart(solvable)
    for item in solve(solvable, Preference.FEWEST_SITES, 1):
        assert 1 <= len(apart) <= item.amount.sites
        assert list(complaints_about(solvable, item.chosen, item.amount, apart)) == []


def test_a_competence_that_nobody_teaches_is_no_problem_for_the_solver():
    """Whoever asks the solver for the impossible is told so at once."""
    with pytest.raises(ValueError, match="nobody teaches b"):
        solve(Problem(["a", "b"], [Workplace("s", "c", 0, frozenset("a"))]), Preference.FEWEST_SITES, 1)


def large(seed: int, number: int = 3_000) -> Problem:
    """Many workplaces that all teach something else: too much for a moment."""
    chance = random.Random(seed)  # noqa: S311  # sampling, not cryptography
    taught = [f"k{place:02}" for place in range(40)]
    return Problem(
        taught,
        [
            Workplace(f"s{place:05}", f"c{chance.randrange(number)}", chance.randrange(60_000),
                      frozenset(chance.sample(taught, chance.randint(1, 8))))
            for place in range(number)
        ],
    )  # fmt: skip


@pytest.mark.parametrize("seconds", [0.0, 0.2])
def test_when_the_time_is_up_the_best_found_comes_with_its_bound(seconds):
    """Half an answer says that it is one: a sound combination, and what none can come below; the same every time."""
    problem = large(1)
    (found,) = solve(problem, Preference.FEWEST_SITES, 3, seconds=seconds)
    assert found.open is Preference.FEWEST_SITES
    assert 5 <= found.bound < found.amount.sites
    assert list(complaints_about(problem, found.chosen, found.amount)) == []
    assert solve(problem, Preference.FEWEST_SITES, 3, seconds=seconds) == [found]


@pytest.mark.parametrize("prefer", Preference)
def test_what_others_always_do_better_is_not_looked_at(prefer):
    """Of a thousand workplaces that differ only in their distance, the four nearest are enough for four answers."""
    alike = [Workplace(f"s{place:04}", f"c{place}", place, frozenset("ab")) for place in range(1_000)]
    assert [item.distance for item in reduce(Problem("ab", alike), 4, prefer).workplaces] == [0, 1, 2, 3]


def test_the_checker_names_every_fault():
    """A combination that does not hold is not let through, whatever is wrong with it."""
    one, two = Workplace("one", "c", 5, frozenset("ab")), Workplace("two", "c", 7, frozenset("b"))
    problem = Problem("abc", [one, two])
    assert list(complaints_about(problem, [one], amount_of([two]), "ab")) == [
        "c is not taught",
        "the cost is Amount(sites=1, travel=5, companies=1), not Amount(sites=1, travel=7, companies=1)",
        "one teaches two of what is said to be taught apart",
    ]
    assert list(complaints_about(problem.without("c"), [one, two], amount_of([one, two]))) == ["two can be left out"]
    stranger = replace(two, teaches=frozenset("c"))
    assert list(complaints_about(problem, [one, stranger], amount_of([one, two]))) == [
        "two was not to choose from as it stands"
    ]


def asked_of(qualifications, region, on, basis) -> Asked:
    wanted = tuple(Named(iri(name).value) for name in qualifications)
    return Asked(Named(""), Named(iri(region).value), day(on), basis, wanted)


@SOME
@given(WORLDS, BASES, SEVERAL, st.sampled_from(REGIONS), st.integers(3, 5), st.integers(0, 4))
def test_what_is_taught_throughout_a_span_is_taught_every_day(world, basis, qualifications, region, on, more):
    """Asked or read from the index: who teaches what on every day is what the definition says day by day."""
    store = store_of(world)
    expected = {"proved": set(), "possible": set()}
    for kind, place in (("proved", 0), ("possible", 1)):
        days = [
            {
                (iri(site).value, iri(competence).value)
                for competence in Reference(world, number).contained(qualifications)
                for site in Reference(world, number).taught_in(region, competence, basis.value)[place]
            }
            for number in range(on, on + more + 1)
        ]
        expected[kind] = set.intersection(*days)
    asked = asked_of(qualifications, region, on, basis)
    for evidence in (QueriedEvidence(OxigraphReader(store, 1)), Indexed(store).evidence):
        taught = taught_until(evidence, asked, day(on + more), taught_on(evidence, asked))
        assert {"proved": set(taught.proved), "possible": set(taught.possible)} == expected


@SOME
@given(WORLDS, BASES, SEVERAL, st.sampled_from(REGIONS), st.frozensets(st.sampled_from(["s0", "s1", "s2"])))
def test_who_teaches_what_is_asked_and_read_the_same(world, basis, qualifications, region, some):
    """The index and the questions agree on who teaches what, for all sites and for some; so does what some leave."""
    store = store_of(world)
    reader = OxigraphReader(store, 1)
    asked = asked_of(qualifications, region, 4, basis)
    sites = sorted(iri(site).value for site in some)
    both = QueriedEvidence(reader), Indexed(store).evidence
    for wanted in (None, sites):
        one, other = (sorted(evidence.incidence(asked, wanted)) for evidence in both)
        assert one == other
        assert all(isinstance(row, Taught) for row in one)
    wide = replace(asked, region=Named(iri("country").value))
    inside = [site for site in world.sites if site.name in Reference(world, 4).sites_in("country")]
    chosen = [iri(site.name).value for site in inside if site.name in some]
    taught = {row.competence for row in both[1].incidence(wide, chosen) if row.proved}
    contents = {iri(name).value for name in Reference(world, 4).contained(qualifications)}
    assert set(untaught_in(reader, asked, chosen)) == contents - taught


def test_distances_are_great_circles():
    """Hasselt to Bruges is 144 km as the crow flies; a place is nowhere from itself."""
    hasselt, bruges = Point(50.931, 5.338), Point(51.209, 3.224)
    assert metres(hasselt, bruges) == pytest.approx(151_000, rel=0.02)
    assert metres(hasselt, hasselt) == 0
    assert metres(Point(90, 0), Point(-90, 0)) == pytest.approx(20_015_114, abs=2)


def ask(region, of, *, basis=Basis.RECOGNISED, place="BE22", on=AUTUMN, **aim):
    return region.atlas.combinations(of, region=place, on=on, basis=basis, aim=Aim(**aim))


def names(combination):
    return [item.site.label for item in combination.sites]


def test_one_workplace_is_enough_where_one_teaches_everything(region):
    """Fietshersteller needs one workplace in Limburg; the next best is another one, each taught by itself alone."""
    answer = ask(region, "BK-0117-2", near="Hasselt")
    assert [names(item) for item in answer.items] == [["Fietsatelier De Gouden Spaak, Hasselt"], ["Trapkracht Bree"]]
    assert [item.cost.travel for item in answer.items] == [pytest.approx(0.6, abs=0.1), pytest.approx(29.5, abs=0.1)]
    assert answer.complete
    assert all(item.proven and not item.only_possible for item in answer.items)
    assert (len(answer.apart), answer.asked.near.place.label) == (1, "Hasselt")


def test_what_nobody_teaches_is_named_and_the_rest_is_combined(region):
    """Elektrotechnieken duaal needs two workplaces, and ATEX is taught nowhere in the country."""
    answer = ask(region, "S-93")
    assert names(answer.items[0]) == ["Voltéa Installaties, Genk", "Limbra Aandrijftechniek, Lommel"]
    (atex,) = answer.untaught
    assert (atex.competence.code, atex.nearest, atex.possible_count) == ("bkc0050066", None, 0)
    assert (len(answer.competences), len(answer.apart), answer.complete) == (43, 2, False)


def test_who_is_too_far_is_named_as_the_nearest(region):
    """Within 20 km much is not taught; each such competence names the nearest who does, and who possibly does."""
    answer = ask(region, "S-93", near="Hasselt", within=20.0)
    far = [item for item in answer.untaught if item.nearest]
    assert {item.nearest.site.label for item in far} == {"Limbra Aandrijftechniek, Lommel"}
    assert all(item.nearest.distance > 20 for item in far)
    assert any(item.possible_count for item in far)
    assert all(site.distance <= 20 for item in answer.items for site in item.sites)


def test_an_answer_holds_when_asked_of_the_store(region):
    """What the best combination leaves untaught is, by the question itself, exactly what the answer says."""
    for of, basis in (("S-93", Basis.RECOGNISED), ("S-93", Basis.AVAILABLE), ("BK-0117-2", Basis.STATED)):
        answer = ask(region, of, basis=basis)
        asked = Asked(answer.asked.subject, answer.asked.region, AUTUMN, basis, answer.asked.qualifications)
        with region.store.reader() as reader:
            left = untaught_in(reader, asked, [item.site.iri for item in answer.items[0].sites])
            rows = [row["competence"].value for row in reader.select(answer.query)]
        assert set(left) == set(rows) == {item.competence.iri for item in answer.untaught}


def test_a_span_needs_a_recognition_on_every_day(region):
    """Who is recognised in spring, but not any more in autumn, is no part of a year's combination."""
    spring, year = date(2026, 4, 15), date(2027, 6, 30)
    assert ask(region, "S-93", on=spring).reachable == 5
    answer = ask(region, "S-93", on=spring, until=year)
    assert (answer.asked.on, answer.asked.until, answer.reachable) == (spring, year, 4)


def test_possibly_taught_counts_only_when_asked(region):
    """By default only the proved counts; when the possible counts too, the answer says which competences that are."""
    asked = {"near": "Hasselt", "within": 20.0}
    proved, possible = ask(region, "S-93", **asked), ask(region, "S-93", possible=True, **asked)
    gained = {item.competence.iri for item in proved.untaught} - {item.competence.iri for item in possible.untaught}
    assert gained
    assert gained <= {item.iri for item in possible.items[0].only_possible}


def test_the_index_gives_the_same_combinations(region):
    """A service that keeps an index answers as one that asks the store."""

    def answers():
        atlas = region.atlas
        return [
            atlas.combinations.__wrapped__(
                atlas, of, region=place, on=AUTUMN, basis=basis,
                aim=Aim(near="Hasselt", until=date(2027, 6, 30), prefer=prefer),
            )
            for of, place, basis, prefer in (
                ("S-93", "BE22", Basis.AVAILABLE, Preference.LEAST_TRAVEL),
                ("BK-0117-2", None, Basis.RECOGNISED, Preference.ONE_COMPANY),
            )
        ]  # fmt: skip

    asked_of_the_store = answers()
    with region.index as keeper:
        keeper.wait()
        with region.store.reader() as reader:
            assert keeper.at(reader.revision) is not None
        assert answers() == asked_of_the_store


@pytest.mark.parametrize(
    ("aim", "where"),
    [
        ({"within": 5.0}, "within"),
        ({"near": "Hasselt", "within": -1.0}, "within"),
        ({"near": "Hasselt", "within": float("nan")}, "within"),
        ({"near": "Hasselt", "within": 1e9}, "within"),
        ({"until": date(2026, 9, 14)}, "until"),
        ({"until": date(2099, 1, 1)}, "until"),
        ({"alternatives": -1}, "alternatives"),
        ({"alternatives": 1_000}, "alternatives"),
        ({"seconds": 1e6}, "seconds"),
        ({"near": "99,181"}, "near"),
        ({"near": "BE22"}, "near"),
        ({"near": "Nergenshuizen"}, "region or site"),
    ],
)
def test_an_aim_that_cannot_be_is_refused(region, aim, where):
    """Each wrong wish is told by its name, with what to do."""
    with pytest.raises(InputError) as refused:
        ask(region, "S-93", **aim)
    assert refused.value.where == where
    assert refused.value.remedy


def test_a_school_or_a_point_is_a_start_too(region):
    """Distances can be measured from a school's own site, or from degrees."""
    school = ask(region, "BK-0117-2", near="Atelierschool De Brug, fietsatelier Hasselt")
    point = ask(region, "BK-0117-2", near="50.941, 5.343")
    assert school.items[0].cost == point.items[0].cost
    assert point.asked.near.place == Named("", "50.941, 5.343")


def test_a_workplace_without_coordinates_is_in_its_municipality_or_nowhere(service, deliver, region):
    """Where a site states no place the middle of its municipality counts; without that it is left out and named."""
    with region.store.reader() as reader:
        stated = list(reader.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
    site, hasselt = region.identifiers.of("site", "8998010307"), scheme("municipality", "71072")

    def without(*things):
        return [one for one in stated if one.subject not in things or not one.predicate.value.endswith(("lat", "long"))]

    deliver("world", without(site))
    best = ask(service, "BK-0117-2", near="50.930,5.340").items[0].sites[0]
    assert (best.site.iri, best.approximate) == (site.value, True)
    assert best.distance < 5
    deliver("world", without(site, hasselt), 2)
    answer = ask(service, "BK-0117-2", near="50.930,5.340")
    assert [item.iri for item in answer.unplaced] == [site.value]
    assert names(answer.items[0]) == ["Trapkracht Bree"]
    assert names(ask(service, "BK-0117-2").items[0]) == ["Fietsatelier De Gouden Spaak, Hasselt"]


def test_the_solver_is_loaded_only_when_it_is_needed():
    """No command waits for a library that it does not use."""
    program = "import sys, leerweg.cli.app; print('ortools' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
