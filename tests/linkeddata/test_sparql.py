"""Strangers' queries: answered within their limits, or refused in words; never at the cost of others."""

import http.server
import json
import threading
import time

import pytest
from pyoxigraph import Literal, QueryResultsFormat, RdfFormat, parse, parse_query_results

from leerweg.errors import QueryRefusedError, StoreError, WorkLimitError
from leerweg.linkeddata import GuardedQuery, QueryLimits, guard_query, run_query
from leerweg.linkeddata.negotiation import GRAPH_TYPES, RESULT_TYPES
from leerweg.linkeddata.sparql import answer_query

JSON, TSV = RESULT_TYPES[0], "text/tab-separated-values"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"


@pytest.fixture
def run(region):
    """Run a query on the example region."""

    def run(query, media_type=JSON, **limits):
        return run_query(region.store.checkpoint(), guard_query(query), media_type, QueryLimits(**limits))

    return run


def bindings(answer):
    return json.loads(answer.content)["results"]["bindings"]


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_a_table_says_the_same_in_every_form(run, media_type):
    """Three rows are three rows as JSON, XML, CSV and TSV."""
    query = 'SELECT ?x ?y { VALUES (?x ?y) { (1 "a\\tb\\n\\"c\\"") (<http://x/y> UNDEF) (true "é"@nl) } } ORDER BY ?x'
    answer = run(query, media_type)
    assert not answer.truncated
    assert answer.media_type == media_type
    if media_type == "text/csv":
        assert answer.content.splitlines()[0] == b"x,y"
        return
    known = {"application/json": QueryResultsFormat.JSON, "application/xml": QueryResultsFormat.XML}
    read = parse_query_results(answer.content, known.get(media_type) or QueryResultsFormat.from_media_type(media_type))
    rows = [(row["x"], row["y"]) for row in read]
    assert len(rows) == 3
    assert {row[1] for row in rows} == {Literal('a\tb\n"c"'), None, Literal("é", language="nl")}


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_yes_and_no_in_every_form(run, media_type):
    """ASK has an answer in each form too."""
    assert b"true" in run("ASK { ?s a ?c }", media_type).content
    assert b"false" in run("ASK { ?s a <http://x/nothing> }", media_type).content


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_graphs_in_every_form(run, region, spaak, media_type):
    """CONSTRUCT and DESCRIBE give RDF."""
    answer = run(f"DESCRIBE <{spaak}>", media_type)
    triples = [quad.triple for quad in parse(answer.content, RdfFormat.from_media_type(media_type))]
    with region.store.reader() as reader:
        assert set(triples) == set(reader.construct(f"DESCRIBE <{spaak}>"))


def test_a_question_without_columns_keeps_its_rows(run):
    """The one empty row of the empty pattern is not lost."""
    assert bindings(run("SELECT * { }")) == [{}]


@pytest.mark.parametrize("media_type", [JSON, TSV, "text/csv"])
def test_too_many_rows_are_cut_and_it_is_said(run, media_type):
    """A long answer stops at the limit and says so; exactly the limit is not truncated."""
    cut = run(ALL, media_type, rows=100)
    assert cut.truncated
    exact = run(ALL + " LIMIT 100", media_type, rows=100)
    assert not exact.truncated
    assert cut.content == exact.content


def test_too_many_triples_are_cut_and_it_is_said(run):
    """A long graph stops at the limit and says so."""
    answer = run("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", rows=100)
    assert answer.truncated
    assert answer.content.count(b"\n") == 100


def test_a_syntax_error_has_line_and_column(run):
    """The writer of a query sees where it breaks."""
    with pytest.raises(QueryRefusedError) as refused:
        run("SELECT *\n{ ?s ?p }")
    assert refused.value.where == "line 2, column 10"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT (STRLEN(?z) AS ?length) { BIND('0123456789' AS ?a)"
        + "".join(
            f" BIND(CONCAT(?{a},?{a},?{a},?{a}) AS ?{b})"
            for a, b in zip("abcdefghijklmn", "bcdefghijklmnz", strict=True)
        )
        + " }",
    ],
    ids=["sorting a product", "counting a product", "string bomb"],
)
def test_work_without_end_is_stopped(run, query):
    """A query that would take for ever, or all memory, ends at its limit; the next one is answered at once."""
    started = time.perf_counter()
    with pytest.raises(WorkLimitError):
        run(query, seconds=2, megabytes=600)
    assert time.perf_counter() - started < 3
    assert bindings(run("SELECT * { }")) == [{}]


def test_a_call_that_got_past_the_guard_finds_no_network(region):
    """Even an unguarded SERVICE reaches nobody: the process that runs it has no network."""
    calls = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(500)

        def do_POST(self):
            self.do_GET()

        def log_message(self, *_):
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    query = GuardedQuery(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", "SELECT")
    try:
        with pytest.raises((StoreError, WorkLimitError)):
            run_query(region.store.checkpoint(), query, JSON, QueryLimits())
        assert not calls
    finally:
        server.shutdown()
        server.server_close()


def test_a_store_that_holds_nothing_answers_nothing():
    """Before the first publication there is an empty answer, not an error."""
    assert bindings(run_query(None, guard_query(ALL), JSON, QueryLimits())) == []


def test_an_endpoint_behind_us_is_asked_through_its_reader(region):
    """Without a checkpoint the reader answers, with the same limit of rows."""
    with region.store.reader() as reader:
        answer = answer_query(reader, guard_query(ALL), JSON, 7)
    assert answer.truncated
    assert len(bindings(answer)) == 7
