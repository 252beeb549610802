"""The SPARQL protocol: its three ways to ask, its forms, and what it refuses."""

import threading
import time

import httpx
import pytest

ONE = "SELECT ?s { ?s a <https://w3id.org/leerweg/ns#RealWorkplace> } ORDER BY ?s LIMIT 1"
GRAPH = "CONSTRUCT WHERE { ?s <http://www.w3.org/ns/org#siteOf> ?c } LIMIT 3"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_the_three_ways_to_ask_agree(client):
    """By address, by form and with the query as the body: one answer."""
    ways = [
        client.get("/sparql", params={"query": ONE}),
        client.post("/sparql", data={"query": ONE}),
        client.post("/sparql", content=ONE, headers={"Content-Type": "application/sparql-query"}),
    ]
    for answer in ways:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.headers["x-leerweg-truncated"] == "false"
    assert len({answer.content for answer in ways}) == 1


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        *((ONE, media_type) for media_type in (
            "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
            "text/tab-separated-values", "application/json", "application/xml",
        )),
        *((GRAPH, media_type) for media_type in (
            "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml",
        )),
    ],
)  # fmt: skip
def test_the_form_is_the_one_asked_for(client, query, media_type):
    """A client gets the type it names, by header or in the address."""
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    named = client.post("/sparql", data={"query": query, "format": media_type}, headers={"Accept": "image/png"})
    assert named.headers["content-type"].partition(";")[0] == media_type


def test_tables_for_spreadsheets_are_downloads(client):
    """A browser never opens a table of strangers' text as a page."""
    answer = client.get("/sparql", params={"query": ONE, "format": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_table_is_not_given_as_a_graph(client, is_problem):
    """SELECT has no Turtle; the refusal lists what there is."""
    answer = client.get("/sparql", params={"query": ONE}, headers={"Accept": "text/turtle"})
    assert "text/csv" in is_problem(answer, 406)["remedy"]


def test_a_long_answer_is_cut_and_says_so(client):
    """More rows than the limit: the header tells."""
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": "tsv"})
    assert answer.headers["x-leerweg-truncated"] == "true"
    assert answer.content.count(b"\n") == 5_001


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT *\n{ ?s ?p }", "line 2, column 10"),
        ("SELECT * {\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "line 2, column 2"),
        ("LOAD <http://127.0.0.1:1/>", "line 1, column 1"),
        ("DELETE WHERE { ?s ?p ?o }", "line 1, column 1"),
        ("{" * 2_265 + "}" * 2_265, "line 1, column 65"),
        ("SELECT * { ?s ?p '" + "x" * 40_000 + "' }", ""),
        ("", "parameter query"),
    ],
)
def test_what_is_refused_is_refused_in_words(client, is_problem, query, where):
    """Syntax errors, calls, updates and oversize get 400 with the place."""
    problem = is_problem(client.post("/sparql", data={"query": query}), 400)
    assert problem["where"] == where
    assert problem["remedy"]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "no query"),
        ({"query": [ONE, ONE]}, "more than one"),
        ({"update": "CLEAR ALL"}, "only answers"),
        ({"query": ONE, "default-graph-uri": "http://x/"}, "cannot be chosen"),
    ],
)
def test_parameters_that_would_be_ignored_are_refused(client, is_problem, parameters, said):
    """Nothing that a client asks for is quietly left out."""
    assert said in is_problem(client.get("/sparql", params=parameters), 400)["detail"]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 400),
        (b"ASK {}", {"Content-Type": "text/plain"}, 415),
        (b"ASK {}", {}, 415),
        (b"\x1f\x8b", {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}, 415),
        (b"ASK { ?s ?p '\xff' }", {"Content-Type": "application/sparql-query"}, 400),
        (b"query=%FF", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        (b"x" * 200_000, {"Content-Type": "application/sparql-query"}, 413),
    ],
)
def test_bodies_that_are_no_query_are_refused(client, is_problem, content, headers, status):
    """Updates, other types, compression, other encodings and floods have each their status."""
    is_problem(client.post("/sparql", content=content, headers=headers), status)


def test_the_methods_are_told(client, is_problem):
    """OPTIONS says what can be done here; HEAD answers without a body; others are refused."""
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    head = client.head("/sparql", params={"query": ONE})
    assert head.status_code == 200
    assert head.content == b""
    assert client.delete("/sparql").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    is_problem(client.put("/sparql", content=b"x"), 405)


def test_work_without_end_is_stopped_and_keeps_nobody_waiting(client, is_problem):
    """Queries that would run for ever get 503 within their limit; other questions are answered meanwhile."""
    answers, started = [], time.perf_counter()

    def ask(query):
        with httpx.Client(base_url=client.base_url, timeout=30) as own:
            answer = own.get("/sparql", params={"query": query})
            answers.append((answer, time.perf_counter() - started))

    threads = [threading.Thread(target=ask, args=(query,)) for query in (HUGE, COUNT)]
    for thread in threads:
        thread.start()
    waits = []
    while any(thread.is_alive() for thread in threads):
        before = time.perf_counter()
        assert client.get("/api/v1/gaps", params={"of": "BK-0117-2", "on": "2026-09-15"}).status_code == 200
        waits.append(time.perf_counter() - before)
        time.sleep(0.05)
    for answer, seconds in answers:
        is_problem(answer, 503)
        assert answer.headers["retry-after"]
        assert seconds < 2 + 1
    assert max(waits) < 1
    assert len(waits) > 5


def test_a_crowd_is_turned_away_and_the_service_lives(client):
    """When very many ask at once some are told to come back, at once; the rest of the service does not notice."""
    statuses = []

    def ask():
        with httpx.Client(base_url=client.base_url, timeout=60) as own:
            statuses.append(own.get("/sparql", params={"query": ONE}).status_code)

    threads = [threading.Thread(target=ask) for _ in range(40)]
    for thread in threads:
        thread.start()
    assert client.get("/health").status_code == 200
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    assert 503 in statuses
