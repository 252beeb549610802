"""The example region keeps the rules: nothing in it would be refused at the gate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from leerweg.namespaces import NUTS, scheme

if TYPE_CHECKING:
    from conftest import Region

PARTS = ("GeneralEducationComponent", "VocationalTrainingComponent", "WorkExperienceComponent")
TRAJECTORIES = [f"T-2026-{number}" for number in (1, 8, 17, 23, 38, 90, 93, 97)]


def day_of(region: Region, subject: str, predicate: str) -> date:
    return date.fromisoformat(region.value(subject, predicate) or "")


def allocated(region: Region, component: str) -> dict[str, set[str]]:
    """The competences of a component, with the places where they are learned."""
    places: dict[str, set[str]] = {}
    for allocation in region.values(component, "lw:hasAllocation"):
        (competence,) = region.values(allocation, "lw:allocatesCompetence")
        places.setdefault(competence, set()).update(region.values(allocation, "lw:takesPlaceAt"))
    return places


def component(region: Region, key: str, part: str) -> str:
    (found,) = set(region.values(region.of("trajectory", key), "lw:hasComponent")) & set(region.instances(part))
    return found


def version_at_start(region: Region, trajectory: str) -> str:
    programme = region.value(trajectory, "lw:ofProgramme") or ""
    start = region.value(trajectory, "lw:startDate") or ""
    (version,) = [one for one in region.subjects("dct:isVersionOf", programme) if region.valid(one, start)]
    return version


def test_there_is_one_trajectory_for_each_of_the_eight_programmes(region: Region) -> None:
    """Every programme of the example can be seen at work."""
    assert region.instances("Trajectory") == sorted(region.of("trajectory", key) for key in TRAJECTORIES)
    programmes = {region.value(one, "lw:ofProgramme") for one in region.instances("Trajectory")}
    assert programmes == set(region.instances("Programme"))


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_a_trajectory_aims_at_recognised_qualifications_of_its_programme(region: Region, key: str) -> None:
    """R1, R2, R5: what a trajectory aims at is approved and valid on its first day, and has a level from 1 to 8."""
    trajectory = region.of("trajectory", key)
    aims = region.values(trajectory, "lw:aimsAt")
    assert aims == region.values(version_at_start(region, trajectory), "lw:leadsTo") != []
    for qualification in aims:
        assert region.values(qualification, "lw:status") == [scheme("qualification-status", "recognised").value]
        assert region.valid(qualification, region.value(trajectory, "lw:startDate") or "")
        assert 1 <= int(region.value(qualification, "lw:vksLevel") or 0) <= 8


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_a_trajectory_follows_the_regime_of_its_first_day(region: Region, key: str) -> None:
    """N26: since September 2025 only training form 3 still begins under standard trajectories."""
    (followed,) = region.values(region.of("trajectory", key), "lw:followsStandardTrajectory")
    special = region.values(followed, "lw:trajectoryKind") == [
        scheme("trajectory-kind", "DUAAL_BUSO_OV3_KWALIFICATIEFASE").value
    ]
    regime = "standaardtraject" if special else "curriculumdossier"
    assert region.values(followed, "lw:regime") == [scheme("regime", regime).value]
    version = version_at_start(region, region.of("trajectory", key))
    assert followed in region.values(version, "lw:hasStandardTrajectory")


def test_a_curriculum_file_follows_the_standard_trajectory_of_its_programme(region: Region) -> None:
    """N26: what came before can be looked up, and leads to the same qualifications."""
    files = [one for one in region.instances("StandardTrajectory") if region.values(one, "lw:derivedFrom")]
    assert len(files) == 7
    for one in files:
        (before,) = region.values(one, "lw:derivedFrom")
        for predicate in ("lw:ofProgramme", "lw:leadsTo", "lw:trajectoryKind"):
            assert region.values(one, predicate) == region.values(before, predicate)
        assert region.values(one, "lw:synthetic") == ["true"]


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_a_trajectory_leaves_no_competence_out(region: Region, key: str) -> None:
    """R4, N10: the three components are there, and together they allocate every competence, and no other."""
    trajectory = region.of("trajectory", key)
    assert len(region.values(trajectory, "lw:hasComponent")) == 3
    learned = {competence for part in PARTS for competence in allocated(region, component(region, key, part))}
    wanted = {c for one in region.values(trajectory, "lw:aimsAt") for c in region.values(one, "lw:hasCompetence")}
    assert learned == wanted


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_a_trajectory_is_dual_as_it_claims(region: Region, key: str) -> None:
    """N1, N3: work experience is learned at real workplaces only, and is the main part of the competences."""
    trajectory = region.of("trajectory", key)
    assert region.values(trajectory, "lw:claimsForm") == [scheme("workplace-learning-form", "dual").value]
    at_work = allocated(region, component(region, key, "WorkExperienceComponent"))
    assert set().union(*at_work.values()) <= set(region.instances("RealWorkplace"))
    total = {c for part in PARTS for c in allocated(region, component(region, key, part))}
    assert len(at_work) > len(total) / 2


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_an_activity_stays_within_what_was_agreed_and_what_the_place_offers(region: Region, key: str) -> None:
    """R28, N2: every activity targets competences that are allocated to its place and that the place offers."""
    for part in PARTS:
        one = component(region, key, part)
        places = allocated(region, one)
        for activity in region.values(one, "lw:hasActivity"):
            targets = region.values(activity, "lw:targetsCompetence")
            (place,) = region.values(activity, "lw:takesPlaceAt")
            assert targets
            for competence in targets:
                assert place in places[competence], activity
                assert place in region.stated(competence, "2026-09-15"), activity


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_a_workplace_offers_whatever_is_allocated_to_it(region: Region, key: str) -> None:
    """What is allocated to a workplace is taught there, and available on the first school days."""
    for competence, places in allocated(region, component(region, key, "WorkExperienceComponent")).items():
        assert places <= region.available(competence, "2026-09-15")


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_the_workplaces_of_a_trajectory_cover_the_required_contexts(region: Region, key: str) -> None:
    """R27: all contexts where the programme names them exactly, at least the asked number otherwise."""
    trajectory = region.of("trajectory", key)
    version = version_at_start(region, trajectory)
    required = set(region.values(version, "lw:requiredContext"))
    agreements = region.subjects("lw:underTrajectory", trajectory)
    sites = [site for agreement in agreements for site in region.values(agreement, "lw:withSite")]
    offers = [offer for site in sites for offer in region.subjects("lw:offeredAt", site)]
    covered = {context for offer in offers for context in region.values(offer, "lw:offerContext")} & required
    if region.value(version, "lw:contextRule") == scheme("context-rule", "EXACT").value:
        assert covered == required
    else:
        assert len(covered) >= int(region.value(version, "lw:contextCount") or 0)


def test_an_agreement_has_the_type_and_the_hours_of_its_programme(region: Region) -> None:
    """R7, R8, R9: the type is that of the programme; OAO has at least 20 hours, SOAO stays between its bounds."""
    agreements = region.instances("Agreement")
    assert len(agreements) == 9
    for agreement in agreements:
        version = version_at_start(region, region.value(agreement, "lw:underTrajectory") or "")
        assert region.values(agreement, "lw:agreementType") == region.values(version, "lw:agreementType")
        hours = float(region.value(agreement, "lw:realWorkplaceHours") or 0)
        assert hours >= float(region.value(version, "lw:minimumWorkplaceHours") or 0)
        assert hours <= float(region.value(version, "lw:maximumWorkplaceHours") or hours)
        assert hours >= 20 or not (region.value(agreement, "lw:agreementType") or "").endswith("/OAO")


def test_an_agreement_is_signed_in_time_at_a_recognised_site(region: Region) -> None:
    """R12, R13, R14: signed before it starts, at most three years, under a recognition in force that day."""
    for agreement in region.instances("Agreement"):
        signed = region.value(agreement, "lw:signedOn") or ""
        start, end = (day_of(region, agreement, one) for one in ("lw:validFrom", "lw:validUntil"))
        assert date.fromisoformat(signed) <= start < end
        assert (end - start).days <= 3 * 365
        (site,) = region.values(agreement, "lw:withSite")
        programme = region.value(region.value(agreement, "lw:underTrajectory") or "", "lw:ofProgramme")
        recognitions = region.subjects("lw:recognises", site)
        assert [
            one
            for one in recognitions
            if region.value(one, "lw:forProgramme") == programme and region.in_force(one, signed)
        ]


@pytest.mark.parametrize("key", TRAJECTORIES)
def test_every_competence_is_evaluated_by_school_and_company(region: Region, key: str) -> None:
    """N19: the evaluations of the plan cover every competence, each conducted by a teacher and by a mentor."""
    trajectory = region.of("trajectory", key)
    (plan,) = region.values(trajectory, "lw:hasEvaluationPlan")
    evaluations = region.values(plan, "lw:plansEvaluation")
    evaluated = {one for each in evaluations for one in region.values(each, "lw:evaluatesCompetence")}
    wanted = {c for one in region.values(trajectory, "lw:aimsAt") for c in region.values(one, "lw:hasCompetence")}
    assert evaluated == wanted
    mentors = set(region.values(plan, "lw:companyEvaluator"))
    for each in evaluations:
        by = set(region.values(each, "lw:conductedBy"))
        assert by & mentors
        assert by & set(region.values(plan, "lw:schoolEvaluator"))


def test_nobody_is_named_as_a_learner(region: Region) -> None:
    """What is published of a trajectory points to no learner, also not by a key."""
    for predicate in ("lw:forLearner", "lw:learnerKey", "lw:advisesReadiness"):
        assert [one for one in region.by_subject if region.values(one, predicate)] == []
    for signature in region.instances("Signature"):
        party = region.value(signature, "lw:signedAs") or ""
        assert bool(region.values(signature, "lw:signedBy")) != party.endswith("/learner")


def test_a_learning_week_is_full(region: Region) -> None:
    """R10: lessons and work come to 38 hours a week under OAO, and to at least 28 under SOAO."""
    for agreement in region.instances("Agreement"):
        trajectory = region.value(agreement, "lw:underTrajectory") or ""
        parts = region.values(trajectory, "lw:hasComponent")
        week = sum(float(region.value(part, "lw:hoursPerWeek") or 0) for part in parts)
        assert week == 38 if (region.value(agreement, "lw:agreementType") or "").endswith("/OAO") else week >= 28


def test_a_recognition_is_lawful_whatever_became_of_it(region: Region) -> None:
    """R15, R16, R17: at most five years, under a mandate for the activity, in Flanders or Brussels, with a mentor."""
    for recognition in region.instances("Recognition"):
        start, end = (day_of(region, recognition, one) for one in ("lw:validFrom", "lw:validUntil"))
        decision = day_of(region, recognition, "lw:decisionDate")
        assert decision <= start < end < start.replace(year=start.year + 5)
        assert region.granted_under_mandate(recognition)
        (site,) = region.values(recognition, "lw:recognises")
        assert region.lies_in(site, NUTS + "BE2") or region.lies_in(site, NUTS + "BE1")
        assert region.has_mentor(site, start.isoformat())


def test_a_mandate_reaches_the_activity_of_every_company_recognised_under_it(region: Region) -> None:
    """A sectoral partnership recognises companies of its own sector only."""
    for recognition in region.instances("Recognition"):
        body = region.value(recognition, "lw:grantedBy") or ""
        company = region.value(region.value(recognition, "lw:recognises") or "", "org:siteOf") or ""
        sectors = [
            one for mandate in region.subjects("lw:mandateOf", body) for one in region.values(mandate, "lw:sector")
        ]
        assert not sectors or region.value(company, "rov:orgActivity") in sectors


def test_an_eligible_mentor_meets_the_conditions(region: Region) -> None:
    """R18, R19: 25 years and 5 of experience, or 23 with prior training and a decision on the exception."""
    exceptions = 0
    for role in region.instances("MentorRole"):
        if region.value(role, "lw:isEligible") == "false":
            continue
        age = int(region.value(role, "lw:attestedMinimumAge") or 0)
        excepted = region.value(role, "lw:hasPriorTraining") == region.value(role, "lw:ageExceptionDecision") == "true"
        assert age >= (23 if excepted else 25)
        assert int(region.value(role, "lw:attestedExperienceYears") or 0) >= 5
        exceptions += age < 25
    assert exceptions == 1


def test_no_more_places_are_taken_than_there_are(region: Region) -> None:
    """A site is never fuller than full."""
    for places in region.instances("PlaceCapacity"):
        assert 0 <= int(region.value(places, "lw:placesTaken") or 0) <= int(region.value(places, "lw:places") or 0)


def test_clusters_divide_the_competences_of_their_standard_trajectory(region: Region) -> None:
    """R3: where there are clusters, they hold each competence of the qualifications exactly once."""
    clustered = [one for one in region.instances("StandardTrajectory") if region.values(one, "lw:hasCluster")]
    assert len(clustered) == 5
    for trajectory in clustered:
        clusters = region.values(trajectory, "lw:hasCluster")
        inside = [competence for cluster in clusters for competence in region.values(cluster, "lw:clusterCompetence")]
        wanted = [c for one in region.values(trajectory, "lw:leadsTo") for c in region.values(one, "lw:hasCompetence")]
        assert sorted(inside) == sorted(wanted)


def test_a_programme_version_has_one_highest_award(region: Region) -> None:
    """R6: of the awards of a version, exactly one is the highest."""
    for version in region.instances("ProgrammeVersion"):
        awards = region.values(version, "lw:awards")
        assert not awards or sum(region.value(award, "lw:isMaximalAward") == "true" for award in awards) == 1


def test_an_offer_does_not_contradict_itself(region: Region) -> None:
    """What a site teaches, teaches in part and does not teach are three separate lists."""
    for offer in region.instances("LearningOffer"):
        lists = [region.values(offer, f"lw:{name}Competence") for name in ("offers", "partlyOffers", "doesNotOffer")]
        assert lists[0]
        assert len({competence for one in lists for competence in one}) == sum(len(one) for one in lists)
