"""What surrounds a trajectory: guidance before it, who answers for it, the class council, follow-up and evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from leerweg.sources.synthetic.trajectories.contracts import mentor_of
from leerweg.sources.synthetic.trajectories.plan import Plan
from leerweg.sources.synthetic.trajectories.terms import Names, code, day, described, truth, word

__all__ = ["lines_of_guiding"]

_PARTIES = ("learner", "company", "provider")
_GUIDANCE = (("information", (4, 14)), ("class-council-advice", (6, 25)))
_CERTIFIED, _FOLLOWED, _EVALUATED, _LATE = (10, 15), ((11, 10), (3, 16)), (1, 18), 300

Statements = list[tuple[str, str]]


def lines_of_guiding(plan: Plan, names: Names) -> list[str]:
    """The N-Triples of everything that is done for a trajectory; what was planned in the past was also held."""
    parts = _guidance(plan, names) + _responsibility(plan, names) + _council(plan, names)
    parts += _follow_up(plan, names) + _evaluation(plan, names) + _certificates(plan, names) + _outcome(plan, names)
    trajectory = names.of("trajectory", plan.key)
    lines: list[str] = []
    for link, thing, kind, statements in parts:
        if link:
            lines.append(f"{trajectory} {word(link)} {thing} .\n")
        lines += described(thing, word(kind), statements)
    return lines


Part = tuple[str, str, str, Statements]


def _guidance(plan: Plan, names: Names) -> list[Part]:
    parts: list[Part] = []
    for position, (kind, (month, date)) in enumerate(_GUIDANCE, start=1):
        held = plan.start.replace(month=month, day=date)
        if kind == "information" and "late guidance" in plan.extra:
            held = plan.start + dt.timedelta(days=_LATE)
        advice = kind == "class-council-advice"
        statements = [
            (word("guidanceKind"), code("guidance-kind", kind)),
            (word("performedBy"), plan.provider.iri),
            (word("heldOn"), day(held)),
        ]
        if advice:
            statements.append((word("advisesProgramme"), plan.version.programme))
        thing = names.of("guidance", f"{plan.key}-{position}")
        parts.append(("followsGuidance", thing, "ClassCouncilAdvice" if advice else "Guidance", statements))
    return parts


def _responsibility(plan: Plan, names: Names) -> list[Part]:
    last = plan.end if "nobody responsible at the end" not in plan.extra else plan.end - dt.timedelta(days=_LATE // 10)
    statements = [
        (word("borneBy"), plan.provider.iri),
        (word("validFrom"), day(plan.start)),
        (word("validUntil"), day(last)),
    ]
    return [("hasResponsibility", names.of("responsibility", f"{plan.key}-1"), "Responsibility", statements)]


def _council(plan: Plan, names: Names) -> list[Part]:
    """The class council with the seats of its chair, the trajectory supervisor and each mentor."""
    council = names.of("class-council", plan.key)
    parts: list[Part] = [("hasClassCouncil", council, "ClassCouncil", [(word("classCouncilOf"), plan.provider.iri)])]
    voting = truth("mentor without vote" not in plan.extra)
    seats: list[tuple[str, str, Statements]] = [
        ("", "class-council-chair", [(word("isVoting"), truth(True))]),
        ("hasTrajectorySupervisor", "trajectory-supervisor", [(word("isVoting"), truth(True))]),
    ]
    seats += [("", "mentor", [(word("isVoting"), voting), (word("filledBy"), each)]) for each in _mentors(plan, names)]
    for position, (link, role, statements) in enumerate(seats, start=1):
        whole = [
            (word("membershipOf"), council),
            (word("role"), code("role", role)),
            (word("validFrom"), day(plan.start)),
            *statements,
        ]
        parts.append((link, names.of("membership", f"{plan.key}-{position}"), "Membership", whole))
    return parts


def _follow_up(plan: Plan, names: Names) -> list[Part]:
    """Two moments in each school year."""
    if "no follow-up" in plan.extra:
        return []
    moments = [
        dt.date(year + (month < plan.start.month), month, date)
        for year in range(plan.start.year, plan.end.year)
        for month, date in _FOLLOWED
    ]
    parts: list[Part] = []
    for position, moment in enumerate(moments, start=1):
        statements = _moment(moment, plan)
        if "follow-up not held" in plan.extra:
            statements = statements[:1]
        elif moment <= plan.on:
            statements += [(word("attendedBy"), code("agreement-party", party)) for party in _PARTIES]
        thing = names.of("follow-up", f"{plan.key}-{position}")
        parts.append(("hasFollowUpMoment", thing, "FollowUpMoment", statements))
    return parts


def _evaluation(plan: Plan, names: Names) -> list[Part]:
    """The plan of the evaluations, and one evaluation in each school year, by school and company together."""
    if "no evaluation plan" in plan.extra:
        return []
    school, mentors = names.of("membership", f"{plan.key}-2"), _mentors(plan, names)
    things = [
        names.of("evaluation", f"{plan.key}-{position}")
        for position, _ in enumerate(range(plan.start.year, plan.end.year), start=1)
    ]
    components = [names.of("component", f"{plan.key}-{part}") for part in ("general", "vocational", "work")]
    statements: Statements = [(word("schoolEvaluator"), school)]
    statements += [(word("companyEvaluator"), each) for each in mentors]
    statements += [(word("evaluatesComponent"), each) for each in components]
    statements += [(word("plansEvaluation"), each) for each in things]
    parts: list[Part] = [("hasEvaluationPlan", names.of("evaluation-plan", plan.key), "EvaluationPlan", statements)]
    for year, thing in enumerate(things, start=plan.start.year + 1):
        moment = dt.date(year, *_EVALUATED)
        evaluated = [competence for competence, _ in plan.at_work[:2]]
        told = [(word("evaluationResult"), code("evaluation-result", "in-progress"))] if moment <= plan.on else []
        mentor = mentors[-1] if year > plan.start.year + 1 else mentors[0]
        whole: Statements = [
            (word("performedBy"), plan.provider.iri),
            *((word("conductedBy"), each) for each in (school, mentor)),
            *((word("evaluatesCompetence"), each) for each in evaluated),
            *_moment(moment, plan),
            *told,
        ]
        parts.append(("", thing, "Evaluation", whole))
    return parts


def _certificates(plan: Plan, names: Names) -> list[Part]:
    """A moment for each statutory certificate, early in the first year."""
    if "no certificate" in plan.extra:
        return []
    certificates = dict.fromkeys(each for one in plan.aim.qualifications for each in one.certificates)
    moment = dt.date(plan.start.year, *_CERTIFIED)
    parts: list[Part] = []
    for position, certificate in enumerate(certificates, start=1):
        statements = [(word("forCertificate"), certificate), *_moment(moment, plan)]
        thing = names.of("certificate-moment", f"{plan.key}-{position}")
        parts.append(("hasCertificateMoment", thing, "CertificateMoment", statements))
    return parts


def _outcome(plan: Plan, names: Names) -> list[Part]:
    """Only where a fault asks for one: a partial result recorded on the wrong step."""
    if "outcome on the wrong step" not in plan.extra:
        return []
    statements = [
        (word("outcomeLevel"), code("outcome-level", "onderwijskwalificatie")),
        (word("provesCompetence"), plan.at_work[0][0]),
    ]
    return [("hasOutcome", names.of("outcome", f"{plan.key}-1"), "Outcome", statements)]


def _mentors(plan: Plan, names: Names) -> Sequence[str]:
    return list(dict.fromkeys(mentor_of(plan, names, position) for position in range(1, len(plan.periods) + 1)))


def _moment(planned: dt.date, plan: Plan) -> Statements:
    return [(word("plannedOn"), day(planned)), *([(word("heldOn"), day(planned))] if planned <= plan.on else [])]
