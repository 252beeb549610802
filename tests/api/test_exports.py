"""Qualifications in the European Learning Model, over HTTP."""

import pytest
from pyoxigraph import RdfFormat, parse

ELM = "http://data.europa.eu/snb/model/elm/"
GRAPHS = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]


@pytest.mark.parametrize("media_type", GRAPHS)
@pytest.mark.parametrize("name", ["BK-0117-2", "Fietshersteller", None])
def test_a_qualification_is_exported_in_the_form_asked_for(client, region, media_type, name):
    """By IRI, code or name, in each form, the same qualification comes out."""
    iri = region.identifiers.of("qualification", "BK-0117-2").value
    answer = client.get("/api/v1/export/elm", params={"of": name or iri}, headers={"Accept": media_type})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == media_type
    quads = list(parse(answer.content, RdfFormat.from_media_type(media_type)))
    exported = {q.subject.value for q in quads if getattr(q.object, "value", "") == f"{ELM}Qualification"}
    assert exported == {iri}


def test_several_are_exported_together(client):
    """A tool that gathers qualifications needs one request."""
    text = client.get("/api/v1/export/elm?of=BK-0117-2&of=BK-0024-3&format=ntriples").text
    assert text.count(f"<{ELM}Qualification>") == 2


def test_a_client_that_has_it_gets_no_copy(client):
    """The tag of an export is good until something changes."""
    address = "/api/v1/export/elm?of=BK-0117-2&on=2026-09-15"
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/export/elm", 400),
        ("/api/v1/export/elm?of=BK-0117-2&when=now", 400),
        ("/api/v1/export/elm?of=BK-0117-2&on=2026-02-30", 400),
        ("/api/v1/export/elm?of=nothing-like-this", 404),
        ("/api/v1/export/elm?of=S-93", 404),
        ("/api/v1/export/elm?of=BK-0117-2&format=csv", 406),
        ("/api/v1/export/elm?" + "&".join(["of=BK-0117-2"] * 21), 400),
    ],
)
def test_what_cannot_be_exported_is_told(client, is_problem, address, status):
    """No name, a misspelt parameter, an impossible day, an unknown thing, a form that is not offered, too many."""
    is_problem(client.get(address), status)
