"""The story of docs/reference/example-region.md, asked of the product itself."""

from __future__ import annotations

from datetime import date

import pytest

from leerweg.errors import UnknownTermError
from leerweg.model.answers import Basis, Standing

STATED, RECOGNISED, AVAILABLE = Basis
SPRING = date(2026, 4, 15)
AUTUMN = date(2026, 9, 15)
TODAY = date(2026, 11, 23)
LIMBURG = "BE22"


@pytest.fixture
def who(region):
    """The names of the workplaces that teach a competence, and whether each is proved."""

    def ask(code, on=AUTUMN, basis=RECOGNISED, where=LIMBURG):
        answer = region.atlas.workplaces(code, region=where, on=on, basis=basis, size=100)
        assert answer.total == len(answer.items)
        return {item.site.label: item.proved for item in answer.items}

    return ask


@pytest.fixture
def whole(region):
    """The coverage of a qualification or programme by each workplace, by name."""

    def ask(of, on=AUTUMN, basis=RECOGNISED, where=LIMBURG):
        answer = region.atlas.coverage(of, region=where, on=on, basis=basis, size=100)
        return {item.site.label: item for item in answer.items}

    return ask


@pytest.mark.parametrize("on", [AUTUMN, TODAY])
@pytest.mark.parametrize("basis", Basis)
def test_one_workplace_covers_a_whole_qualification(whole, on, basis):
    """De Gouden Spaak in Hasselt teaches all twelve competences of Fietshersteller, with a mentor and a free place."""
    full = whole("BK-0117-2", on, basis)["Fietsatelier De Gouden Spaak, Hasselt"]
    assert (full.proved, full.possible, full.total, full.missing) == (12, 12, 12, ())
    assert full.proved_share == full.possible_share == 1.0
    assert (full.municipality.label, full.organisation.label) == ("Hasselt", "Fietsatelier De Gouden Spaak")


def test_the_full_coverage_comes_first_with_its_proof(region):
    """An answer about one competence shows under which recognition, with which mentor and how many places."""
    answer = region.atlas.workplaces("bkc0014569", region=LIMBURG, on=AUTUMN, basis=AVAILABLE)
    best = answer.items[0]
    assert best.proved
    proof = best.proofs[0]
    assert (proof.match, proof.taught.code) == ("same", "bkc0014569")
    assert proof.recognition is not None
    assert proof.recognition.programme.code == "S-97"
    assert proof.recognition.valid_from <= AUTUMN <= proof.recognition.valid_until
    assert proof.recognition.decided <= AUTUMN
    assert proof.mentor
    assert proof.places is not None
    assert proof.places_taken is not None
    assert proof.places > proof.places_taken
    assert (best.latitude, best.longitude) != (None, None)
    assert answer.asked.region.label == "Provincie Limburg"
    assert answer.revision == 2


@pytest.mark.parametrize("on", [AUTUMN, TODAY])
def test_limburg_teaches_all_but_one_competence(region, on):
    """Of the 43 competences of Elektrotechnieken duaal, one is taught by nobody in Limburg: ATEX maintenance."""
    summary = region.atlas.coverage("S-93", region=LIMBURG, on=on, basis=RECOGNISED).summary
    assert (summary.total, summary.proved, summary.possible) == (43, 42, 42)
    gaps = region.atlas.gaps("S-93", region=LIMBURG, on=on, basis=RECOGNISED)
    assert [(gap.competence.code, gap.possible) for gap in gaps.items] == [("bkc0050066", 0)]
    together = region.atlas.regional("S-93", region=LIMBURG, on=on, basis=RECOGNISED)
    assert together.items[0].competence.code == "bkc0050066"
    assert together.total == 43
    assert {item.code for item in together.asked.qualifications} == {"BK-0138-3", "BK-0294-3"}


def test_a_refusal_is_told_from_silence(whole):
    """Limbra says that it does not teach ATEX maintenance; the others say nothing about it."""
    told = {
        name: item.standing
        for name, coverage in whole("BK-0294-3").items()
        for item in coverage.missing
        if item.competence.code == "bkc0050066"
    }
    assert told["Limbra Aandrijftechniek, Lommel"] is Standing.NOT_TAUGHT
    assert {told[name] for name in told if not name.startswith("Limbra")} <= {Standing.NOT_STATED}


def test_the_gap_is_stated_in_geel_only_and_not_recognised(who, whole):
    """Kempen Exzone in Geel states ATEX maintenance; it has no recognition, and lies outside Limburg."""
    assert who("bkc0050066", basis=STATED, where=None) == {"Kempen Exzone Services, Geel": True}
    assert who("bkc0050066", basis=STATED) == {}
    assert who("bkc0050066", where=None) == {}
    missing = whole("BK-0294-3", basis=STATED, where=None)["Kempen Exzone Services, Geel"]
    assert missing.proved >= 1


@pytest.mark.parametrize(
    ("on", "basis", "expected"),
    [
        (SPRING, AVAILABLE, True),
        (date(2026, 6, 30), AVAILABLE, True),
        (date(2026, 7, 1), RECOGNISED, False),
        (AUTUMN, RECOGNISED, False),
        (AUTUMN, STATED, True),
        (TODAY, STATED, True),
    ],
)
def test_a_recognition_that_lapsed(who, on, basis, expected):
    """Regrooving could be learned in Limburg up to and with 30 June 2026; since then it is only stated."""
    teaches = who("bkc0044357", on, basis)
    assert teaches == ({"Bandencentrale De Zware Rol, Heusden-Zolder": True} if expected else {})


def test_a_lapsed_competence_is_a_gap_from_the_first_day_without(region):
    """Regrooving is a gap of Bandenmonteur in Limburg from the day after the recognition ended."""

    def gaps(on):
        answer = region.atlas.gaps("S-23", region=LIMBURG, on=on, basis=RECOGNISED)
        return {item.competence.code for item in answer.items}

    assert "bkc0044357" not in gaps(date(2026, 6, 30))
    assert "bkc0044357" in gaps(date(2026, 7, 1))


def test_a_recognition_lifted_before_its_end(whole):
    """De Kettingkast counts up to and with 31 January 2026, the day before its recognition was lifted."""
    name = "Rijwielhuis De Kettingkast, Tongeren-Borgloon"
    assert name in whole("BK-0117-2", date(2026, 1, 31))
    assert name not in whole("BK-0117-2", date(2026, 2, 1))
    assert name in whole("BK-0117-2", date(2026, 2, 1), STATED)


@pytest.mark.parametrize("basis", Basis)
def test_school_workshops_and_practice_firms_are_no_workplaces(region, who, basis):
    """What a school workshop or a simulated workplace teaches is never an answer."""
    assert not any("Kolenspoor" in name for name in who("bkc0050066", basis=basis, where=None))
    assert not any("Proefbalans" in name for name in who("bkc0043156", basis=basis, where=None))
    school = region.atlas.competences("Technisch Atheneum Kolenspoor, schoolatelier Genk", on=AUTUMN, basis=basis)
    assert school.items == ()


def test_a_suspended_workplace_counts_again_afterwards(whole):
    """Schakel en Zonen does not count from 1 September to 31 December 2026, and does before and after."""
    days = [date(2026, 8, 31), date(2026, 9, 1), TODAY, date(2026, 12, 31), date(2027, 1, 1)]
    counts = ["Schakel en Zonen, Maaseik" in whole("S-93", on) for on in days]
    assert counts == [True, False, False, False, True]


@pytest.mark.parametrize("place", ["Beringen", "Diepenbeek"])
def test_an_excluded_company_counts_nowhere(whole, place):
    """While Technofact is excluded neither of its workplaces counts; both do before."""
    name = f"Technofact Onderhoud, {place}"
    assert name in whole("S-90", date(2026, 2, 28))
    assert name not in whole("S-90", date(2026, 3, 1))
    assert name not in whole("S-90", AUTUMN)
    assert name in whole("S-90", AUTUMN, STATED)


def test_a_mandate_is_needed_on_the_day_of_decision_only(whole):
    """The bookkeeper in Leuven counts, though the partnership that recognised it has no mandate any more."""
    assert "Boekhoudkantoor Balans en Dochter, Leuven" in whole("S-38", where="BE24")


def test_a_group_that_includes_what_is_narrower(region, whole):
    """Stroomlijn teaches the seven competences of a group by naming it; Zenne names it alone and proves none."""
    answer = region.atlas.competences("Stroomlijn Elektro, Sint-Truiden", on=AUTUMN, basis=RECOGNISED, size=100)
    by_group = [item for item in answer.items if item.proofs[0].match == "includes narrower"]
    assert len(by_group) == 7
    assert all(item.proved for item in by_group)
    assert {item.proofs[0].taught.label for item in by_group} == {"Bekabeling van een gebouw"}
    alone = region.atlas.competences("Zenne Elektro, Anderlecht", on=AUTUMN, basis=STATED, size=100)
    members = {item.competence.iri for item in by_group}
    assert not any(item.proved for item in alone.items if item.competence.iri in members)
    assert whole("S-93", basis=STATED, where=None)["Zenne Elektro, Anderlecht"].possible >= 7


def test_an_exact_match_with_esco_proves(region):
    """Vier Seizoenen names an ESCO skill only, and is proved for the competence that is the same."""
    answer = region.atlas.workplaces("bkc0044352", region=LIMBURG, on=AUTUMN, basis=AVAILABLE, size=100)
    (item,) = [item for item in answer.items if item.site.label == "Wielservice Vier Seizoenen, Maasmechelen"]
    assert item.proved
    assert item.proofs[0].match == "exact match"
    assert item.proofs[0].taught.iri.startswith("http://data.europa.eu/esco/skill/")


def test_a_close_match_is_possible_and_never_proved(region, who):
    """Trial baking: nobody is proved, one workplace in Sint-Truiden is possible."""
    assert who("bkc0044804", where=None) == {"Banketatelier Zoet Haspengouw, Sint-Truiden": False}
    gaps = region.atlas.gaps("BK-0391-2", region=None, on=AUTUMN, basis=RECOGNISED)
    assert ("bkc0044804", 1) in {(item.competence.code, item.possible) for item in gaps.items}


@pytest.mark.parametrize("name", ["Trapkracht Bree", "Pedaal en Compagnie, Lommel"])
def test_recognised_and_yet_not_available(whole, name):
    """Without a free place, or without an eligible mentor, a recognised workplace is not available."""
    assert name in whole("BK-0117-2", basis=RECOGNISED)
    assert name not in whole("BK-0117-2", basis=AVAILABLE)


def test_a_mentor_who_left_was_there_before(whole):
    """Pedaal en Compagnie was available in the spring, up to the day its mentor left."""
    name = "Pedaal en Compagnie, Lommel"
    assert name in whole("BK-0117-2", SPRING, AVAILABLE)
    assert name in whole("BK-0117-2", date(2026, 5, 31), AVAILABLE)
    assert name not in whole("BK-0117-2", date(2026, 6, 1), AVAILABLE)


def test_no_in_part_and_silence(whole):
    """Genk: eight proved, one in part, one refused, two not stated."""
    coverage = whole("BK-0117-2")["Fietsatelier De Gouden Spaak, Genk"]
    assert (coverage.proved, coverage.possible, coverage.total) == (8, 9, 12)
    assert [item.standing for item in coverage.missing] == [
        Standing.POSSIBLE,
        Standing.NOT_TAUGHT,
        Standing.NOT_STATED,
        Standing.NOT_STATED,
    ]
    assert coverage.missing[0].competence.code == "bkc0014569"
    assert coverage.missing[1].competence.code == "bkc0041560"


def test_pages_hold_everything_once(region):
    """Page after page gives every workplace once, in one order, and says how many there are."""
    whole = region.atlas.coverage("S-97", region=None, on=AUTUMN, basis=STATED, size=100)
    pages = [region.atlas.coverage("S-97", region=None, on=AUTUMN, basis=STATED, page=n, size=3) for n in (1, 2, 3, 4)]
    assert [item for page in pages for item in page.items] == list(whole.items)[:12]
    assert {page.total for page in pages} == {len(whole.items)}
    assert region.atlas.coverage("S-97", region=None, on=AUTUMN, basis=STATED, page=99).items == ()


def test_the_answer_can_be_asked_again_as_sparql(region):
    """The query an answer gives, asked on the same store, gives the workplaces of the answer."""
    answer = region.atlas.workplaces("bkc0044352", region=LIMBURG, on=AUTUMN, basis=RECOGNISED, size=100)
    with region.store.reader() as reader:
        assert {row["site"].value for row in reader.select(answer.query)} == {item.site.iri for item in answer.items}


def test_names_come_in_the_language_asked(region):
    """The same answer in English has English names."""
    answer = region.atlas.workplaces("bkc0014569", region=LIMBURG, on=AUTUMN, basis=STATED, language="en")
    dutch = region.atlas.workplaces("bkc0014569", region=LIMBURG, on=AUTUMN, basis=STATED, language="nl")
    assert answer.asked.subject.iri == dutch.asked.subject.iri
    assert answer.asked.subject.label != dutch.asked.subject.label


def test_a_programme_before_its_first_version(region):
    """A programme that leads to nothing on a date is said not to, with what to do."""
    with pytest.raises(UnknownTermError, match="leads to no qualification on 1990-01-01") as refused:
        region.atlas.coverage("S-97", region=None, on=date(1990, 1, 1), basis=STATED)
    assert refused.value.remedy
