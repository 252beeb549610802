"""The ontology, the rules and the code lists: a page for every one, and RDF for machines, at their own addresses."""

import re
from html import unescape
from pathlib import Path

import pytest
from html5rdf import HTMLParser
from pyoxigraph import RdfFormat, parse

from leerweg.web.texts import texts_in
from leerweg.web.vocabulary_diagram import ClassBox, Field, draw_classes
from leerweg.web.vocabulary_lists import load_lists
from leerweg.web.vocabulary_rules import load_rules
from leerweg.web.vocabulary_terms import load_vocabulary

HTML = {"Accept": "text/html"}
GRAPHS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
MODULES = sorted(load_vocabulary().modules)
HTACCESS = Path(__file__).parents[2] / "deploy" / "w3id" / ".htaccess"


def text_of(page):
    body = page.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def is_well_formed(page):
    parser = HTMLParser(strict=False)
    parser.parse(page)
    assert [error[1] for error in parser.errors] == []
    assert len(re.findall("<h1", page)) == 1
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize(
    "path",
    ["/ns", "/shapes", "/scheme", "/ns/0.2.0", "/shapes/agreement", "/shapes/profiles/elm", "/scheme/region"],
)
def test_each_overview_is_a_page(client, path, language):
    """Each is well formed and in the language asked for."""
    answer = client.get(f"{path}?lang={language}", headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    is_well_formed(answer.text)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_module_documents_every_term_it_declares(client, language):
    """Each term stands at its anchor with its label, definition and sources, under a diagram."""
    vocabulary = load_vocabulary()
    for name in MODULES:
        page = client.get(f"/ns/{name}?lang={language}", headers=HTML).text
        is_well_formed(page)
        assert "<svg" in page, name
        told = text_of(page)
        for term in vocabulary.of_module(name, "class", "link", "value"):
            assert f'id="{term.name}"' in page, term.name
            assert term.labels[language] in told, term.name
            assert " ".join((term.definitions.get(language) or term.definitions["nl"]).split()) in told, term.name
            assert term.sources


def test_the_namespace_has_an_anchor_for_every_term(client):
    """An IRI with a fragment, such as …/ns#Recognition, arrives at its term."""
    page = client.get("/ns", headers=HTML).text
    for name in load_vocabulary().terms:
        assert f'<li id="{name}">' in page


def test_a_term_leads_to_its_place(client):
    """/ns/<term> is answered with the module's page at the term; the wishes in the address go along."""
    for name, term in load_vocabulary().terms.items():
        if name not in MODULES:
            answer = client.get(f"/ns/{name}?lang=fr", headers=HTML)
            assert (answer.status_code, answer.headers["location"]) == (303, f"{term.module}?lang=fr#{name}")


@pytest.mark.parametrize("path", ["/ns", "/ns/recognition", "/shapes", "/shapes/vks-level-in-range", "/scheme/route"])
@pytest.mark.parametrize("media_type", GRAPHS)
def test_machines_get_the_form_they_ask_for(client, path, media_type):
    """The type asked for comes back and can be read; the page is named as another form."""
    answer = client.get(path, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["vary"] == "Accept, Accept-Language"
    assert 'rel="alternate"; type="text/html"' in answer.headers["link"]
    assert list(parse(answer.content, RdfFormat.from_media_type(media_type)))


def test_a_program_follows_a_term_to_its_triples(client):
    """From the IRI of a class to what the ontology states of it, in two steps."""
    answer = client.get("/ns/Recognition", headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert "<https://w3id.org/leerweg/ns#Recognition>" in answer.text
    assert answer.headers["content-type"] == "application/n-triples"


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_rule_has_a_page_of_its_own(client, language):
    """Message, way out, severity with its meaning, each source with title, and the shape's own Turtle."""
    book = load_rules()
    assert len(book.rules) > 20
    for name, rule in book.rules.items():
        page = client.get(f"/shapes/{name}?lang={language}", headers=HTML).text
        told = text_of(page)
        shape = rule.shape
        assert shape.name[language] in told
        assert " ".join(shape.how_to_comply[language].split()) in told
        assert all(source.title[language] in told for source in rule.sources)
        assert f"lwsh:{name} a sh:" in unescape(page)
        assert list(parse(rule.turtle, RdfFormat.TURTLE))
        assert "{?" not in told.split("@prefix")[0]


def test_a_rule_tells_the_numbers_it_reads_and_since_when(client):
    """The hours of an OAO come with their value, their first day and the decree."""
    told = text_of(client.get("/shapes/oao-minimum-hours?lang=nl", headers=HTML).text)
    assert "minimumuren op de reële werkplek bij een OAO 20" in told
    assert "2016-09-01" in told


def test_every_rule_stands_in_the_list_once_and_at_its_gates(client):
    """The list of all rules has an anchor for each; a gate lists those that count there."""
    page = client.get("/shapes", headers=HTML).text
    gate = client.get("/shapes/profiles/elm", headers=HTML).text
    for name, rule in load_rules().rules.items():
        assert page.count(f'<tr id="{name}">') == 1
        assert (f'<tr id="{name}">' in gate) == ("elm" in rule.profiles)


def test_every_code_list_shows_its_codes_in_order(client):
    """Name, code and meaning of each; N2 before N10."""
    for name, listed in load_lists().items():
        page = client.get(f"/scheme/{name}?lang=nl", headers=HTML).text
        told = text_of(page)
        assert all(concept.names["nl"] in told for concept in listed.concepts), name
    codes = [concept.code for concept in load_lists()["concept-note"].concepts]
    assert codes == [f"N{number}" for number in range(1, 30)]


def test_a_code_leads_to_the_document_about_it(client):
    """A concept's own address is answered with its document, in the language and form asked for."""
    answer = client.get("/scheme/route/duaal?lang=en")
    assert answer.status_code == 303
    page = client.get(f"/scheme/{answer.headers['location']}".replace("/scheme/../..", ""), headers=HTML).text
    assert "dual learning" in text_of(page)


@pytest.mark.parametrize("path", ["/ns/nothing", "/shapes/nothing", "/shapes/profiles/nothing", "/scheme/nothing"])
def test_what_is_not_there_is_told(client, path):
    """An address that was mistyped is explained, with a way on."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_the_english_words_are_those_of_the_ontology():
    """What a module is about is said in three languages; in English as its file says it."""
    for name, module in load_vocabulary().modules.items():
        assert texts_in("en")(f"vocabulary.about.{name}") == module.about


def test_a_diagram_lays_no_box_upon_another():
    """Boxes stand apart, also where classes refer to each other in a circle."""
    classes = [
        ClassBox("a", "A", "#a", (Field("to b", "b"), Field("to c", "c"), Field("day: date"))),
        ClassBox("b", "B", "#b", (Field("back", "a"), Field("self", "b"))),
        ClassBox("c", "C", "#c", above=("b",)),
        ClassBox("d", "D", "#d", own=False),
    ]
    drawing = draw_classes(classes)
    assert {box.drawn.key for box in drawing.boxes} == set("abcd")
    for one in drawing.boxes:
        assert one.x + one.width <= drawing.width
        assert one.y + one.height <= drawing.height
        for other in drawing.boxes:
            apart = one.x + one.width <= other.x or one.y + one.height <= other.y
            assert one is other or apart or other.x + other.width <= one.x or other.y + other.height <= one.y
    assert [line.kind for line in drawing.lines] == ["link", "link", "link", "link", "above"]
    assert draw_classes([]) is None


@pytest.mark.parametrize(
    ("path", "arrives"),
    [
        ("", "/"),
        ("ns", "/ns"),
        ("ns/0.2.0", "/ns/0.2.0"),
        ("ns/Recognition", "/ns/Recognition"),
        ("shapes", "/shapes"),
        ("shapes/profiles/draft", "/shapes/profiles/draft"),
        ("shapes/vks-level-in-range", "/shapes/vks-level-in-range"),
        ("scheme/route", "/scheme/route"),
        ("scheme/municipality/44021", "/doc?iri=https://w3id.org/leerweg/scheme/municipality/44021"),
        (
            "parameter/oao-minimum-hours/2016-09-01",
            "/doc?iri=https://w3id.org/leerweg/parameter/oao-minimum-hours/2016-09-01",
        ),
    ],
)
def test_the_permanent_name_leads_to_an_address_that_answers(client, path, arrives):
    """What w3id.org would redirect to is served here."""
    rules = re.findall(r"^RewriteRule (\S+) (\S+) \[(?:R=303)", HTACCESS.read_text(encoding="utf-8"), re.MULTILINE)
    pattern, target = next((pattern, target) for pattern, target in rules if re.match(pattern, path))
    found = re.match(pattern, path)
    led = re.sub(r"\$(\d)", lambda number: found[int(number[1])], target.removeprefix("%{ENV:HOME}"))
    assert led == arrives
    assert client.get(led, headers=HTML, follow_redirects=True).status_code == 200
