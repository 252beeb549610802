"""Synthetic registers: repeatable, marked, valid, and read like any other."""

from __future__ import annotations

import itertools

import pytest
from pyoxigraph import Literal, NamedNode

from leerweg.errors import InputError, InputTooLargeError
from leerweg.model.delivery import Record
from leerweg.namespaces import GEO, XSD, lw
from leerweg.sources.register.numbers import enterprise_number, establishment_number
from leerweg.sources.register.writer import write_register
from leerweg.sources.synthetic.catalogue import CatalogueBody, CatalogueProgramme, RegisterCatalogue, sectors_of
from leerweg.sources.synthetic.generator import generate_register, generate_rows
from leerweg.sources.synthetic.places import NUMBERS

TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))


@pytest.fixture(scope="module")
def register(catalogue, identifiers):
    """Six hundred invented workplaces."""
    delivery = generate_register(600, 1, catalogue, identifiers)
    return list(delivery.records), delivery


def test_the_same_seed_gives_the_same_register(register, catalogue, identifiers):
    """Whoever repeats a run gets the same register; another seed gives another one."""
    again = generate_register(600, 1, catalogue, identifiers)
    assert again.digest == register[1].digest
    assert list(again.records) == register[0]
    other = generate_register(600, 2, catalogue, identifiers)
    assert other.digest != again.digest
    assert next(other.records) is not None


def test_every_record_is_taken_and_marked(register):
    """Nothing invented is rejected, and nothing invented goes unmarked."""
    records, delivery = register
    assert all(isinstance(record, Record) for record in records)
    assert delivery.summary["sites"] == 600
    for record in records:
        assert any(triple.predicate == lw("synthetic") and triple.object == TRUE for triple in record.triples)
    for sheet in ("companies", "bodies", "mandates", "offers", "recognitions", "mentors", "capacity"):
        assert delivery.summary[sheet] > 0


def test_numbers_are_valid_and_in_ranges_not_in_use(catalogue):
    """Invented numbers pass every check, are unique, and cannot be taken for a real company's."""
    rows = list(generate_rows(600, 3, catalogue))
    enterprises = [row.cells["enterprise_number"] for row in rows if row.sheet.name == "companies"]
    establishments = [row.cells["establishment_number"] for row in rows if row.sheet.name == "sites"]
    assert all(enterprise_number(number) == (number, "") and "190" <= number[:3] <= "198" for number in enterprises)
    assert all(establishment_number(number) == number and "890" <= number[:3] <= "898" for number in establishments)
    assert len(set(enterprises)) == len(enterprises)
    assert len(set(establishments)) == len(establishments) == 600
    names = [row.cells["name"] for row in rows if "name" in row.cells]
    assert all(name.startswith("Synthetisch") for name in names)


def test_every_reference_resolves(register, identifiers):
    """Each record refers to things of the register, the catalogue or the code lists, and to nothing else of ours."""
    records, _ = register
    subjects = {triple.subject.value for record in records for triple in record.triples}
    for record in records:
        for triple in record.triples:
            target = triple.object
            if isinstance(target, NamedNode) and identifiers.owns(target.value):
                kind = target.value.removeprefix(identifiers.base).split("/")[1]
                assert target.value in subjects or kind in ("programme", "competence")


def test_offers_are_stated_in_part_only(register, catalogue):
    """Some competences are taught, some in part, some not, and on most sites some are left unsaid."""
    records, _ = register
    predicates = [triple.predicate for record in records for triple in record.triples]
    full, part, none = (
        predicates.count(lw(name)) for name in ("offersCompetence", "partlyOffersCompetence", "doesNotOfferCompetence")
    )
    assert full > part > 0
    assert full > none > 0
    wide = [r for r in records if any(t.predicate == lw("includesNarrower") and t.object == TRUE for t in r.triples)]
    assert wide
    assert all(
        t.object.value in catalogue.groups for r in wide for t in r.triples if t.predicate == lw("offersCompetence")
    )


def test_recognitions_lapse_at_different_times(register):
    """Recognitions end over the years 2021 to 2031, never after more than five years; a few are lifted or suspended."""
    records, delivery = register
    ends, lifted = [], 0
    for record in records:
        said = {triple.predicate.value.rsplit("#")[-1]: triple.object for triple in record.triples}
        if record.key.startswith("recognition/"):
            first, last = said["validFrom"].value, said["validUntil"].value
            ends.append(last)
            lifted += "liftedOn" in said
            assert said["decisionDate"].value <= first <= last
            assert int(last[:4]) - int(first[:4]) <= 5
    assert "2021" <= min(ends)[:4] <= "2022"
    assert "2030" <= max(ends)[:4] <= "2031"
    assert 0 < lifted < len(ends) / 10
    assert 0 < delivery.summary["suspensions"] < len(ends) / 10


def test_every_recognised_site_has_an_eligible_mentor(register):
    """The rule that a recognised place has a mentor holds in the invention too."""
    records, _ = register
    mentored, recognised = set(), set()
    for record in records:
        said = {triple.predicate: triple.object for triple in record.triples}
        if record.key.startswith("mentor-role/") and said[lw("isEligible")] == TRUE:
            mentored.add(said[lw("mentorAt")])
        elif record.key.startswith("recognition/"):
            recognised.add(said[lw("recognises")])
    assert recognised
    assert recognised <= mentored


def test_sites_lie_near_their_municipality_and_large_towns_have_more(register):
    """Places are spread over Flanders and Brussels, Antwerp and Ghent more than villages."""
    records, _ = register
    towns: dict[str, int] = {}
    for record in records:
        said = {triple.predicate: triple.object.value for triple in record.triples}
        if record.key.startswith("site/"):
            assert 50.6 < float(said[NamedNode(GEO + "lat")]) < 51.55
            assert 2.5 < float(said[NamedNode(GEO + "long")]) < 5.95
            town = said[lw("municipality")].rsplit("/", 1)[-1]
            towns[town] = towns.get(town, 0) + 1
    assert len(towns) > 100
    assert max(towns, key=towns.get) in ("11002", "44021", "21004")


def test_sizes_are_skewed(catalogue):
    """Most companies have one site, a few have many."""
    sites = [row for row in generate_rows(2_000, 5, catalogue) if row.sheet.name == "sites"]
    counts = [len(list(group)) for _, group in itertools.groupby(sites, lambda row: row.cells["enterprise_number"])]
    assert sorted(counts)[len(counts) // 2] == 1
    assert max(counts) >= 5


@pytest.mark.parametrize("form", ["register.xlsx", "register"])
def test_a_written_register_reads_as_the_streamed_one(tmp_path, register, catalogue, read_all, form):
    """The file form and the stream say the same."""
    write_register(tmp_path / form, generate_rows(600, 1, catalogue))
    records, rejections = read_all(tmp_path / form)
    assert rejections == []
    assert {r.key: set(r.triples) for r in records} == {r.key: set(r.triples) for r in register[0]}


def test_given_bodies_recognise_and_none_are_invented(catalogue, identifiers):
    """When the graph has bodies with mandates, those grant, by sector where they are sectoral."""
    bodies = (CatalogueBody("https://example.org/vpdl"), CatalogueBody("https://example.org/bouw", ("43",)))
    chosen = RegisterCatalogue(catalogue.programmes, (), bodies)
    rows = list(generate_rows(200, 1, chosen))
    assert {row.cells["granted_by"] for row in rows if row.sheet.name == "recognitions"} == {b.iri for b in bodies}
    assert not [row for row in rows if row.sheet.name == "bodies"]


def test_the_numbers_suffice_and_more_is_refused(catalogue, identifiers):
    """There are numbers for forty times all Flemish workplaces; beyond that, and for none at all, it says so."""
    assert NUMBERS >= 40 * 20_000
    for workplaces, kind in ((NUMBERS + 1, InputTooLargeError), (0, InputError), (-1, InputError)):
        with pytest.raises(kind):
            generate_register(workplaces, 1, catalogue, identifiers)


def test_without_programmes_nothing_can_be_invented(identifiers):
    """An empty graph is told to import qualifications first."""
    empty = RegisterCatalogue((CatalogueProgramme("https://example.org/p", ()),))
    with pytest.raises(InputError, match="no programme"):
        generate_register(1, 1, empty, identifiers)


@pytest.mark.parametrize(
    ("programme", "sectors"),
    [
        (CatalogueProgramme("x", (), ("0732",)), ("43",)),
        (CatalogueProgramme("x", (), ("0716",)), ("95",)),
        (CatalogueProgramme("x", (), ("0732",), ("96.21",)), ("96",)),
    ],
)
def test_programmes_go_to_fitting_sectors(programme, sectors):
    """A building programme is taught by builders."""
    assert sectors_of(programme) == sectors


def test_a_programme_without_hints_has_one_sector_always_the_same():
    """Without a hint the sector is arbitrary but stable."""
    programme = CatalogueProgramme("https://example.org/p", ("https://example.org/c",))
    assert sectors_of(programme) == sectors_of(programme)
    assert len(sectors_of(programme)) == 1
