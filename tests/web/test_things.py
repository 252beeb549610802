"""A page for every thing."""

import re
from datetime import date
from html import unescape

import pytest
from html5rdf import HTMLParser
from pyoxigraph import Literal, NamedNode, Triple

from leerweg.errors import MalformedInputError, UnknownTermError
from leerweg.model.delivery import Delivery, Location, Record
from leerweg.namespaces import DCT, PREF_LABEL, RDF_TYPE, SKOS, lw
from leerweg.web import ThingPages, answer_tables


def text_of(page):
    body = page.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    "thing",
    [
        ("site", "8998010307"),
        ("site", "8998090677"),
        ("competence", "bkc0044352"),
        ("qualification", "BK-0117-2"),
        ("programme", "S-93"),
        ("organisation", "1998010750"),
        ("recognition", "E-2024-001"),
        ("offer", "8998010307-1"),
        ("mentor-role", "m-68fdaf8e"),
        ("trajectory", "T-2026-93"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_kind_of_thing_has_a_page(pages, service, thing, language):
    """Each page is well formed, in the language asked for, with a heading and the IRI."""
    iri = service.identifiers.of(*thing).value
    page = pages.render_page(iri, language)
    parser = HTMLParser(strict=False)
    parser.parse(page)
    assert [error[1] for error in parser.errors] == []
    assert f'<html lang="{language}">' in page
    assert len(re.findall("<h1", page)) == 1
    assert iri in page


def test_a_workplace_tells_its_recognitions_and_what_it_teaches(pages, service):
    """Proved, in part, and expressly not, each in words."""
    page = text_of(pages.render_page(service.identifiers.of("site", "8998010604").value, "nl"))
    assert "Vestiging van Fietsatelier De Gouden Spaak in Genk" in page
    assert "E-2025-002" in page
    assert "Mechanische en elektrische fietsdelen herstellen leert gedeeltelijk aan mogelijk en erkend" in page
    assert "Onderdelen passend maken leert niet aan" in page
    assert "Verzonnen voorbeeld" in page


@pytest.mark.parametrize(
    ("site", "day", "says"),
    [
        ("8998018720", "2026-09-15", "ended"),
        ("8998018720", "2026-06-30", "in force"),
        ("8998010901", "2026-09-15", "lifted on 1 February 2026"),
        ("8998010901", "2026-01-31", "in force"),
        ("8998013968", "2026-09-15", "suspended"),
        ("8998013968", "2027-01-01", "in force"),
        ("8998015156", "2026-09-15", "Excluded"),
    ],
)
def test_a_recognition_has_the_state_of_the_day(service, pages, site, day, says):
    """Ended, lifted, suspended and excluded are told apart, to the day."""
    asked = ThingPages(
        service.identifiers, service.finder, service.atlas, service.store, pages.pages, lambda: date.fromisoformat(day)
    )
    page = text_of(asked.render_page(service.identifiers.of("site", site).value, "en"))
    assert says in page.split("Mentors and places")[0]


def test_a_school_workshop_shows_its_offer_but_no_recognition(pages, service):
    """What a school offers is told, and never called recognised."""
    page = text_of(pages.render_page(service.identifiers.of("site", "8998090677").value, "en"))
    assert "No recognition is known." in page
    assert "teaches not recognised" in page
    assert "proved and recognised" not in page


def test_a_competence_leads_to_its_qualifications_and_to_the_question(pages, service):
    """From a competence it is one step to who teaches it."""
    page = unescape(pages.render_page(service.identifiers.of("competence", "bkc0044352").value, "en"))
    assert "BK-0227-3" in page
    assert re.search(r'class="button" href="/\?thing=[^"]+bkc0044352', page)


def test_what_the_graph_does_not_know_has_no_page(pages, service):
    """An address that was mistyped is told to be unknown, and an impossible one to be impossible."""
    with pytest.raises(UnknownTermError):
        pages.render_page(service.identifiers.of("site", "0").value, "nl")
    with pytest.raises(MalformedInputError):
        pages.render_page("http://a b", "nl")


def test_a_foreign_thing_has_a_page_of_what_we_know(pages):
    """An ESCO skill that an offer names can be read about here."""
    page = text_of(pages.render_page("http://data.europa.eu/esco/skill/202d0d2b-f6b9-48fe-b70e-cff49fa1d087", "fr"))
    assert "remplacer des pneus" in page


def test_a_table_holds_no_formula():
    """A name that begins like a formula reaches a spreadsheet as text."""
    assert answer_tables._safe("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert answer_tables._safe(3) == 3


@pytest.fixture(scope="module")
def hostile(assembled):
    """A store whose labels and links try to become markup and script."""
    service = assembled()
    thing = service.identifiers.of("competence", "evil")
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    triples = (
        Triple(thing, RDF_TYPE, lw("Competence")),
        Triple(thing, PREF_LABEL, Literal(evil, language="nl")),
        Triple(thing, NamedNode(SKOS + "notation"), Literal('"><script>')),
        Triple(thing, NamedNode(DCT + "description"), Literal("</main><script>alert(2)</script>", language="nl")),
        Triple(thing, NamedNode(DCT + "source"), NamedNode("javascript:alert(1)")),
        Triple(thing, NamedNode(DCT + "source"), NamedNode("data:text/html,x")),
        Triple(thing, NamedNode(DCT + "source"), NamedNode("https://example.org/plain")),
    )
    records = iter([Record("evil", Location("evil"), triples)])
    delivery = Delivery("test", "evil", "<b>Evil</b>", "0" * 64, records, licence="javascript:alert(3)")
    service.publisher.publish(delivery)
    return service


def test_labels_stay_text_and_only_web_addresses_are_links(hostile, client_of):
    """A name with markup is shown as it is written; javascript: and data: never become links."""
    client = client_of(hostile)
    for path in ("/doc/competence/evil", "/?q=evil", "/?thing=" + hostile.identifiers.of("competence", "evil").value):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not re.search(r'href="(javascript|data):', page)
    page = client.get("/doc/competence/evil").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="https://example.org/plain" rel="noopener external"' in page
    assert "javascript:alert(1)" in page
