"""The story of the example region: each of its points has the answer the documentation gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leerweg.namespaces import NUTS

if TYPE_CHECKING:
    from conftest import Region

SPRING = "2026-04-15"
AUTUMN = "2026-09-15"
TODAY = "2026-11-23"
LIMBURG = NUTS + "BE22"

ATEX = "bkc0050066"
REGROOVING = "bkc0044357"
TRIAL_BAKING = "bkc0044804"
TYRE_CHANGE = "bkc0044352"

FULL = "Fietsatelier De Gouden Spaak, Hasselt"
NO_PLACE = "Trapkracht Bree"
NO_MENTOR = "Pedaal en Compagnie, Lommel"
LAPSED = "Bandencentrale De Zware Rol, Heusden-Zolder"
LIFTED = "Rijwielhuis De Kettingkast, Tongeren-Borgloon"
SUSPENDED = "Schakel en Zonen, Maaseik"
BY_GROUP = "Stroomlijn Elektro, Sint-Truiden"
GROUP_ALONE = "Zenne Elektro, Anderlecht"
BY_EXACT_MATCH = "Wielservice Vier Seizoenen, Maasmechelen"
BY_CLOSE_MATCH = "Banketatelier Zoet Haspengouw, Sint-Truiden"
SCHOOL = "Technisch Atheneum Kolenspoor, schoolatelier Genk"
SIMULATED = "Handelscampus De Demertuin, oefenfirma De Proefbalans Hasselt"
OLD_MANDATE = "Boekhoudkantoor Balans en Dochter, Leuven"


def recognition_of(region: Region, site: str) -> str:
    (recognition,) = region.subjects("lw:recognises", region.named(site))
    return recognition


@pytest.mark.parametrize("on", [AUTUMN, TODAY])
def test_one_workplace_covers_a_whole_qualification(region: Region, on: str) -> None:
    """One workplace in Hasselt teaches all twelve competences of Fietshersteller, with a mentor and a place."""
    competences = region.values(region.of("qualification", "BK-0117-2"), "lw:hasCompetence")
    assert len(competences) == 12
    assert all(region.named(FULL) in region.available(competence, on) for competence in competences)


def test_the_gap_of_limburg_is_atex_maintenance_alone(region: Region) -> None:
    """Of the 43 competences of Elektrotechnieken duaal, Limburg's recognised workplaces miss exactly one."""
    wanted = [
        competence
        for key in ("BK-0138-3", "BK-0294-3")
        for competence in region.values(region.of("qualification", key), "lw:hasCompetence")
    ]
    missing = [
        competence
        for competence in wanted
        if not any(region.lies_in(site, LIMBURG) for site in region.available(competence, AUTUMN))
    ]
    assert len(wanted) == 43
    assert missing == [region.competence(ATEX)]


def test_the_gap_is_stated_outside_limburg_but_recognised_nowhere(region: Region) -> None:
    """The only workplace that says it teaches the gap competence lies in Geel and holds no recognition."""
    (site,) = region.workplaces(region.competence(ATEX), AUTUMN)
    assert region.label(site) == "Kempen Exzone Services, Geel"
    assert not region.lies_in(site, LIMBURG)
    assert region.recognised(region.competence(ATEX), AUTUMN) == set()


def test_a_school_workshop_teaches_the_gap_and_does_not_count(region: Region) -> None:
    """The school workshop in Genk states the gap competence, lies in Limburg, and is no workplace."""
    school = region.named(SCHOOL)
    assert school in region.stated(region.competence(ATEX), AUTUMN)
    assert school not in region.workplaces(region.competence(ATEX), AUTUMN)
    assert school in region.instances("SchoolWorkshop")


def test_a_simulated_workplace_does_not_count_either(region: Region) -> None:
    """The practice firm states competences of bookkeeping and is not among the workplaces for them."""
    firm, posting = region.named(SIMULATED), region.competence("bkc0043156")
    assert firm in region.instances("SimulatedWorkplace")
    assert firm in region.stated(posting, AUTUMN)
    assert firm not in region.workplaces(posting, AUTUMN)


def test_a_lapsed_recognition_takes_a_competence_out_of_limburg(region: Region) -> None:
    """Regrooving lorry tyres could be learned in Limburg in the spring of 2026, and not in September."""
    competence, site = region.competence(REGROOVING), region.named(LAPSED)
    assert region.available(competence, SPRING) == {site}
    assert region.available(competence, "2026-06-30") == {site}
    assert region.recognised(competence, "2026-07-01") == set()
    assert region.recognised(competence, AUTUMN) == set()
    assert region.workplaces(competence, AUTUMN) == {site}


def test_a_recognition_can_be_lifted_before_its_end(region: Region) -> None:
    """The recognition in Tongeren-Borgloon has no force from the day it was lifted, though its term still runs."""
    recognition = recognition_of(region, LIFTED)
    assert region.in_force(recognition, "2026-01-31")
    assert not region.in_force(recognition, "2026-02-01")
    assert region.valid(recognition, AUTUMN)


def test_a_suspension_is_a_pause(region: Region) -> None:
    """The recognition in Maaseik has no force in the autumn of 2026 and has it again in 2027."""
    recognition = recognition_of(region, SUSPENDED)
    assert [region.in_force(recognition, on) for on in (SPRING, AUTUMN, TODAY, "2027-01-01")] == [
        True,
        False,
        False,
        True,
    ]


def test_an_exclusion_of_a_company_reaches_all_its_sites(region: Region) -> None:
    """Both sites of Technofact lose the force of their recognition during the exclusion."""
    for site in ("Technofact Onderhoud, Beringen", "Technofact Onderhoud, Diepenbeek"):
        recognition = recognition_of(region, site)
        assert region.in_force(recognition, "2026-02-28")
        assert not region.in_force(recognition, AUTUMN)


def test_a_recognition_outlives_the_mandate_it_was_decided_under(region: Region) -> None:
    """The partnership that recognised a site in Leuven has no mandate any more; its decision of 2024 still stands."""
    recognition = recognition_of(region, OLD_MANDATE)
    (mandate,) = region.subjects("lw:mandateOf", region.value(recognition, "lw:grantedBy") or "")
    assert not region.valid(mandate, AUTUMN)
    assert region.in_force(recognition, AUTUMN)


def test_an_offer_of_a_group_includes_what_stands_below_it_only_if_it_says_so(region: Region) -> None:
    """Sint-Truiden teaches seven competences by naming their group; Anderlecht names it without what is below."""
    members = region.subjects("skos:broader", region.competence("groep-bekabeling"))
    assert len(members) == 7
    assert all(region.named(BY_GROUP) in region.recognised(member, AUTUMN) for member in members)
    assert not any(region.named(GROUP_ALONE) in region.stated(member, AUTUMN) for member in members)


def test_an_exact_match_with_esco_proves(region: Region) -> None:
    """The workplace in Maasmechelen names an ESCO skill only, and counts for the competence that is the same."""
    site = region.named(BY_EXACT_MATCH)
    assert site in region.available(region.competence(TYRE_CHANGE), AUTUMN)
    (offer,) = region.subjects("lw:offeredAt", site)
    assert region.competence(TYRE_CHANGE) not in region.values(offer, "lw:offersCompetence")


def test_a_close_match_with_esco_is_a_possibility_and_no_proof(region: Region) -> None:
    """Trial baking is taught by no workplace for sure: one in Sint-Truiden states something close."""
    competence = region.competence(TRIAL_BAKING)
    assert region.workplaces(competence, AUTUMN) == set()
    assert region.possible(competence, AUTUMN) == {region.named(BY_CLOSE_MATCH)}


def test_a_recognised_workplace_may_have_no_free_place(region: Region) -> None:
    """Trapkracht is recognised for every competence and has a mentor, but both places are taken."""
    site, repair = region.named(NO_PLACE), region.competence("bkc0014569")
    assert site in region.recognised(repair, AUTUMN)
    assert region.has_mentor(site, AUTUMN)
    assert region.free_places(site, AUTUMN) == 0
    assert site not in region.available(repair, AUTUMN)


def test_a_recognised_workplace_may_have_lost_its_mentor(region: Region) -> None:
    """Pedaal en Compagnie had an eligible mentor in the spring; in September there is a place but nobody to guide."""
    site, service = region.named(NO_MENTOR), region.competence("bkc0014567")
    assert site in region.available(service, SPRING)
    assert site in region.recognised(service, AUTUMN)
    assert region.free_places(site, AUTUMN) > 0
    assert site not in region.available(service, AUTUMN)


def test_silence_is_told_apart_from_no_and_from_in_part(region: Region) -> None:
    """In Genk one competence of Fietshersteller is refused, one is offered in part, and two are not mentioned."""
    (offer,) = region.subjects("lw:offeredAt", region.named("Fietsatelier De Gouden Spaak, Genk"))
    assert region.values(offer, "lw:doesNotOfferCompetence") == [region.competence("bkc0041560")]
    assert region.values(offer, "lw:partlyOffersCompetence") == [region.competence("bkc0014569")]
    assert len(region.values(offer, "lw:offersCompetence")) == 8


def test_one_trajectory_runs_over_two_companies(region: Region) -> None:
    """The trajectory of Elektrotechnieken duaal runs at two companies after each other, each with its agreement."""
    trajectory = region.of("trajectory", "T-2026-93")
    agreements = region.subjects("lw:underTrajectory", trajectory)
    sites = [region.value(agreement, "lw:withSite") for agreement in agreements]
    assert sites == [region.named("Voltéa Installaties, Genk"), region.named("Limbra Aandrijftechniek, Lommel")]
    assert len({region.value(site or "", "org:siteOf") for site in sites}) == 2
    first, second = agreements
    assert region.value(first, "lw:validUntil") == "2027-06-30"
    assert region.value(second, "lw:validFrom") == "2027-07-01"
    assert len(region.values(trajectory, "lw:hasComponent")) == 3


def test_the_trajectory_learns_the_gap_at_school(region: Region) -> None:
    """What no workplace in the region teaches is allocated to the school workshop, and nowhere else."""
    allocations = region.subjects("lw:allocatesCompetence", region.competence(ATEX))
    assert {region.value(allocation, "lw:takesPlaceAt") for allocation in allocations} == {region.named(SCHOOL)}
