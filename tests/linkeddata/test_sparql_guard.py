"""What the guard lets through, what it refuses, and that it can be neither fooled nor held up."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerweg.errors import QueryRefusedError
from leerweg.linkeddata.sparql_guard import MOST_BYTES, guard_query
from leerweg.linkeddata.sparql_tokens import tokenise

CALL = "<http://127.0.0.1:1/> {?a ?b ?c}"
QUESTIONS = sorted(Path(__file__).parents[2].glob("service/leerweg/**/*.rq"))

BYPASSES = [
    "SELECT * { SERVICE " + CALL + " }",
    "SELECT * { service silent " + CALL + " }",
    "SELECT * { SERVICE#\n" + CALL + " }",
    "SELECT * { SERVICE" + CALL + " }",
    "SELECT * { SERVICESILENT" + CALL + " }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x {?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICESILENT:x {?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { {}SERVICE:x#\n{?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p :.SERVICE:x {?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p true.SERVICE:x {?a ?b ?c} }",
    "PREFIX : <http://127.0.0.1:1/> SELECT * { ?s ?p 1e5SERVICE:x {?a ?b ?c} }",
    "SELECT * { ?s ?p 1.SERVICE " + CALL + " }",
    "SELECT * { ?s ?p trueSERVICE " + CALL + " }",
    "SELECT * { SERVICE ?x {?a ?b ?c} VALUES ?x { <http://127.0.0.1:1/> } }",
    "SELECT * { SERVIC\\u0045 " + CALL + " }",
    "SELECT * { \\U00000053ERVICE " + CALL + " }",
    'SELECT * { ?s ?p "\\u0022 . SERVICE ' + CALL + ' #" \n }',
    'SELECT * { ?s ?p "\\u005c" . SERVICE ' + CALL + ' #" \n }',
    "SELECT * { ?s ?p '''it's''' . SERVICE " + CALL + " }",
    "SELECT * { FILTER(1<1)SERVICE#>\n" + CALL + " }",
    "SELECT * { FILTER(?a<1&&'>'!='') SERVICE " + CALL + " FILTER(''='') }",
    "SELECT * { ?s <http://x/\\u0041'> ?o . SERVICE " + CALL + " FILTER(''='') }",
    "SELECT * { ?a <http://x/'> ?b SERVICE " + CALL + " ?c <http://x/'> ?d }",
]


@pytest.mark.parametrize("query", BYPASSES)
def test_no_spelling_of_a_call_passes(query):
    """A query that would call another server is refused, however it is written."""
    with pytest.raises(QueryRefusedError):
        guard_query(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("PREFIX service: <http://x/> SELECT ?service { ?s service:load ?service }", "SELECT"),
        ('SELECT * { ?s ?p "SERVICE <http://x> {}" } # SERVICE', "SELECT"),
        ("ASK { <http://x/service#load> ?p '''LOAD''' }", "ASK"),
        ("SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }", "SELECT"),
        ("select distinct ?x { ?x a <> }", "SELECT"),
        ("BASE <http://x/> DESCRIBE <thing/1>", "DESCRIBE"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ", "CONSTRUCT"),
        ("CONSTRUCT WHERE { ?s ?insert 'drop' }", "CONSTRUCT"),
        ("SELECT * FROM <http://x/> { GRAPH ?g { ?s ?p ?o } }", "SELECT"),
        ("SELECT * { ?s ?p 'naïve', \"it's\", 'a\\'b' }", "SELECT"),
        ("PREFIX é: <http://x/> SELECT * { ?sé é:e\u0301tat ?o }", "SELECT"),
        ("SELECT (1 - -1 AS ?n) { ?s (^<http://x/a>/<http://x/b>)* ?o }", "SELECT"),
    ],
)
def test_harmless_queries_pass(query, form):
    """A word is judged by where it stands: names, strings, IRIs and comments may hold anything."""
    assert guard_query(query).form == form


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_every_question_of_ours_passes(path):
    """The SPARQL behind an answer can be asked again by anyone."""
    assert guard_query(path.read_text(encoding="utf-8")).form


@pytest.mark.parametrize(
    "update",
    ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:b> <a:b> 1 }", "LOAD <http://x/>", "CLEAR ALL", "drop all",
     "COPY <a:b> TO <c:d>", "MOVE <a:b> TO <c:d>", "ADD <a:b> TO <c:d>", "CREATE GRAPH <a:b>",
     "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"],
)  # fmt: skip
def test_updates_are_refused(update):
    """Nobody changes data here."""
    with pytest.raises(QueryRefusedError):
        guard_query(update)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * " + "{" * 2_265 + "}" * 2_265, "levels of brackets"),
        ("SELECT * { ?s ?p ?o FILTER(" + "STR(" * 70 + "?o" + ")" * 71 + " }", "levels of brackets"),
        ("SELECT * { ?s ?p " + "[ ?p " * 70 + "1" + "]" * 70 + " }", "levels of brackets"),
        ("SELECT * { " + "?s ?p ?o . " * 241 + " }", "patterns"),
        ("SELECT * { ?s " + "/".join(["<a:b>"] * 250) + " ?o }", "patterns"),
        ("SELECT * { " + "VALUES ?x { 1 } " * 200 + " }", "patterns"),
        ("SELECT * { FILTER(" + "!" * 1_001 + "true) }", "operators"),
        ("SELECT * { FILTER(" + "1+" * 1_001 + "1 > 0) }", "operators"),
        ("SELECT * { ?s ?p '" + "x" * 40_000 + "' }", "larger than 32 kB"),
        ("SELECT * { ?s ?p 'open }", "not closed"),
        ("PREFIX a: <http://x/>", "no query"),
        ("", "no query"),
    ],
)
def test_queries_that_grow_too_large_are_refused(query, said):
    """Size is bounded before anything is planned, and the refusal says which bound."""
    with pytest.raises(QueryRefusedError, match=said):
        guard_query(query)


def test_a_refusal_names_line_and_column():
    """The writer of a query sees where to look."""
    with pytest.raises(QueryRefusedError) as refused:
        guard_query("SELECT *\n{ ?s ?p ?o .\n  SERVICE <http://x/> { } }")
    assert refused.value.where == "line 3, column 3"


@pytest.mark.parametrize(
    "piece", ["'''", '"""\\', "<", "<<", "a:", "?", "\\u0041", "#", "@a-", "0.", "é.", "'\\", "{("]
)
def test_the_guard_takes_linear_time(piece):
    """No text within the limit keeps the guard busy."""
    text = piece * (MOST_BYTES // len(piece.encode()))
    started = time.perf_counter()
    with contextlib.suppress(QueryRefusedError):
        guard_query(text)
    assert time.perf_counter() - started < 2


@given(st.text(alphabet="SELECTsrvic?{}<>'\"#\\u0045:.;,^|/ \n@é\x00", max_size=200))
def test_tokens_never_overlap_and_never_fail(text):
    """Any text gives tokens in order, or a refusal."""
    try:
        tokens = list(tokenise(text))
    except QueryRefusedError:
        return
    ends = [0, *(token.start + len(token.text) for token in tokens)]
    assert all(end <= token.start for end, token in zip(ends, tokens, strict=False))
