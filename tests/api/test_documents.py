"""Things and the documents about them."""

import pytest
from pyoxigraph import RdfFormat, parse

SITE = "/doc/site/8998010307"
GRAPHS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
KINDS = [
    "site/8998010307", "organisation/1998010750", "qualification/BK-0117-2", "programme/S-93",
    "competence/bkc0050066", "recognition/E-2024-026", "offer/8998018126-1", "graph/catalogue",
]  # fmt: skip


@pytest.mark.parametrize("thing", KINDS)
@pytest.mark.parametrize("media_type", GRAPHS)
def test_every_kind_of_thing_has_a_document_in_every_form(client, region, thing, media_type):
    """A machine gets the type it asked for, it can read it, and it is about the thing."""
    answer = client.get(f"/doc/{thing}", headers={"Accept": media_type})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]
    quads = list(parse(answer.content, RdfFormat.from_media_type(media_type)))
    iri = region.identifiers.of(*thing.split("/", 1)).value
    assert any(quad.subject.value == iri for quad in quads)
    assert f'<{iri}>; rel="describes"' in answer.headers["link"]


@pytest.mark.parametrize("thing", KINDS)
def test_people_get_a_page(client, thing):
    """A browser gets HTML, in the reader's language."""
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = client.get(f"/doc/{thing}", headers={"Accept": accept, "Accept-Language": "fr"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == "fr"


@pytest.mark.parametrize("wish", ["format=jsonld", "_mediatype=application/ld%2Bjson", "format=application/ld+json"])
def test_the_form_can_stand_in_the_address(client, wish):
    """A link can name the form, whatever the browser's header says."""
    answer = client.get(f"{SITE}?{wish}", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "application/ld+json"


@pytest.mark.parametrize("accept", ["image/png", "application/json", "text/csv"])
def test_another_form_is_refused_with_what_there_is(client, is_problem, accept):
    """Never a type that was not asked for."""
    problem = is_problem(client.get(SITE, headers={"Accept": accept}), 406)
    assert "text/turtle" in problem["remedy"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/id/site/8998010307", "/doc/site/8998010307"),
        ("/id/competence/a%2Fb%20c", "/doc/competence/a%2Fb%20c"),
        ("/id/site/%2F%2Fevil.example", "/doc/site/%2F%2Fevil.example"),
        ("/id/site/..%2F..%2Fx", "/doc/site/..%2F..%2Fx"),
        ("/id/site/x%3Ay%09", "/doc/site/x%3Ay%09"),
        ("/id/site/%C3%A9%00", "/doc/site/%C3%A9%00"),
    ],
)
def test_a_thing_leads_to_its_document_and_nowhere_else(client, path, location):
    """The redirect keeps the key as it is written and never leaves this service, whatever Host says."""
    answer = client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 303
    assert "evil.example/" not in answer.headers["location"].replace("%2F", "_")
    assert answer.url.join(answer.headers["location"]).raw_path.decode() == location
    assert answer.url.join(answer.headers["location"]).host == "127.0.0.1"


def test_following_a_thing_gives_its_document(client):
    """One hop from the name of a thing to what is known of it."""
    answer = client.get("/id/site/8998010307", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert answer.status_code == 200
    assert "Gouden Spaak" in answer.text


def test_things_of_others_have_documents_by_iri(client):
    """What the graph knows of an ESCO skill or a region can be read here too."""
    answer = client.get("/doc", params={"iri": "http://data.europa.eu/nuts/code/BE22"})
    assert "nuts:BE22" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/doc/site/nothing", 404),
        ("/doc/site/%00", 404),
        ("/doc/site/%FF", 404),
        ("/doc/Site!/x", 400),
        ("/doc?iri=http://x/%20y", 400),
        ("/doc?iri=x", 400),
        ("/doc", 400),
        ("/doc/site/8998010307?page=0", 400),
        ("/doc/site/8998010307?page=2", 404),
        ("/id/site/x%0D%0ASet-Cookie:a", 404),
        ("/id/site/", 400),
    ],
)
def test_what_is_not_there_is_a_problem(client, is_problem, path, status):
    """Unknown things and impossible addresses are told apart, and none breaks anything."""
    is_problem(client.get(path), status)
