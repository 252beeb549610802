"""Each condition of "can teach" on its own: one sound world, and what one fault does to it, on two engines."""

from __future__ import annotations

import pytest
from tests.coverage.answering import Indexed, Oxigraph, Rdflib
from tests.coverage.reference import Reference
from tests.coverage.worlds import (
    Capacity,
    Exclusion,
    Mandate,
    Mentor,
    Offer,
    Recognition,
    Site,
    Suspension,
    Version,
    World,
    store_of,
)

ON = 4
ALL = ("stated", "recognised", "available")


def world(**fault) -> World:
    """A site that teaches a competence in every respect, but for what is given."""
    sound = {
        "competences": ("asked", "other", "third"),
        "qualifications": {"q": frozenset({"asked"})},
        "regions": {"town": "country"},
        "sites": (Site("s", company="c"),),
        "offers": (Offer("o", "s", frozenset({"asked"})),),
        "versions": (Version("v", "p", frozenset({"q"})),),
        "recognitions": (Recognition("r", "s", "p", "b"),),
        "mandates": (Mandate("m", "b"),),
        "mentors": (Mentor("t", "s"),),
        "capacities": (Capacity("l", "s"),),
    }
    return World(**{**sound, **fault})


def other(**more) -> World:
    """The site offers `other` instead, and something relates it to `asked`."""
    includes = more.pop("includes_narrower", None)
    return world(offers=(Offer("o", "s", frozenset({"other"}), includes_narrower=includes),), **more)


def recognition(**fault):
    """The one recognition, with a fault."""
    return {"recognitions": (Recognition("r", "s", "p", "b", **fault),)}


TWO_STEPS = frozenset({("asked", "third"), ("third", "other")})
PROVED = {
    "sound": (world(), ALL),
    "exact match, over two steps and either way": (
        other(exact=frozenset({("asked", "third"), ("other", "third")})),
        ALL,
    ),
    "broader that includes what is narrower": (other(broader=TWO_STEPS, includes_narrower=True), ALL),
    "narrower stated the other way round": (
        other(narrower=frozenset({("other", "asked")}), includes_narrower=True),
        ALL,
    ),
    "a cycle of broader": (
        other(broader=frozenset({("asked", "other"), ("other", "asked")}), includes_narrower=True),
        ALL,
    ),
    "last day of the offer": (world(offers=(Offer("o", "s", frozenset({"asked"}), span=(0, 4)),)), ALL),
    "day after the offer": (world(offers=(Offer("o", "s", frozenset({"asked"}), span=(0, 3)),)), ()),
    "day before the offer": (world(offers=(Offer("o", "s", frozenset({"asked"}), span=(5, None)),)), ()),
    "school workshop": (world(sites=(Site("s", "SchoolWorkshop"),)), ()),
    "simulated workplace": (world(sites=(Site("s", "SimulatedWorkplace"),)), ()),
    "outside the region": (world(sites=(Site("s", municipality="elsewhere"),)), ()),
    "no municipality": (world(sites=(Site("s", municipality=None),)), ()),
    "recognised for an exact match of the competence": (
        world(qualifications={"q": frozenset({"third"})}, exact=frozenset({("third", "asked")})),
        ALL,
    ),
    "recognised for another programme": (world(qualifications={"q": frozenset({"third"})}), ("stated",)),
    "first day of the recognition": (world(**recognition(span=(4, 9))), ALL),
    "last day of the recognition": (world(**recognition(span=(0, 4))), ALL),
    "recognition ended": (world(**recognition(span=(0, 3))), ("stated",)),
    "recognition without an end": (world(**recognition(span=(0, None))), ("stated",)),
    "recognition for internships": (world(**recognition(scope="internship")), ("stated",)),
    "lifted that day": (world(**recognition(lifted=4)), ("stated",)),
    "lifted the day after": (world(**recognition(lifted=5)), ALL),
    "suspended": (world(suspensions=(Suspension("u", "r", (4, 4)),)), ("stated",)),
    "suspended until the day before": (world(suspensions=(Suspension("u", "r", (0, 3)),)), ALL),
    "suspended without an end": (world(suspensions=(Suspension("u", "r", (4, None)),)), ("stated",)),
    "site excluded": (world(exclusions=(Exclusion("e", "s", (4, 4)),)), ("stated",)),
    "company excluded": (world(exclusions=(Exclusion("e", "c", (0, None)),)), ("stated",)),
    "company excluded from the next day": (world(exclusions=(Exclusion("e", "c", (5, None)),)), ALL),
    "mandate ended since": (world(mandates=(Mandate("m", "b", (0, 1)),)), ALL),
    "mandate ended before the decision": (
        world(mandates=(Mandate("m", "b", (0, 1)),), **recognition(decided=2)),
        ("stated",),
    ),
    "mandate after the decision": (world(mandates=(Mandate("m", "b", (1, None)),)), ("stated",)),
    "mandate for something else": (world(mandates=(Mandate("m", "b", purpose="supervision"),)), ("stated",)),
    "mandate of somebody else": (world(mandates=(Mandate("m", "b2"),)), ("stated",)),
    "version of the programme ended": (world(versions=(Version("v", "p", frozenset({"q"}), (0, 3)),)), ("stated",)),
    "version of the programme to come": (
        world(versions=(Version("v", "p", frozenset({"q"}), (5, None)),)),
        ("stated",),
    ),
    "no mentor": (world(mentors=()), ("stated", "recognised")),
    "mentor not eligible": (world(mentors=(Mentor("t", "s", eligible=False),)), ("stated", "recognised")),
    "mentor left": (world(mentors=(Mentor("t", "s", span=(0, 3)),)), ("stated", "recognised")),
    "mentor for another programme": (world(mentors=(Mentor("t", "s", frozenset({"p2"})),)), ("stated", "recognised")),
    "mentor for two programmes": (world(mentors=(Mentor("t", "s", frozenset({"p", "p2"})),)), ALL),
    "no place free": (world(capacities=(Capacity("l", "s", taken=1),)), ("stated", "recognised")),
    "places later": (world(capacities=(Capacity("l", "s", span=(5, None)),)), ("stated", "recognised")),
    "places for another programme": (
        world(capacities=(Capacity("l", "s", frozenset({"p2"})),)),
        ("stated", "recognised"),
    ),
    "places for two programmes": (world(capacities=(Capacity("l", "s", frozenset({"p", "p2"})),)), ALL),
}
POSSIBLE = {
    "covered in part": world(offers=(Offer("o", "s", partly=frozenset({"asked"})),)),
    "broader that does not say what it includes": other(broader=TWO_STEPS),
    "broader that does not include what is narrower": other(broader=TWO_STEPS, includes_narrower=False),
    "narrower": other(narrower=TWO_STEPS, includes_narrower=True),
    **{
        f"{relation} {'back' if back else 'forth'}": other(
            near=frozenset({("other", relation, "asked") if back else ("asked", relation, "other")})
        )
        for relation in ("closeMatch", "relatedMatch", "broadMatch", "narrowMatch", "related")
        for back in (False, True)
    },
    "close to an exact match": other(
        exact=frozenset({("asked", "third")}), near=frozenset({("third", "closeMatch", "other")})
    ),
}


@pytest.mark.parametrize("engine", [Oxigraph, Indexed])
@pytest.mark.parametrize("name", PROVED)
def test_what_one_condition_does(name, engine):
    """Proved on exactly the levels whose conditions hold, by proof and by count."""
    given, holds = PROVED[name]
    answers, expected = engine(store_of(given)), Reference(given, ON)
    for basis in ALL:
        proofs = answers.workplaces("asked", "country", ON, basis)
        assert any(proof.proves for proof in proofs) == (basis in holds)
        assert proofs == {p for site in expected.sites_in("country") for p in expected.proofs(site, "asked", basis)}
        assert answers.coverage(["q"], "country", ON, basis) == expected.coverage(["q"], "country", basis)
        assert answers.gaps(["q"], "country", ON, basis) == expected.gaps(["q"], "country", basis)


@pytest.mark.parametrize("engine", [Oxigraph, Indexed])
@pytest.mark.parametrize("name", POSSIBLE)
def test_what_is_near_is_possible_and_never_proved(name, engine):
    """A partial offer or a near match is an answer, marked as no proof; it counts as possible only."""
    answers = engine(store_of(POSSIBLE[name]))
    for basis in ALL:
        assert {proof.proves for proof in answers.workplaces("asked", "country", ON, basis)} == {False}
        assert answers.coverage(["q"], "country", ON, basis) == {"s": (0, 1)}
        assert answers.regional(["q"], "country", ON, basis) == {"asked": (0, 1)}


def test_two_steps_of_near_are_too_many():
    """What is close to something close is not even possible."""
    far = other(near=frozenset({("asked", "closeMatch", "third"), ("third", "closeMatch", "other")}))
    for engine in (Oxigraph, Indexed):
        assert engine(store_of(far)).workplaces("asked", "country", ON, "stated") == set()


@pytest.mark.parametrize(
    "name", ["lifted that day", "suspended", "site excluded", "company excluded", "mandate ended before the decision"]
)
def test_another_engine_refuses_the_same(name):
    """What takes the force from a recognition takes it on rdflib too."""
    given, _ = PROVED[name]
    engine = Rdflib(store_of(given))
    assert engine.workplaces("asked", "country", ON, "recognised") == set()
    assert engine.teachable("s", ON, "recognised") == set()
    assert engine.coverage(["q"], "country", ON, "recognised") == {}
