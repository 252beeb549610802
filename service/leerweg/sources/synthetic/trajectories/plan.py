"""The plan of one trajectory: every choice made, nothing written yet. Faults are put into plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from leerweg.sources.synthetic.trajectories.openings import Aim, Opening, SchoolYear, last_day, taught_at
from leerweg.sources.synthetic.trajectories.supply import Mentor, Provider, Version, Workplace

__all__ = ["Activity", "Period", "Plan", "Planner"]

_SHARES = {0: 0.45, 1: 0.35, 2: 0.2}
_SECOND_WORKPLACE, _ALSO_AT_SCHOOL, _ONE_OF_SEVERAL = 0.2, 3, 0.5
# Hours of general education, vocational training and work: a full week of 38 under an OAO, fewer under a SOAO.
_PAID_WEEKS = ((6.0, 8.0, 24.0), (8.0, 8.0, 22.0), (6.0, 6.0, 26.0), (8.0, 10.0, 20.0))
_UNPAID_WEEKS = ((8.0, 8.0, 16.0), (8.0, 8.0, 18.0), (10.0, 6.0, 15.0), (10.0, 8.0, 14.0))


@dataclass(slots=True)
class Activity:
    """Something to do, in the work or the vocational component; `purpose` is a code, or None to leave it out."""

    place: str
    targets: list[str]
    at_work: bool
    purpose: str | None = "vocational"
    certificates: tuple[str, ...] = ()


@dataclass(slots=True)
class Period:
    """A time at one workplace, under one agreement."""

    workplace: Workplace
    mentor: Mentor | None
    begin: dt.date
    end: dt.date
    signed: dt.date
    agreement_type: str
    unpaid: bool
    hours: float
    until: dt.date
    year: int = 1
    allowance: float | None = None
    late: int = 0


@dataclass(slots=True)
class Plan:
    """One trajectory, as things stand `on` a day.

    `aims_at` and `standard` may differ from what `version` says, where a fault is wanted. `at_work` are competences
    with the site where each is learned; `extra` names faults that are made in writing.
    """

    key: str
    on: dt.date
    version: Version
    aim: Aim
    provider: Provider
    school: str
    start: dt.date
    end: dt.date
    week: tuple[float, float, float]
    contexts: tuple[str, ...]
    at_work: list[tuple[str, str]]
    at_school: list[str]
    periods: list[Period]
    activities: list[Activity]
    aims_at: list[str]
    standard: str | None
    extra: set[str] = field(default_factory=set)


class Planner:
    """Draws plans, each from its own number: the same seed and number give the same plan."""

    def __init__(self, years: list[SchoolYear], providers: tuple[Provider, ...], seed: int, on: dt.date) -> None:
        newest = max(each.year for each in years)
        self._years = years
        self._weights = [_SHARES.get(newest - each.year, 0.05) for each in years]
        self._by_year = {each.year: each for each in years}
        self._providers: dict[str, list[Provider]] = {}
        for provider in providers:
            for province in ("", provider.province):
                self._providers.setdefault(province, []).append(provider)
        self._seed, self._on = seed, on

    def plan(self, number: int) -> Plan:
        """The plan of the trajectory with this number."""
        random = Random((self._seed << 32) + number)  # noqa: S311 - sampling, not cryptography
        year = random.choices(self._years, self._weights)[0]
        opening = year.draw(random)
        aim = self._aim(opening, random)
        start, end = year.start, last_day(year.year, random.choice(opening.years))
        province = opening.workplace.province
        provider = random.choice(self._providers.get(province) or self._providers[""])
        week = random.choice(_UNPAID_WEEKS if opening.version.unpaid else _PAID_WEEKS)
        periods = self._periods(opening, year, end, week[2], random)
        at_work = _shared_out(aim, periods)
        standards = opening.version.standards_on(start)
        plan = Plan(
            key=f"T-S{self._seed}-{number:06d}",
            on=self._on,
            version=opening.version,
            aim=aim,
            provider=provider,
            school=random.choice(provider.sites),
            start=start,
            end=end,
            week=week,
            contexts=opening.contexts,
            at_work=at_work,
            at_school=_kept_at_school(aim, random),
            periods=periods,
            activities=[],
            aims_at=[each.iri for each in aim.qualifications],
            standard=random.choice(standards) if standards else None,
        )
        plan.activities = _activities(plan, random)
        return plan

    def _aim(self, opening: Opening, random: Random) -> Aim:
        whole = opening.aims[0]
        return random.choice(opening.aims[1:]) if opening.aims[1:] and random.random() < _ONE_OF_SEVERAL else whole

    def _periods(self, opening: Opening, year: SchoolYear, end: dt.date, hours: float, random: Random) -> list[Period]:
        """One period, or two at different companies where the trajectory lasts longer than the first year."""
        first = _period(opening, year, end, hours, random)
        following = self._by_year.get(year.year + 1)
        if following is None or end.year == year.year + 1 or random.random() >= _SECOND_WORKPLACE:
            return [first]
        for _ in range(8):
            other = following.draw(random)
            place = other.workplace
            same = place.programme == opening.workplace.programme and other.version.iri == opening.version.iri
            if same and place.company != opening.workplace.company and place.last >= end:
                first.end = first.until = last_day(year.year, 1)
                second = _period(other, following, end, hours, random)
                second.year = 2
                return [first, second]
        return [first]


def _period(opening: Opening, year: SchoolYear, end: dt.date, hours: float, random: Random) -> Period:
    version, mentors = opening.version, opening.mentors
    return Period(
        workplace=opening.workplace,
        mentor=random.choice(mentors) if mentors else None,
        begin=year.start,
        end=end,
        signed=year.first_signed + dt.timedelta(days=random.randint(0, 11)),
        agreement_type=version.agreement_type,
        unpaid=version.unpaid,
        hours=hours,
        until=end,
    )


def _shared_out(aim: Aim, periods: list[Period]) -> list[tuple[str, str]]:
    """Each competence that a workplace teaches, with the first site that does."""
    places: dict[str, str] = {}
    for period in periods:
        taught = taught_at(period.workplace, period.begin, period.end)
        for competence in aim.asked:
            if competence in taught:
                places.setdefault(competence, period.workplace.site)
    return list(places.items())


def _kept_at_school(aim: Aim, random: Random) -> list[str]:
    """What only the school teaches, and some of what is practised there first."""
    taught = set(aim.taught)
    some = random.sample(aim.taught, min(len(aim.taught), _ALSO_AT_SCHOOL))
    return [each for each in aim.asked if each not in taught] + some


def _activities(plan: Plan, random: Random) -> list[Activity]:
    """Two activities at each workplace and one at school; what needs a certificate comes after it."""
    certificates = tuple(dict.fromkeys(each for one in plan.aim.qualifications for each in one.certificates))
    activities = []
    for period in plan.periods:
        here = [competence for competence, site in plan.at_work if site == period.workplace.site]
        for _ in range(2 if len(here) > 1 else 0):
            chosen = random.sample(here, min(len(here), random.randint(2, 3)))
            activities.append(Activity(period.workplace.site, chosen, at_work=True, certificates=certificates))
            certificates = ()
    chosen = random.sample(plan.at_school, min(len(plan.at_school), 2))
    activities.append(Activity(plan.school, chosen, at_work=False))
    return activities
