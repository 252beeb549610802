"""Broken and hostile requests: each has its status and a reason a person can read, and the store stays as it was."""

from __future__ import annotations

import gzip

import pytest

TURTLE = {"Content-Type": "text/turtle"}
XML = {"Content-Type": "application/rdf+xml"}
TRIG = {"Content-Type": "application/trig"}
JSON_LD = {"Content-Type": "application/ld+json"}
QUERY = {"Content-Type": "application/sparql-query"}
TRIPLE = b"<http://e.example/a> <http://e.example/b> 1 ."
ENTITY = b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
WORKPLACES = "/api/v1/workplaces?teaches=bkc0014563"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (f"{WORKPLACES}&on=2026-02-30", 400, "no such day"),
        (f"{WORKPLACES}&size=100000", 400, "size"),
        (f"{WORKPLACES}&page=-1", 400, "page"),
        (f"{WORKPLACES}&basis=guessed", 400, "basis"),
        (f"{WORKPLACES}&region=Atlantis", 404, "Atlantis"),
        (f"{WORKPLACES}&surprise=1", 400, "surprise"),
        ("/api/v1/workplaces?teaches=%00", 404, "called"),
        ("/api/v1/workplaces?teaches=%ff%fe", 404, "called"),
        ("/api/v1/workplaces?teaches=http://e.example/%20a", 400, "IRI"),
        ("/api/v1/workplaces?teaches=" + "x" * 5_000, 400, "teaches"),
        ("/api/v1/workplaces", 400, "teaches"),
        ("/api/v1/coverage?of=elektro", 400, "more than one thing"),
        ("/doc/site/..%2f..%2f..%2fetc%2fpasswd", 404, ""),
        ("/static/..%2f..%2fsettings.py", 404, ""),
        (
            "/sparql?query=SELECT%20*%20%7B%20SERVICE%20%3Chttp%3A%2F%2F127.0.0.1%3A1%2F%3E%20%7B%7D%20%7D",
            400,
            "SERVICE",
        ),
        ("/sparql?update=CLEAR%20ALL", 400, ""),
        ("/sparql", 400, "query"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_addresses(client, unchanged, path, status, says):
    """What is asked wrongly is answered by why, as a problem document and never as a trace."""
    judge(client.get(path), status, says)


@pytest.mark.parametrize(
    ("path", "headers", "content", "status", "says"),
    [
        ("/api/v1/validate", TURTLE, b"<http://e.example/a> <http://e.example/b> ", 400, "line 1"),
        ("/api/v1/validate", TURTLE, "é".encode("utf-16"), 400, "UTF-8"),
        ("/api/v1/validate", TURTLE, b"a \x00 b", 400, ""),
        ("/api/v1/validate", XML, ENTITY, 422, "DOCTYPE"),
        ("/api/v1/validate", JSON_LD, b'{"@context": "http://127.0.0.1:1/c", "a": 1}', 422, "fetched"),
        ("/api/v1/validate", JSON_LD, b"[" * 100_000, 422, "deep"),
        ("/api/v1/validate", TRIG, b"<http://e.example/g> {" + TRIPLE + b"}", 422, "graph"),
        ("/api/v1/validate", {"Content-Type": "image/png"}, TRIPLE, 415, "format"),
        ("/api/v1/validate", {**TURTLE, "Content-Encoding": "gzip"}, gzip.compress(TRIPLE, mtime=0), 415, "compress"),
        ("/sparql", QUERY, b"DROP ALL", 400, "DROP"),
        ("/sparql", QUERY, b"\xff", 400, "UTF-8"),
        ("/sparql", QUERY, b"SELECT * " + b"{" * 9_000, 400, "brackets"),
        ("/sparql", QUERY, b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 503, "second"),
        ("/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 400, ""),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_documents_and_queries(client, unchanged, path, headers, content, status, says):
    """What is posted to break things breaks nothing, and nothing of it comes back."""
    answer = client.post(path, headers=headers, content=content)
    judge(answer, status, says)
    assert "root:" not in answer.text


def judge(answer, status, says):
    """A problem document of this status that says this, within seconds."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.headers
    problem = answer.json()
    assert problem["detail"]
    assert says in answer.text, answer.text
    assert "Traceback" not in answer.text
    assert answer.elapsed.total_seconds() < 10
