"""What people type, and the one thing they mean by it."""

from __future__ import annotations

import pytest

from leerweg.errors import AmbiguousTermError, MalformedInputError, UnknownTermError
from leerweg.namespaces import NUTS

WHAT = ["competence"]


@pytest.mark.parametrize(
    ("text", "kinds", "label", "kind"),
    [
        ("BK-0117-2", ["qualification", "programme"], "Fietshersteller", "qualification"),
        ("bk-0117-2", ["qualification"], "Fietshersteller", "qualification"),
        (" S-97 ", ["qualification", "programme"], "Fietshersteller duaal", "programme"),
        ("bkc0050066", ["competence"], "Onderhoud in een explosiegevaarlijke zone (ATEX)", "competence"),
        ("explosiegevaarlijke zone", ["competence"], "Onderhoud in een explosiegevaarlijke zone (ATEX)", "competence"),
        ("onderhoud in een explosie", ["competence"], "Onderhoud in een explosiegevaarlijke zone (ATEX)", "competence"),
        ("Voltéa Installaties, Genk", ["site"], "Voltéa Installaties, Genk", "site"),
        ("VOLTEA", ["site"], "Voltéa Installaties, Genk", "site"),
        ("8998012780", ["site"], "Voltéa Installaties, Genk", "site"),
        ("BE22", ["region"], "Provincie Limburg", "region"),
        ("71016", ["region"], "Genk", "region"),
        ("genk", ["region"], "Genk", "region"),
    ],
)
def test_one_thing_is_meant(region, text, kinds, label, kind):
    """Codes, whole names, beginnings and words find the one thing, whatever the case and the accents."""
    found, what = region.finder.find(text, kinds=kinds)
    assert (found.label, what) == (label, kind)


def test_an_iri_is_taken_as_it_is(region):
    """The address of a thing finds it, and says what kind of thing it is."""
    iri = region.identifiers.of("site", "8998010307").value
    found, kind = region.finder.find(iri, kinds=["competence", "site"])
    assert (found.iri, found.label, kind) == (iri, "Fietsatelier De Gouden Spaak, Hasselt", "site")


def test_a_thing_of_another_kind_is_not_meant(region):
    """The address of a site is no competence, and an address nobody knows is nothing."""
    with pytest.raises(UnknownTermError, match="is no competence"):
        region.finder.find(region.identifiers.of("site", "8998010307").value, kinds=WHAT)
    with pytest.raises(UnknownTermError):
        region.finder.find("http://example.org/nothing", kinds=WHAT)


@pytest.mark.parametrize("text", ["http://example.org/a b", "https://example.org/<x>", 'http://x/"', "http://x/{y}"])
def test_an_impossible_address_is_told(region, text):
    """An address that cannot be one is said to be malformed, with what to do."""
    with pytest.raises(MalformedInputError) as refused:
        region.finder.find(text, kinds=WHAT)
    assert refused.value.remedy


@pytest.mark.parametrize("text", ["xyzzy", "", "   ", "%", "'", '"', "*", "a OR b", "NEAR(", "-", "\x00", "é" * 500])
def test_what_nobody_is_called_is_told(region, text):
    """Text without an answer, and text that means something to the index, is an unknown name and no failure."""
    with pytest.raises(UnknownTermError) as refused:
        region.finder.find(text, kinds=WHAT)
    assert refused.value.remedy


def test_several_candidates_are_offered(region):
    """A name that several things bear is answered with those things, by address and name."""
    with pytest.raises(AmbiguousTermError) as several:
        region.finder.find("gouden spaak", kinds=["site"])
    labels = {label for _, label in several.value.candidates}
    assert labels == {"Fietsatelier De Gouden Spaak, Genk", "Fietsatelier De Gouden Spaak, Hasselt"}
    for iri, label in several.value.candidates:
        assert region.finder.find(iri, kinds=["site"])[0].label == label


def test_the_whole_country_when_no_region_is_named(region):
    """No region means Belgium."""
    assert region.finder.region(None).iri == NUTS + "BE"
    assert region.finder.region("").iri == NUTS + "BE"


@pytest.mark.parametrize(("language", "label"), [("nl", "Banden en wielen vervangen"), ("en", None), ("fr", None)])
def test_a_name_in_any_language_finds_it(region, language, label):
    """Each of the three names of a competence finds it, in whichever language the reader is."""
    found, _ = region.finder.find("bkc0044352", kinds=WHAT, language=language)
    assert label in (None, found.label)
    for reader in ("nl", "en", "fr"):
        again, _ = region.finder.find(found.label, kinds=WHAT, language=reader)
        assert again.iri == found.iri


def test_suggestions_come_best_first(service, deliver, competence):
    """What is exactly the text comes first, then what begins with it, then what holds its words."""
    deliver(
        "names",
        [
            *competence("k1", nl="Booglassen van buizen"),
            *competence("k2", nl="Lassen"),
            *competence("k3", nl="Lassen met elektrode", also=("elektrodelassen",)),
            *competence("k4", nl="Buizen lassen"),
            *competence("k5", nl="Solderen"),
        ],
    )
    labels = [hit.label for hit in service.finder.search("lassen", kinds=WHAT)]
    assert labels == ["Lassen", "Lassen met elektrode", "Buizen lassen"]


def test_a_preferred_name_goes_before_an_alternative(service, deliver, competence):
    """When a text is the name of one thing and a by-name of another, the first is meant."""
    deliver("names", [*competence("k1", nl="Lassen"), *competence("k2", nl="Solderen", also=("Lassen",))])
    assert service.finder.find("lassen", kinds=WHAT)[0].code == "k1"


def test_a_shared_name_is_asked_back(service, deliver, competence):
    """When two things have the same name, neither is chosen in silence."""
    deliver("names", [*competence("k1", nl="Lassen"), *competence("k2", nl="Lassen")])
    with pytest.raises(AmbiguousTermError) as several:
        service.finder.find("Lassen", kinds=WHAT)
    assert len(several.value.candidates) == 2


def test_the_readers_language_goes_before_others(service, deliver, competence):
    """Of two things that begin alike, the one named so in the reader's language comes first."""
    deliver("names", [*competence("k1", nl="Planten snoeien"), *competence("k2", en="Plant machinery", nl="Machines")])
    first = {lang: service.finder.search("plant", kinds=WHAT, language=lang)[0].iri for lang in ("nl", "en")}
    assert [first["nl"][-2:], first["en"][-2:]] == ["k1", "k2"]
