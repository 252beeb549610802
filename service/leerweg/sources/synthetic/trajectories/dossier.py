"""A plan written down: the lines of one trajectory with its components, allocations and activities."""

from __future__ import annotations

from collections.abc import Iterator

from leerweg.namespaces import NOTATION, ORG, RDF_TYPE
from leerweg.sources.synthetic.trajectories.contracts import lines_of_agreements
from leerweg.sources.synthetic.trajectories.guiding import lines_of_guiding
from leerweg.sources.synthetic.trajectories.plan import Activity, Plan
from leerweg.sources.synthetic.trajectories.terms import LABEL, Names, code, day, described, number, text, word

__all__ = ["lines_of_plan", "lines_of_provider"]

_COMPONENTS = (
    ("general", "GeneralEducationComponent"),
    ("vocational", "VocationalTrainingComponent"),
    ("work", "WorkExperienceComponent"),
)
_NOTATION, _SITE_OF, _TYPE = str(NOTATION), f"<{ORG}siteOf>", str(RDF_TYPE)
_TITLES = (("nl", "Synthetisch traject"), ("en", "Synthetic trajectory"), ("fr", "Parcours synthétique"))


def lines_of_plan(plan: Plan, names: Names) -> list[str]:
    """The N-Triples of a plan; what was planned up to the day as of which it stands was also held."""
    lines = _trajectory(plan, names)
    for position, (part, kind) in enumerate(_COMPONENTS):
        lines += _component(plan, names, part, kind, plan.week[position])
    lines += lines_of_agreements(plan, names)
    lines += lines_of_guiding(plan, names)
    return lines


def lines_of_provider(iri: str, sites: tuple[str, ...], label: str) -> Iterator[str]:
    """The N-Triples of an education provider that was invented, with its school workshops."""
    yield from described(iri, word("EducationProvider"), [(LABEL, text(label, each)) for each in ("nl", "en", "fr")])
    for site in sites:
        yield from described(
            site,
            word("SchoolWorkshop"),
            [(_TYPE, word("Site")), (_SITE_OF, iri)] + [(LABEL, text(label, each)) for each in ("nl", "en", "fr")],
        )


def _trajectory(plan: Plan, names: Names) -> list[str]:
    key = plan.key
    agreed = dict.fromkeys(period.workplace.company for period in plan.periods)
    if "company does not agree" in plan.extra:
        agreed = {}
    statements = [(LABEL, text(f"{title} {key}", language)) for language, title in _TITLES]
    statements += [(_NOTATION, f'"{key}"')]
    statements += [(word("aimsAt"), each) for each in plan.aims_at]
    if plan.standard is not None:
        statements.append((word("followsStandardTrajectory"), plan.standard))
    statements += [
        (word("ofProgramme"), plan.version.programme),
        (word("route"), code("route", "duaal")),
        (word("onwardRoute"), code("onward-route", "labour-market")),
        (word("claimsForm"), code("workplace-learning-form", "dual")),
        (word("responsibleProvider"), plan.provider.iri),
        (word("startDate"), day(plan.start)),
        (word("endDate"), day(plan.end)),
        (word("agreedOn"), day(max(period.signed for period in plan.periods))),
        *((word("agreedBy"), each) for each in (plan.provider.iri, *agreed)),
        *((word("hasComponent"), names.of("component", f"{key}-{part}")) for part, _ in _COMPONENTS),
    ]
    return described(names.of("trajectory", key), word("Trajectory"), statements)


def _component(plan: Plan, names: Names, part: str, kind: str, hours: float) -> list[str]:
    component = names.of("component", f"{plan.key}-{part}")
    lines = described(component, word(kind), [(word("hoursPerWeek"), number(hours))])
    for position, (competence, place) in enumerate(_allocated(plan, part), start=1):
        allocation = names.of("allocation", f"{plan.key}-{part[0]}{position}")
        lines.append(f"{component} {word('hasAllocation')} {allocation} .\n")
        statements = [(word("allocatesCompetence"), competence), (word("takesPlaceAt"), place)]
        lines += described(allocation, word("CompetenceAllocation"), statements)
    for position, activity in enumerate(plan.activities, start=1):
        if part == ("work" if activity.at_work else "vocational"):
            iri = names.of("activity", f"{plan.key}-{position}")
            lines.append(f"{component} {word('hasActivity')} {iri} .\n")
            lines += described(iri, word("LearningActivity"), _activity(activity, plan))
    return lines


def _allocated(plan: Plan, part: str) -> list[tuple[str, str]]:
    if part == "work":
        return plan.at_work
    at_school = [(competence, plan.school) for competence in plan.at_school]
    return at_school[:1] if part == "general" else at_school[1:]


def _activity(activity: Activity, plan: Plan) -> list[tuple[str, str]]:
    statements = [(word("targetsCompetence"), each) for each in activity.targets]
    statements.append((word("takesPlaceAt"), activity.place))
    if activity.purpose is not None:
        statements.append((word("activityPurpose"), code("activity-purpose", activity.purpose)))
    if activity.certificates:
        statements += [(word("needsCertificate"), each) for each in activity.certificates]
        statements.append((word("startDate"), day(plan.start.replace(month=11, day=3))))
    return statements
