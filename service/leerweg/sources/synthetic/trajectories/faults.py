"""Faults to put into plans: each breaks one known rule and no other, so that a validator can be held against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from leerweg.sources.synthetic.trajectories import breaking
from leerweg.sources.synthetic.trajectories.breaking import Elsewhere
from leerweg.sources.synthetic.trajectories.plan import Plan

__all__ = ["FAULTS", "Fault", "put_fault"]

_FOLLOWED_WITHIN = dt.timedelta(days=72)

Break = Callable[[Plan, Elsewhere, Random], bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: the rule it breaks (its notation), the shape of that rule, the first profile that sees it."""

    kind: str
    rule: str
    shape: str
    break_plan: Break
    profile: str = "draft"


def _in_writing(name: str, applies: Callable[[Plan], bool] = lambda _: True) -> Break:
    """A fault that is made when the plan is written down."""

    def break_plan(plan: Plan, _: Elsewhere, __: Random) -> bool:
        if applies(plan):
            plan.extra.add(name)
            return True
        return False

    return break_plan


def _moves(plan: Plan) -> bool:
    return len(plan.periods) > 1


def _is_followed(plan: Plan) -> bool:
    return plan.on > plan.start + _FOLLOWED_WITHIN


def _has_certificates(plan: Plan) -> bool:
    return any(one.certificates for one in plan.aim.qualifications)


FAULTS: tuple[Fault, ...] = (
    Fault("competence-not-allocated", "R4", "every-competence-allocated", breaking.leave_competence_out),
    Fault("allocation-outside-qualification", "N10b", "allocation-within-qualification", breaking.allocate_foreign),
    Fault("school-workshop-as-workplace", "N3", "work-component-at-real-workplace", breaking.work_at_school),
    Fault("too-little-at-work-for-dual", "N1", "claimed-form-borne-out", breaking.learn_most_at_school),
    Fault("activity-without-competence", "N2", "activity-targets-competence", breaking.forget_targets),
    Fault("activity-with-unknown-purpose", "N2b", "activity-purpose-known", breaking.invent_purpose),
    Fault("activity-outside-allocation", "R28a", "work-activity-within-allocation", breaking.unallocate_target),
    Fault("activity-outside-offer", "R28b", "work-activity-within-offer", breaking.target_unoffered),
    Fault("no-qualification", "R1", "trajectory-names-its-qualification", breaking.aim_at_nothing),
    Fault("standard-of-other-programme", "N11b", "standard-trajectory-of-own-programme", breaking.follow_foreign),
    Fault("regime-ended", "N26c", "regime-in-force-at-start", breaking.follow_ended_regime),
    Fault("hours-too-few", "R10a", "full-engagement", breaking.shorten_week),
    Fault("oao-hours-too-few", "R7", "oao-minimum-hours", breaking.work_little_under_oao),
    Fault("soao-hours-too-many", "R8", "soao-hours", breaking.work_much_under_soao),
    Fault("wrong-agreement-type", "R9", "type-of-programme", breaking.sign_other_type),
    Fault("no-agreement-type", "N23", "one-agreement-type", breaking.leave_type_out),
    Fault("agreement-too-long", "R12", "agreement-term", breaking.sign_for_too_long),
    Fault("signed-too-late", "R13a", "signed-in-time", breaking.sign_late),
    Fault("not-recognised-at-signing", "R14", "site-recognised-at-signing", breaking.sign_before_recognition),
    Fault("allowance-too-low", "R23a", "oao-minimum-allowance", breaking.pay_too_little),
    Fault("allowance-under-soao", "R23b", "unpaid-agreement", breaking.pay_under_soao),
    Fault("period-outside-trajectory", "N14a", "workplace-periods-fit", breaking.stay_longer),
    Fault("mentor-too-young", "R18", "mentor-minimum-age", breaking.invent_mentor("young mentor")),
    Fault("mentor-without-experience", "R19", "mentor-experience", breaking.invent_mentor("green mentor")),
    Fault("outcome-on-wrong-step", "N9a", "outcome-level-fits", _in_writing("outcome on the wrong step")),
    Fault("guidance-after-start", "N5", "guidance-before-start", _in_writing("late guidance"), "ready-to-sign"),
    Fault(
        "nobody-responsible",
        "N7",
        "one-provider-responsible-throughout",
        _in_writing("nobody responsible at the end"),
        "ready-to-sign",
    ),
    Fault("activity-without-purpose", "N2c", "activity-purpose-stated", breaking.forget_purpose, "ready-to-sign"),
    Fault(
        "not-agreed-by-company",
        "N18a",
        "allocation-agreed-by-both",
        _in_writing("company does not agree"),
        "ready-to-sign",
    ),
    Fault("no-follow-up", "N18b", "follow-up-planned", _in_writing("no follow-up"), "ready-to-sign"),
    Fault("no-evaluation-plan", "N19", "evaluation-plan-complete", _in_writing("no evaluation plan"), "ready-to-sign"),
    Fault(
        "mentor-without-vote", "R26", "supervisor-and-mentor-vote", _in_writing("mentor without vote"), "ready-to-sign"
    ),
    Fault(
        "provider-does-not-sign",
        "R13b",
        "plan-annexed-and-signed",
        _in_writing("provider does not sign"),
        "ready-to-sign",
    ),
    Fault("content-left-out", "N23c", "mandatory-model-complete", _in_writing("content left out"), "ready-to-sign"),
    Fault("contexts-not-covered", "R27", "required-contexts-covered", breaking.forget_contexts, "ready-to-sign"),
    Fault(
        "cold-handover",
        "N14d",
        "handover-warm",
        _in_writing("cold handover", _moves),
        "ready-to-sign",
    ),
    Fault(
        "no-certificate-in-time",
        "R29",
        "certificate-before-activity",
        _in_writing("no certificate", _has_certificates),
        "ready-to-sign",
    ),
    Fault("mentor-not-trained", "R21", "mentor-trained-in-time", breaking.leave_mentor_untrained, "running"),
    Fault("follow-up-not-held", "N18c", "follow-up-held", _in_writing("follow-up not held", _is_followed), "running"),
    Fault("handover-not-held", "N14c", "handover-held-in-time", _in_writing("handover not held", _moves), "running"),
    Fault("work-not-recorded", "N24c", "work-component-recorded", _in_writing("work not recorded", _moves), "running"),
)
"""Every kind, in the order of the documentation."""


def put_fault(plan: Plan, elsewhere: Elsewhere, random: Random, faults: Sequence[Fault] = FAULTS) -> Fault | None:
    """Put one fault into a plan: the first of a random order that this plan can have. None if it can have none."""
    return next(
        (fault for fault in random.sample(faults, len(faults)) if fault.break_plan(plan, elsewhere, random)), None
    )
