"""Every kind of fault is found as the rule that it breaks, and as nothing else."""

from __future__ import annotations

import pytest

from leerweg.sources.synthetic.trajectories import FAULTS, generate_trajectories
from leerweg.validation.shapes import load_shapes

PROFILES = ("draft", "ready-to-sign", "running")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
def test_a_fault_is_found_as_its_rule_and_nothing_else(region, fault):
    """The validator names the rule that was broken, at the profile that asks it, and has no other complaint."""
    stream = generate_trajectories(400, 1, region.supply, region.identifiers, faults=1.0, kinds=[fault])
    made = next(each for each in stream if each.fault)

    report = region.judge(made, "running", with_learner=True)

    assert {(finding.rule, finding.shape.rpartition("#")[2]) for finding in report.findings} == {
        (fault.rule, fault.shape)
    }


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
def test_the_profile_of_a_fault_is_the_first_that_asks_its_rule(fault):
    """The list of faults tells from which gate on each can be found."""
    asked = [
        profile for profile in PROFILES if any(iri.endswith(f"#{fault.shape}") for iri in load_shapes(profile).shapes)
    ]
    assert asked
    assert asked[0] == fault.profile


def test_kinds_have_names_of_their_own():
    """A kind can be looked up by its name."""
    assert len({fault.kind for fault in FAULTS}) == len(FAULTS)
