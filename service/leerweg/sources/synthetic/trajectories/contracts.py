"""The agreements of a plan with their signatures, and the periods at workplaces that they are about."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from leerweg.sources.synthetic.trajectories.plan import Period, Plan
from leerweg.sources.synthetic.trajectories.terms import Names, code, day, described, number, truth, word

__all__ = ["lines_of_agreements", "mentor_of"]

_PARTIES = ("learner", "company", "provider")
_CONTENTS = (
    "parties",
    "term",
    "workplace",
    "hours",
    "allowance",
    "mentor",
    "notice",
    "holidays",
    "training-plan",
    "insurance",
)
# Euros a month by year of training: above what the law asks since 2025, so that a next indexation leaves room.
_ALLOWANCES = {1: 650.0, 2: 720.0, 3: 780.0}
_INVENTED_AGE, _INVENTED_YEARS = 34, 9
_HOURS_A_DAY, _WEEKS_A_YEAR, _MISSED_DAYS = 8, 36, 3.5


def mentor_of(plan: Plan, names: Names, position: int) -> str:
    """The mentor of a period: one whom the store knows, or else one who is invented with the trajectory."""
    mentor = plan.periods[position - 1].mentor
    return names.of("mentor-role", f"{plan.key}-{position}") if mentor is None else mentor.iri


def lines_of_agreements(plan: Plan, names: Names) -> list[str]:
    """The N-Triples of every period with its agreement, its mentor where he is invented, and the handovers between."""
    lines: list[str] = []
    trajectory = names.of("trajectory", plan.key)
    for position, period in enumerate(plan.periods, start=1):
        here = names.of("period", f"{plan.key}-{position}")
        lines.append(f"{trajectory} {word('hasWorkplacePeriod')} {here} .\n")
        lines += described(here, word("WorkplacePeriod"), _period(plan, names, position, period))
        lines += described(
            names.of("agreement", f"{plan.key}-{position}"),
            word("Agreement"),
            _agreement(plan, names, position, period),
        )
        lines += _signatures(plan, names, position, period)
        if period.end < plan.on and "work not recorded" not in plan.extra:
            record = names.of("work-record", f"{plan.key}-{position}")
            lines += described(record, word("WorkComponentRecord"), _record(plan, names, position, period))
        if period.mentor is None:
            mentor = mentor_of(plan, names, position)
            lines += described(mentor, word("MentorRole"), _mentor(plan, period))
    for position, (left, _) in enumerate(pairwise(plan.periods), start=1):
        handover = names.of("handover", f"{plan.key}-{position}")
        lines.append(f"{trajectory} {word('hasHandover')} {handover} .\n")
        lines += described(handover, word("Handover"), _handover(plan, names, position, left))
    return lines


def _period(plan: Plan, names: Names, position: int, period: Period) -> list[tuple[str, str]]:
    return [
        (word("atSite"), period.workplace.site),
        (word("startDate"), day(period.begin)),
        (word("endDate"), day(period.end)),
        (word("hoursPerWeek"), number(plan.week[2])),
        (word("supervisedBy"), mentor_of(plan, names, position)),
        (word("underAgreement"), names.of("agreement", f"{plan.key}-{position}")),
        *((word("learnedInContext"), each) for each in plan.contexts),
    ]


def _agreement(plan: Plan, names: Names, position: int, period: Period) -> list[tuple[str, str]]:
    trajectory = names.of("trajectory", plan.key)
    statements = [
        (word("underTrajectory"), trajectory),
        (word("annexedPlan"), trajectory),
        (word("underProgrammeVersion"), plan.version.iri),
        (word("withSite"), period.workplace.site),
        (word("withCompany"), period.workplace.company),
        (word("withProvider"), plan.provider.iri),
        (word("signedOn"), day(period.signed)),
        (word("realWorkplaceHours"), number(period.hours)),
        (word("simulatedWorkplaceHours"), number(0.0)),
        (word("validFrom"), day(period.begin)),
        (word("validUntil"), day(period.until)),
        (word("trainingYear"), number(period.year)),
    ]
    if period.agreement_type:
        statements.append((word("agreementType"), period.agreement_type))
    allowance = period.allowance if period.allowance is not None or period.unpaid else _ALLOWANCES[period.year]
    if not period.unpaid:
        statements.append((word("allowanceStep"), code("allowance-step", f"step-{period.year}")))
    if allowance is not None:
        statements.append((word("monthlyAllowance"), number(allowance)))
    left_out = "insurance" if "content left out" in plan.extra else ""
    contents = [each for each in _CONTENTS if each != left_out]
    statements += [(word("statesContent"), code("agreement-content", each)) for each in contents]
    signed = [names.of("signature", f"{plan.key}-{position}-{party}") for party in _signing(plan)]
    return statements + [(word("hasSignature"), each) for each in signed]


def _signing(plan: Plan) -> tuple[str, ...]:
    return _PARTIES[:-1] if "provider does not sign" in plan.extra else _PARTIES


def _signatures(plan: Plan, names: Names, position: int, period: Period) -> list[str]:
    """Each party signs; the learner's signature says no more than that it is there."""
    lines: list[str] = []
    hands = {"company": period.workplace.company, "provider": plan.provider.iri}
    for party in _signing(plan):
        signed = period.signed + dt.timedelta(days=period.late if party == "provider" else 0)
        statements = [(word("signedAs"), code("agreement-party", party)), (word("signedOn"), day(signed))]
        if party in hands:
            statements.append((word("signedBy"), hands[party]))
        lines += described(names.of("signature", f"{plan.key}-{position}-{party}"), word("Signature"), statements)
    return lines


def _mentor(plan: Plan, period: Period) -> list[tuple[str, str]]:
    begin = period.begin.replace(year=period.begin.year - 1)
    age = 21 if "young mentor" in plan.extra else _INVENTED_AGE
    return [
        (word("mentorAt"), period.workplace.site),
        (word("isEligible"), truth(True)),
        (word("attestedMinimumAge"), number(age)),
        (word("attestedExperienceYears"), number(2 if "green mentor" in plan.extra else _INVENTED_YEARS)),
        (word("hasPriorTraining"), truth(False)),
        (word("decisionDate"), day(begin)),
        (word("validFrom"), day(begin)),
        *([(word("trainingCompletedOn"), day(begin))] if "untrained mentor" not in plan.extra else []),
    ]


def _record(plan: Plan, names: Names, position: int, period: Period) -> list[tuple[str, str]]:
    """The days of a period that is over, counted once."""
    planned = round(plan.week[2] / _HOURS_A_DAY * _WEEKS_A_YEAR)
    return [
        (word("underTrajectory"), names.of("trajectory", plan.key)),
        (word("underAgreement"), names.of("agreement", f"{plan.key}-{position}")),
        (word("atSite"), period.workplace.site),
        (word("startDate"), day(period.begin)),
        (word("endDate"), day(period.end)),
        (word("plannedDays"), number(float(planned))),
        (word("realisedDays"), number(planned - _MISSED_DAYS)),
    ]


def _handover(plan: Plan, names: Names, position: int, left: Period) -> list[tuple[str, str]]:
    met = left.end - dt.timedelta(days=10)
    return [
        (word("handsOverFrom"), names.of("period", f"{plan.key}-{position}")),
        (word("handsOverTo"), names.of("period", f"{plan.key}-{position + 1}")),
        (word("isWarm"), truth("cold handover" not in plan.extra)),
        (word("plannedOn"), day(met)),
        *([(word("heldOn"), day(met))] if "handover not held" not in plan.extra else []),
    ]
