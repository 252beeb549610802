"""Pages of a list: the links lead to every item once, and never nowhere."""

import re

DAY = "2026-09-15"
LINK = re.compile(r'<([^>]*)>; rel="(\w+)"')


def links_of(answer):
    return {relation: target for target, relation in LINK.findall(answer.headers["link"])}


def test_following_next_gives_everything_once(client):
    """Whoever follows the links sees all items in order and ends at the last page."""
    whole = client.get("/api/v1/coverage", params={"of": "S-93", "on": DAY, "size": 100}).json()
    answer = client.get("/api/v1/coverage", params={"of": "S-93", "on": DAY, "size": 3})
    seen, pages = [], 1
    while True:
        seen += answer.json()["items"]
        links = links_of(answer)
        assert "first" in links
        assert "last" in links
        assert ("prev" in links) == (pages > 1)
        if "next" not in links:
            break
        answer = client.get(answer.url.join(links["next"]))
        assert answer.status_code == 200
        pages += 1
    assert seen == whole["items"]
    assert pages == -(-whole["total"] // 3) > 1
    assert answer.url.join(links["last"]) == answer.url


def test_parameters_survive_the_links(client):
    """A link asks the same question, with spaces and ampersands in it."""
    parameters = {"teaches": "Banden en wielen vervangen", "region": "Limburg", "on": DAY, "size": 1}
    answer = client.get("/api/v1/workplaces", params=parameters)
    following = client.get(answer.url.join(links_of(answer)["next"]))
    assert following.json()["asked"] == answer.json()["asked"]
    assert following.json()["page"] == 2


def test_a_page_beyond_the_last_is_not_there(client, is_problem):
    """An empty list has one page; no list has a page after its last."""
    empty = client.get("/api/v1/workplaces", params={"teaches": "bkc0050066", "region": "BE22", "on": DAY})
    assert empty.json()["items"] == []
    assert set(links_of(empty)) == {"first", "last"}
    beyond = client.get("/api/v1/coverage", params={"of": "BK-0117-2", "on": DAY, "page": 9})
    assert "the last one is" in is_problem(beyond, 404)["detail"]


def test_documents_have_pages_too(client):
    """A thing with very many references gives them page by page."""
    answer = client.get("/doc", params={"iri": "https://w3id.org/leerweg/ns#Competence"})
    links = links_of(answer)
    following = client.get(answer.url.join(links["next"]))
    assert following.status_code == 200
    assert following.content != answer.content
    assert client.get("/doc", params={"iri": "https://w3id.org/leerweg/ns#Competence", "page": 99}).status_code == 404
