"""The region scheme, and finding municipalities in it."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode, parse

from leerweg import assets
from leerweg.namespaces import MUNICIPALITY, NUTS, PREF_LABEL, SKOS
from leerweg.sources.register.regions import regions

NUTS3_OF_NIS = {
    "11": "BE211", "12": "BE212", "13": "BE213", "21": "BE100", "23": "BE241", "24": "BE242", "31": "BE251",
    "32": "BE252", "33": "BE253", "34": "BE254", "35": "BE255", "36": "BE256", "37": "BE257", "38": "BE258",
    "41": "BE231", "42": "BE232", "43": "BE233", "44": "BE234", "45": "BE235", "46": "BE236", "71": "BE224",
    "72": "BE225", "73": "BE223",
}  # fmt: skip


@pytest.fixture(scope="module")
def scheme():
    return list(parse(path=assets.ontology() / "schemes" / "region.ttl"))


def test_every_municipality_of_flanders_and_brussels_is_there():
    """All 285 municipalities of Flanders since 2025 and the 19 of Brussels can be named."""
    found = regions().municipalities
    assert len(found) == 304
    assert sum(each.code.startswith("21") for each in found) == 19


def test_codes_are_nis_codes_and_former_municipalities_are_gone():
    """A code is five digits, and no merged municipality remains."""
    codes = {each.code for each in regions().municipalities}
    assert all(re.fullmatch(r"\d{5}", code) for code in codes)
    assert codes.isdisjoint({"44043", "44040", "46003", "71022", "73083", "37015", "23023", "11007"})


def test_each_lies_in_the_arrondissement_its_code_says(scheme):
    """The NUTS 3 region of a municipality agrees with the first two digits of its code."""
    broader = {
        quad.subject.value: quad.object.value
        for quad in scheme
        if quad.predicate == NamedNode(SKOS + "broader") and quad.subject.value.startswith(MUNICIPALITY)
    }
    assert len(broader) == 304
    for iri, region in broader.items():
        assert region == NUTS + NUTS3_OF_NIS[iri.removeprefix(MUNICIPALITY)[:2]]


def test_centres_lie_in_flanders_or_brussels():
    """No municipality is placed outside the box around Flanders, or far from the others of its arrondissement."""
    by_arrondissement: dict[str, list] = {}
    for each in regions().municipalities:
        assert 50.68 <= each.latitude <= 51.51
        assert 2.54 <= each.longitude <= 5.92
        by_arrondissement.setdefault(each.code[:2], []).append(each)
    for group in by_arrondissement.values():
        middle = sum(each.latitude for each in group) / len(group), sum(each.longitude for each in group) / len(group)
        for each in group:
            assert abs(each.latitude - middle[0]) < 0.35
            assert abs(each.longitude - middle[1]) < 0.55


def test_every_region_leads_up_to_belgium_and_has_three_names(scheme):
    """A search by province or region finds all that lies below, and every region can be shown in three languages."""
    broader = {q.subject.value: q.object.value for q in scheme if q.predicate == NamedNode(SKOS + "broader")}
    languages: dict[str, set] = {}
    for quad in scheme:
        if quad.predicate == PREF_LABEL:
            languages.setdefault(quad.subject.value, set()).add(quad.object.language)
    assert all(found == {"nl", "en", "fr"} for found in languages.values())
    for start in broader:
        steps, here = 0, start
        while here in broader:
            here, steps = broader[here], steps + 1
        assert here == NUTS + "BE"
        assert steps <= 4


@pytest.mark.parametrize("text", ["44021", "Gent", "gent", "Gand", "Ghent", " GENT "])
def test_a_municipality_is_found_by_code_or_name(text):
    """Code, Dutch, French and English names lead to the same municipality."""
    assert regions().find(text) == (NamedNode(MUNICIPALITY + "44021"),)


@pytest.mark.parametrize("text", ["Sint-Niklaas", "sint niklaas", "Saint-Nicolas"])
def test_dashes_and_capitals_do_not_matter(text):
    """A name is found however it is spaced."""
    assert regions().find(text) == (NamedNode(MUNICIPALITY + "46021"),)


def test_wallonia_can_be_stated_and_nonsense_is_not_found():
    """A place outside the region is said to be so; what is no place has no answer."""
    assert regions().find("BE3") == (NamedNode(NUTS + "BE3"),)
    assert regions().find("Atlantis") == ()
    assert regions().find("") == ()
