"""What happens at one invented site: recognitions, suspensions, mentors, capacity, and what it says it can teach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from leerweg.sources.register.cells import Cell
from leerweg.sources.synthetic.catalogue import CatalogueProgramme

__all__ = ["GeneratedSite", "rows_of_site"]

Rows = Iterator[tuple[str, dict[str, Cell]]]

_FIRST_START, _LAST_START = dt.date(2018, 9, 1), dt.date(2026, 6, 30)
_EARLIEST_END = dt.date(2021, 1, 31)
_FULL_YEARS = 5
_SHORTER = 0.15
_LIFTED, _SUSPENDED = 0.015, 0.02
_SILENT, _CLOSED_OFFER, _WITH_GROUP = 0.05, 0.1, 0.06
_FULLY, _PARTLY, _NOT = 0.62, 0.70, 0.75
_YOUNG_MENTOR, _ELIGIBLE, _TRAINED, _FOR_ONE_PROGRAMME = 0.08, 0.8, 0.3, 0.5
_CAPACITY_FROM = dt.date(2025, 9, 1)
_CONTEXTS = ("kleine ploeg", "gemengde ploeg", "meerdere werven", "eigen atelier", "op verplaatsing", "vaste klanten")


@dataclass(frozen=True, slots=True)
class GeneratedSite:
    """A site as far as it decides what happens there: `place` are the columns that every row about it repeats."""

    place: Mapping[str, Cell]
    employees: int
    programmes: Sequence[CatalogueProgramme]
    recognised: bool
    body: str
    excluded: tuple[dt.date, dt.date] | None


def rows_of_site(site: GeneratedSite, groups: Sequence[str], random: Random) -> Rows:
    """Sheet and columns of every row about a site, those referred to first."""
    yield from _offers(site, groups, random)
    if site.recognised:
        for number, programme in enumerate(site.programmes, start=1):
            yield from _recognition(site, programme, number, random)
    yield from _mentors(site, random)
    taken_at_most = max(1, site.employees // 10)
    for programme in site.programmes[:2]:
        places = random.randint(1, min(12, taken_at_most + 1))
        yield (
            "capacity",
            {
                **site.place,
                "programme": programme.iri,
                "places": places,
                "places_taken": random.randint(0, places),
                "valid_from": _CAPACITY_FROM,
            },
        )


def _offers(site: GeneratedSite, groups: Sequence[str], random: Random) -> Rows:
    if random.random() < _SILENT:
        return
    stated: dict[str, list[str]] = {"competences": [], "partly": [], "not_taught": []}
    for competence in dict.fromkeys(each for programme in site.programmes for each in programme.competences):
        chance = random.random()
        if chance < _FULLY:
            stated["competences"].append(competence)
        elif chance < _PARTLY:
            stated["partly"].append(competence)
        elif chance < _NOT:
            stated["not_taught"].append(competence)
    issued = _day(dt.date(2023, 9, 1), dt.date(2026, 6, 30), random)
    common: dict[str, Cell] = {**site.place, "valid_from": issued, "issued": issued}
    if random.random() < _CLOSED_OFFER:
        common["valid_until"] = issued + dt.timedelta(days=random.randint(180, 700))
    lists = {name: "; ".join(found) for name, found in stated.items() if found}
    if lists:
        context = random.choice(_CONTEXTS)
        yield "offers", {**common, "offer": "1", **lists, "includes_narrower": False, "context": context}
    if groups and random.random() < _WITH_GROUP:
        wide = "; ".join(random.sample(groups, min(len(groups), random.randint(1, 2))))
        yield "offers", {**common, "offer": "2", "competences": wide, "includes_narrower": True}


def _recognition(site: GeneratedSite, programme: CatalogueProgramme, number: int, random: Random) -> Rows:
    start = _day(_FIRST_START, _LAST_START, random)
    if site.excluded and site.excluded[0] <= start <= site.excluded[1]:
        return
    years = random.randint(1, _FULL_YEARS - 1) if random.random() < _SHORTER else _FULL_YEARS
    end = max(_years_later(start, years) - dt.timedelta(days=1), _EARLIEST_END)
    key = f"R{number}"
    columns: dict[str, Cell] = {
        **site.place,
        "recognition": key,
        "programme": programme.iri,
        "granted_by": site.body,
        "decision_date": start - dt.timedelta(days=random.randint(0, 30)),
        "scope": "dual",
        "valid_from": start,
        "valid_until": end,
    }
    chance = random.random()
    if site.excluded and start < site.excluded[0] <= end:
        columns["lifted_on"] = site.excluded[0]
    elif chance < _LIFTED:
        columns["lifted_on"] = _day(start, end, random)
    yield "recognitions", columns
    if _LIFTED <= chance < _LIFTED + _SUSPENDED:
        first = _day(start, max(start, end - dt.timedelta(days=90)), random)
        until = min(end, first + dt.timedelta(days=random.randint(14, 90)))
        yield (
            "suspensions",
            {**site.place, "recognition": key, "valid_from": first, "valid_until": until},
        )


def _mentors(site: GeneratedSite, random: Random) -> Rows:
    """One mentor at least, and the first one eligible from before any recognition."""
    for number in range(1, 2 + min(3, site.employees // 15) * random.randint(0, 1)):
        first = number == 1
        young = random.random() < _YOUNG_MENTOR
        columns: dict[str, Cell] = {
            **site.place,
            "mentor": f"M-{number:04d}",
            "eligible": first or random.random() < _ELIGIBLE,
            "minimum_age": 23 if young else 25,
            "experience_years": random.randint(5, 30),
            "prior_training": young or random.random() < _TRAINED,
            "age_exception": young,
            "decision_date": _FIRST_START - dt.timedelta(days=60),
            "valid_from": _FIRST_START - dt.timedelta(days=45),
        }
        if not first and random.random() < _FOR_ONE_PROGRAMME:
            columns["programme"] = random.choice(site.programmes).iri
        yield "mentors", columns


def _day(first: dt.date, last: dt.date, random: Random) -> dt.date:
    return first + dt.timedelta(days=random.randint(0, max(0, (last - first).days)))


def _years_later(day: dt.date, years: int) -> dt.date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)
