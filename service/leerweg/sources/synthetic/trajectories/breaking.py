"""How each fault is put into a plan: every function says whether the plan could have it, and then has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from leerweg.namespaces import scheme
from leerweg.sources.synthetic.trajectories.openings import taught_at
from leerweg.sources.synthetic.trajectories.plan import Activity, Plan
from leerweg.sources.synthetic.trajectories.supply import Supply, Version

__all__ = ["Elsewhere"]

_OAO, _SOAO = (str(scheme("agreement-type", each)) for each in ("OAO", "SOAO"))
_SHORT_WEEK = (3.0, 5.0)
_LONGEST_YEARS = 3
_A_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Elsewhere:
    """What other programmes have, for faults that mix things up; `renewed` are sites with several recognitions."""

    competences: tuple[str, ...]
    versions: tuple[Version, ...]
    renewed: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, supply: Supply) -> Elsewhere:
        """Everything that the store knows."""
        competences = dict.fromkeys(
            each for version in supply.versions for one in version.qualifications for each in one.competences
        )
        seen: set[tuple[str, str]] = set()
        renewed: set[tuple[str, str]] = set()
        for place in supply.workplaces:
            (renewed if (place.site, place.programme) in seen else seen).add((place.site, place.programme))
        return cls(tuple(competences), supply.versions, frozenset(renewed))


def leave_competence_out(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """A competence is allocated nowhere."""
    targeted = {each for activity in plan.activities for each in activity.targets}
    at_work = {competence for competence, _ in plan.at_work}
    free = [each for each in plan.aim.asked if each not in targeted and (each not in at_work or _can_spare(plan))]
    if not free:
        return False
    chosen = random.choice(free)
    plan.at_work = [pair for pair in plan.at_work if pair[0] != chosen]
    plan.at_school = [each for each in plan.at_school if each != chosen]
    return True


def allocate_foreign(plan: Plan, elsewhere: Elsewhere, random: Random) -> bool:
    """A competence of no qualification that is aimed at is allocated too."""
    known = {each for one in plan.version.qualifications for each in one.competences}
    foreign = [each for each in elsewhere.competences if each not in known]
    if not foreign or 2 * _at_work(plan) <= len(plan.aim.asked) + 1:
        return False
    plan.at_school.append(random.choice(foreign))
    return True


def work_at_school(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """The work component also takes place in a school workshop."""
    plan.at_work.append((random.choice(plan.at_work)[0], plan.school))
    return True


def learn_most_at_school(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """It says dual, but no more than half is learned at a workplace."""
    targeted = {each for activity in plan.activities if activity.at_work for each in activity.targets}
    most = len(plan.aim.asked) // 2
    kept = sorted(plan.at_work, key=lambda pair: pair[0] not in targeted)[:most]
    if len(targeted) > most or not kept:
        return False
    known = {competence for competence, _ in kept} | set(plan.at_school)
    plan.at_school += [competence for competence, _ in plan.at_work if competence not in known]
    plan.at_work = kept
    return True


def forget_targets(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """An activity serves no competence."""
    random.choice(plan.activities).targets.clear()
    return True


def invent_purpose(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """An activity has a purpose that the code list does not know."""
    random.choice(plan.activities).purpose = "leisure"
    return True


def forget_purpose(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """An activity has no purpose."""
    random.choice(plan.activities).purpose = None
    return True


def unallocate_target(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """A work activity serves a competence that is allocated to the school only."""
    targets = sorted({each for activity in _at_workplaces(plan) for each in activity.targets})
    if not targets or not _can_spare(plan):
        return False
    chosen = random.choice(targets)
    plan.at_work = [pair for pair in plan.at_work if pair[0] != chosen]
    if chosen not in plan.at_school:
        plan.at_school.append(chosen)
    return True


def target_unoffered(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """A work activity serves a competence that the workplace says nothing about."""
    activities = _at_workplaces(plan)
    there = {pair[0] for pair in plan.at_work}
    for activity in activities:
        place = next(period.workplace for period in plan.periods if period.workplace.site == activity.place)
        taught = taught_at(place, plan.start, plan.end)
        if missing := [each for each in plan.aim.asked if each not in taught and each not in there]:
            chosen = random.choice(missing)
            plan.at_work.append((chosen, activity.place))
            activity.targets.append(chosen)
            return True
    return False


def aim_at_nothing(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """No qualification is named."""
    plan.aims_at = []
    return True


def follow_foreign(plan: Plan, elsewhere: Elsewhere, random: Random) -> bool:
    """The standard trajectory is that of another programme."""
    own = {each.iri for each in plan.version.standards}
    known = dict.fromkeys(each for one in elsewhere.versions for each in one.standards_on(plan.start))
    foreign = [each for each in known if each not in own]
    plan.standard = random.choice(foreign) if foreign else plan.standard
    return bool(foreign)


def follow_ended_regime(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """The standard trajectory is that of the programme, but its regime had ended when the trajectory began."""
    may = plan.version.standards_on(plan.start)
    ended = [each.iri for each in plan.version.standards if each.last and each.last < plan.start]
    ended = [each for each in ended if each not in may]
    plan.standard = random.choice(ended) if ended else plan.standard
    return bool(ended)


def shorten_week(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The components together are no full week (under an OAO that would break another rule too)."""
    if not plan.version.unpaid:
        return False
    plan.week = (*_SHORT_WEEK, plan.week[2])
    return True


def work_little_under_oao(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The agreement has too few hours for an OAO."""
    return _under(plan, _OAO, hours=18.5)


def work_much_under_soao(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The agreement has too many hours for a SOAO."""
    return _under(plan, _SOAO, hours=19.5)


def sign_other_type(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """A SOAO where the programme asks for an OAO; its hours and pay are those of a SOAO."""
    first = plan.periods[0]
    if first.agreement_type != _OAO:
        return False
    first.agreement_type, first.unpaid, first.hours = _SOAO, True, 19.0
    return True


def leave_type_out(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The agreement is of no type."""
    plan.periods[0].agreement_type = ""
    return True


def sign_for_too_long(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The agreement lasts one day longer than allowed."""
    first = plan.periods[0]
    first.until = first.begin.replace(year=first.begin.year + _LONGEST_YEARS)
    return True


def sign_late(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """The school signs after the start."""
    plan.periods[0].late = random.randint(20, 60)
    return True


def sign_before_recognition(plan: Plan, elsewhere: Elsewhere, _: Random) -> bool:
    """The agreement is signed on the day before the recognition begins."""
    first = plan.periods[0]
    if (first.workplace.site, first.workplace.programme) in elsewhere.renewed:
        return False
    first.signed = first.workplace.first - dt.timedelta(days=1)
    return True


def pay_too_little(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The allowance is lower than the law asks."""
    return _under(plan, _OAO, allowance=400.0)


def pay_under_soao(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """An unpaid agreement with an allowance."""
    return _under(plan, _SOAO, allowance=500.0)


def stay_longer(plan: Plan, _: Elsewhere, random: Random) -> bool:
    """The last period at a workplace ends after the trajectory."""
    plan.periods[-1].end += dt.timedelta(days=random.randint(1, 40))
    return True


def invent_mentor(kind: str) -> Callable[[Plan, Elsewhere, Random], bool]:
    """Every mentor of the trajectory is invented with it, and is of this kind."""

    def break_plan(plan: Plan, _: Elsewhere, __: Random) -> bool:
        for period in plan.periods:
            period.mentor = None
        plan.extra.add(kind)
        return True

    return break_plan


def leave_mentor_untrained(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """Every mentor is invented, and more than the time allowed has passed without training."""
    first = plan.periods[0]
    if plan.on - max(first.workplace.first, first.begin - _A_YEAR) <= _A_YEAR:
        return False
    for period in plan.periods:
        period.mentor = None
    plan.extra.add("untrained mentor")
    return True


def forget_contexts(plan: Plan, _: Elsewhere, __: Random) -> bool:
    """The contexts that the programme asks for are covered nowhere."""
    offered = {offer.context.lower() for period in plan.periods for offer in period.workplace.offers}
    if sum(each.lower() in offered for each in plan.version.contexts) >= plan.version.contexts_asked:
        return False
    plan.contexts = ()
    return True


def _under(plan: Plan, agreement_type: str, *, hours: float | None = None, allowance: float | None = None) -> bool:
    first = plan.periods[0]
    if first.agreement_type != agreement_type:
        return False
    first.hours = first.hours if hours is None else hours
    first.allowance = allowance
    return True


def _at_work(plan: Plan) -> int:
    return len({competence for competence, _ in plan.at_work})


def _can_spare(plan: Plan) -> bool:
    """Whether more than half is still learned at work with one competence less there."""
    return 2 * (_at_work(plan) - 1) > len(plan.aim.asked)


def _at_workplaces(plan: Plan) -> list[Activity]:
    return [activity for activity in plan.activities if activity.at_work]
