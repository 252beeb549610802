"""What cannot have changed is not done twice, and what has changed is never kept."""

import pytest

from leerweg.bootstrap import assemble
from leerweg.settings import Settings
from leerweg.sources.shipped import read_example, read_ontology
from leerweg.store.answer_cache import AnswerCache

ADDRESSES = [
    "/api/v1/gaps?of=BK-0117-2&on=2026-09-15",
    "/api/v1/competences?q=fiets",
    "/doc/site/8998010307",
    "/sparql?query=ASK%7B%7D",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_answer_already_gets_304(client, address):
    """The tag of an answer saves sending it again, in that form and language only."""
    answer = client.get(address)
    tag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["vary"].startswith("Accept, Accept-Language")
    assert answer.headers["vary"].count("Accept-Language") == 1
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert client.get(address, headers={"If-None-Match": f'"x", {tag.removeprefix("W/")}'}).status_code == 304
    assert client.get(address, headers={"If-None-Match": tag, "Accept-Language": "fr"}).status_code == 200
    assert client.head(address, headers={"If-None-Match": tag}).status_code == 304


def test_problems_have_no_tag(client):
    """What went wrong is tried again."""
    answer = client.get("/api/v1/gaps?of=nothing")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_a_publication_changes_every_answer(tmp_path, port, serve):
    """After a publication the old tag is worthless and the answer is the new one."""
    service = assemble(Settings(store=str(tmp_path / "store"), port=port()))
    service.publisher.publish(read_ontology(service.identifiers))
    with serve(service) as client:
        before = client.get("/api/v1/competences", params={"q": "fiets"})
        assert before.json() == {"items": [], "dataVersion": 1}
        assert client.get("/api/v1/gaps", params={"of": "BK-0117-2"}).status_code == 404
        service.publisher.publish(read_example(service.identifiers))
        after = client.get(
            "/api/v1/competences", params={"q": "fiets"}, headers={"If-None-Match": before.headers["etag"]}
        )
        assert after.json()["items"]
        assert client.get("/api/v1/gaps", params={"of": "BK-0117-2"}).json()["dataVersion"] == 2
    service.store.close()


def test_an_empty_store_answers_too(tmp_path, port, serve, is_problem):
    """Before anything is published the service is ready, finds nothing, and says so."""
    service = assemble(Settings(store=str(tmp_path / "store"), port=port()))
    with serve(service) as client:
        assert client.get("/ready").json() == {"status": "ready", "dataVersion": 0, "indexed": False}
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is False
        is_problem(client.get("/api/v1/gaps", params={"of": "BK-0117-2"}), 404)
        is_problem(client.get("/doc/site/1"), 404)
    service.store.close()


def test_the_most_recent_answers_are_kept_and_no_more(region):
    """Memory is bounded: the five hundred and twelve answers asked for last."""
    cache, asked = AnswerCache(region.store, lasting=True), []
    for number in [*range(600), 599, 0]:
        cache.get(("question", number), lambda number=number: asked.append(number))
    assert asked == [*range(600), 0]


def test_nothing_is_kept_for_a_store_that_changes_by_itself(region):
    """An endpoint is asked each time."""
    cache, asked = AnswerCache(region.store, lasting=False), []
    for _ in range(2):
        cache.get("question", lambda: asked.append(1))
    assert asked == [1, 1]
