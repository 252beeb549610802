"""Random small worlds: mostly sound, so that every condition is met often and missed often."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.coverage.worlds import (
    NEAR,
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
)

__all__ = ["COMPETENCES", "DAYS", "PROGRAMMES", "QUALIFICATIONS", "REGIONS", "WORLDS"]

SITES = ("s0", "s1", "s2")

COMPETENCES = tuple(f"k{number}" for number in range(6))
QUALIFICATIONS = ("q0", "q1", "q2")
PROGRAMMES = ("p0", "p1")
COMPANIES = ("c0", "c1")
BODIES = ("b0", "b1")
TREE = {"town": "area", "village": "area", "area": "country", "harbour": "coast", "coast": "country", "isle": "abroad"}
REGIONS = ("country", "country", "country", "area", "town", "coast", "isle")
DAYS = st.sampled_from([4, 5])

# Spans that hold both days asked about, or begin or end on one of them, or just before.
_SPANS = st.sampled_from([(0, None), (0, None), (0, 9), (4, None), (5, None), (0, 4), (5, 5), (0, 3)])
_PAUSES = st.sampled_from([(4, 4), (5, 5), (0, 4), (5, None), (0, 3)])
_competence = st.sampled_from(COMPETENCES)
_pair = st.tuples(_competence, _competence)


def _some(elements, most, least=0):
    return st.frozensets(elements, min_size=least, max_size=most)


def _records(kind, prefix, least, most, **parts):
    """Some records of a kind, numbered."""
    built = st.lists(st.fixed_dictionaries(parts), min_size=least, max_size=most)
    return built.map(lambda found: tuple(kind(f"{prefix}{number}", **given) for number, given in enumerate(found)))


_site = st.sampled_from(SITES)
_programme = st.sampled_from(PROGRAMMES)
_places = {"site": _site, "programmes": _some(_programme, 2), "span": _SPANS}

_sites = st.tuples(
    *(
        st.builds(
            Site,
            st.just(name),
            environment=st.sampled_from([*["RealWorkplace"] * 4, "SimulatedWorkplace", "SchoolWorkshop"]),
            municipality=st.sampled_from(["town", "town", "town", "village", "harbour", "isle", None]),
            company=st.sampled_from([*COMPANIES, None]),
        )
        for name in SITES
    )
)
_offers = _records(
    Offer,
    "o",
    3,
    7,
    site=_site,
    offers=_some(_competence, 3, 1),
    partly=_some(_competence, 2),
    refuses=_some(_competence, 2),
    includes_narrower=st.sampled_from([None, True, True, False]),
    span=_SPANS,
)
_versions = _records(
    Version,
    "v",
    2,
    4,
    programme=_programme,
    leads_to=_some(st.sampled_from(QUALIFICATIONS), 2, 1),
    span=_SPANS,
    dated=st.sampled_from([True, True, False]),
)
_recognitions = _records(
    Recognition,
    "r",
    3,
    6,
    site=_site,
    programme=_programme,
    granter=st.sampled_from((*BODIES, "b0")),
    decided=st.sampled_from([0, 3, 4, 4]),
    span=st.sampled_from([(0, 9), (0, 9), (0, 4), (5, 9), (4, 5), (0, None)]),
    scope=st.sampled_from(["dual", "dual", "dual", "internship"]),
    lifted=st.sampled_from([None, None, None, 4, 5, 5, 8]),
)
_suspensions = _records(Suspension, "u", 1, 2, recognition=st.sampled_from(["r0", "r1", "r2"]), span=_PAUSES)
_exclusions = _records(Exclusion, "e", 0, 2, thing=st.sampled_from((*SITES, *COMPANIES)), span=_PAUSES)
_mandates = _records(
    Mandate,
    "m",
    1,
    3,
    body=st.sampled_from((*BODIES, "b0")),
    span=st.sampled_from([(0, None), (0, None), (0, 3), (4, None), (0, 4)]),
    purpose=st.sampled_from(["recognition", "recognition", "supervision"]),
)
_mentors = _records(Mentor, "t", 2, 5, eligible=st.sampled_from([True, True, True, False]), **_places)
_capacities = _records(Capacity, "l", 2, 5, places=st.integers(1, 2), taken=st.sampled_from([0, 0, 1, 2]), **_places)

# A world of a few sites and competences, with cycles, repetitions and loose ends.
WORLDS = st.builds(
    World,
    competences=st.just(COMPETENCES),
    broader=_some(_pair, 4, 1),
    narrower=_some(_pair, 3, 1),
    exact=_some(_pair, 4, 2),
    near=_some(st.tuples(_competence, st.sampled_from(NEAR), _competence), 6, 2),
    qualifications=st.fixed_dictionaries({name: _some(_competence, 5, 1) for name in QUALIFICATIONS}),
    regions=st.just(TREE),
    sites=_sites,
    offers=_offers,
    versions=_versions,
    recognitions=_recognitions,
    suspensions=_suspensions,
    exclusions=_exclusions,
    mandates=_mandates,
    mentors=_mentors,
    capacities=_capacities,
)
