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

__all__ = ["DAYS", "REGIONS", "worlds"]

COMPETENCES = tuple(f"k{number}" for number in range(10))
QUALIFICATIONS = ("q0", "q1", "q2")
PROGRAMMES = ("p0", "p1")
COMPANIES = ("c0", "c1")
BODIES = ("b0", "b1")
TREE = {"town": "area", "village": "area", "area": "country", "harbour": "coast", "coast": "country", "isle": "abroad"}
REGIONS = ("country", "area", "town", "coast", "isle")
DAYS = st.integers(3, 6)

# Spans that hold all days asked about, begin or end between them, last one day, or have no end.
_SPANS = st.sampled_from([(0, None), (0, None), (0, 9), (0, 9), (4, None), (0, 4), (5, 9), (4, 4), (0, 2), (8, None)])
_PAUSES = st.sampled_from([(0, None), (4, 5), (5, 5), (0, 3), (6, None), (8, 9)])
_competence = st.sampled_from(COMPETENCES)
_pair = st.tuples(_competence, _competence)


def _some(elements, most, least=0):
    return st.frozensets(elements, min_size=least, max_size=most)


def _records(kind, prefix, most, **parts):
    """Up to `most` records of a kind, numbered."""
    built = st.lists(st.fixed_dictionaries(parts), max_size=most)
    return built.map(lambda found: tuple(kind(f"{prefix}{number}", **given) for number, given in enumerate(found)))


@st.composite
def worlds(draw) -> World:
    """A world of up to six sites and ten competences."""
    names = tuple(f"s{number}" for number in range(draw(st.integers(1, 6))))
    site = st.sampled_from(names)
    recognitions = draw(
        _records(
            Recognition,
            "r",
            6,
            site=site,
            programme=st.sampled_from(PROGRAMMES),
            granter=st.sampled_from((*BODIES, "b0", "b0")),
            decided=st.sampled_from([0, 0, 0, 2, 4]),
            span=st.sampled_from([(0, 9), (0, 9), (0, 4), (5, 9), (4, 4), (0, None)]),
            scope=st.sampled_from(["dual", "dual", "dual", "internship"]),
            lifted=st.sampled_from([None, None, None, 2, 4, 5, 8]),
        )
    )
    decided = st.sampled_from([item.name for item in recognitions] or ["r0"])
    places = {"site": site, "programmes": _some(st.sampled_from(PROGRAMMES), 2), "span": _SPANS}
    return World(
        competences=COMPETENCES,
        broader=draw(_some(_pair, 4)),
        narrower=draw(_some(_pair, 2)),
        exact=draw(_some(_pair, 3)),
        near=draw(_some(st.tuples(_competence, st.sampled_from(NEAR), _competence), 3)),
        qualifications={name: draw(_some(_competence, 5, 1)) for name in QUALIFICATIONS},
        regions=TREE,
        sites=tuple(draw(_site(name)) for name in names),
        offers=draw(
            _records(
                Offer,
                "o",
                6,
                site=site,
                offers=_some(_competence, 4),
                partly=_some(_competence, 2),
                refuses=_some(_competence, 2),
                includes_narrower=st.sampled_from([None, True, False]),
                span=_SPANS,
            )
        ),
        versions=draw(
            _records(
                Version,
                "v",
                4,
                programme=st.sampled_from(PROGRAMMES),
                leads_to=_some(st.sampled_from(QUALIFICATIONS), 2, 1),
                span=_SPANS,
            )
        ),
        recognitions=recognitions,
        suspensions=draw(_records(Suspension, "u", 1, recognition=decided, span=_PAUSES)),
        exclusions=draw(_records(Exclusion, "e", 1, thing=st.sampled_from((*names, *COMPANIES)), span=_PAUSES)),
        mandates=draw(
            _records(
                Mandate,
                "m",
                3,
                body=st.sampled_from(BODIES),
                span=st.sampled_from([(0, None), (0, None), (0, 2), (2, 4), (3, None)]),
                purpose=st.sampled_from(["recognition", "recognition", "supervision"]),
            )
        ),
        mentors=draw(_records(Mentor, "t", 4, eligible=st.sampled_from([True, True, False]), **places)),
        capacities=draw(
            _records(Capacity, "l", 4, places=st.integers(1, 2), taken=st.sampled_from([0, 0, 1, 2]), **places)
        ),
    )


@st.composite
def _site(draw, name: str) -> Site:
    return Site(
        name,
        environment=draw(
            st.sampled_from(["RealWorkplace", "RealWorkplace", "RealWorkplace", "SimulatedWorkplace", "SchoolWorkshop"])
        ),
        municipality=draw(st.sampled_from(["town", "town", "village", "harbour", "isle", None])),
        company=draw(st.sampled_from([*COMPANIES, None])),
    )
