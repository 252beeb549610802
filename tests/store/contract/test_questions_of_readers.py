"""Questions give the same answers on every adapter, and wrong ones the same errors."""

import pytest
from pyoxigraph import Literal, NamedNode

from leerweg.errors import QueryRefusedError
from leerweg.store import load_question

XSD = "http://www.w3.org/2001/XMLSchema#"

AWKWARD = [
    Literal("Brasserie Bézier · コンピテンス · 🍞"),
    Literal("keuken", language="nl"),
    Literal("cuisine", language="fr"),
    Literal('a "quoted" word, a \\ backslash and \\" both'),
    Literal("line one\nline two\r\n\ttabbed"),
    Literal("not an escape: \\u0041 \\n \\U0001F35E"),
    Literal("VALUES ?graph { UNDEF } and VALUES (?subject ?predicate ?object) { (UNDEF UNDEF UNDEF) }"),
    Literal("} ; DROP ALL # not syntax"),
    Literal("'''\"\"\""),
    Literal(""),
    Literal("2026-09-01", datatype=NamedNode(XSD + "date")),
    Literal("28.5", datatype=NamedNode(XSD + "decimal")),
    Literal(True),
    Literal(7),
    Literal("POINT(4 51)", datatype=NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")),
]


@pytest.mark.parametrize("where", ["the data", "the catalogue"])
def test_every_literal_survives(store, change, fact, facts, where):
    """Unicode, languages, types, newlines and quotes come back as they went in."""
    triples = [fact(f"t{number:02}", term) for number, term in enumerate(AWKWARD)]
    store.publish(change("a-1", triples) if where == "the data" else change("a-1", [], states=tuple(triples)))
    assert [row[2] for row in facts()] == AWKWARD


def test_slots_take_terms_and_nothing_else(store, change, fact, tmp_path):
    """A bound question gives the rows of those terms; an open slot gives all; a hostile literal is only a literal."""
    store.publish(change("a-1", [fact(f"t{number:02}", term) for number, term in enumerate(AWKWARD)]))
    file = tmp_path / "find_things.rq"
    file.write_text(
        "#+ summary: Things that say something.\n"
        "SELECT ?thing ?said WHERE {\n  VALUES ?said { UNDEF }\n  ?thing <http://example.org/says> ?said .\n"
        "  FILTER (STRSTARTS(STR(?thing), 'http://example.org/'))\n} ORDER BY ?thing\n"
    )
    question = load_question(file)
    with store.reader() as reader:
        assert len(list(reader.select(question.bind()))) == len(AWKWARD)
        for number, term in enumerate(AWKWARD):
            rows = list(reader.select(question.bind(said=term)))
            assert [row["thing"] for row in rows] == [fact(f"t{number:02}").subject]
        several = list(reader.select(question.bind(said=AWKWARD[1:3])))
        assert [row["said"] for row in several] == AWKWARD[1:3]


def test_select_with_unbound_variables(store, change, fact):
    """A variable without a value is None in the row."""
    store.publish(change("a-1", [fact("a", 1), fact("b", 2), fact("b", "more", "adds")]))
    query = """SELECT ?s ?more WHERE { ?s <http://example.org/says> ?n
               OPTIONAL { ?s <http://example.org/adds> ?more } } ORDER BY ?n"""
    with store.reader() as reader:
        rows = reader.select(query)
        assert rows.variables == ("s", "more")
        assert [row["more"] for row in rows] == [None, Literal("more")]


def test_ask_and_construct(store, change, fact):
    """Yes-or-no questions and graphs of triples work on each adapter."""
    triples = [fact("a", term) for term in AWKWARD]
    store.publish(change("a-1", triples))
    with store.reader() as reader:
        assert reader.ask("ASK { <http://example.org/a> ?p ?o }") is True
        assert reader.ask("ASK { <http://example.org/nothing> ?p ?o }") is False
        given = reader.construct(
            "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { <http://example.org/a> } ?s ?p ?o } ORDER BY ?o"
        )
        assert set(given) == set(triples)
        assert set(reader.construct("DESCRIBE <http://example.org/a>")) == set(triples)


def _answer(reader, form, query):
    answer = getattr(reader, form)(query)
    return list(answer) if form == "construct" else answer


@pytest.mark.parametrize("form", ["select", "ask", "construct"])
@pytest.mark.parametrize("query", ["SELEC * WHERE { ?s ?p ?o }", "SELECT * WHERE { ?s ?p ", "", "DROP ALL", "# only"])
def test_what_is_no_query_is_refused(store, form, query):
    """A syntax error, an update or nothing at all is refused with what is wrong and how to mend it."""
    with store.reader() as reader, pytest.raises(QueryRefusedError) as refused:
        _answer(reader, form, query)
    assert refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ("select", "ASK { ?s ?p ?o }"),
        ("select", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        ("ask", "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s"),
        ("ask", "DESCRIBE <http://example.org/a>"),
        ("construct", "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s"),
        ("construct", "ASK { ?s ?p ?o }"),
    ],
)
def test_the_wrong_form_is_refused(store, form, query):
    """Asking for rows with a question for triples (and so on) is a mistake in the question, not of the store."""
    with store.reader() as reader, pytest.raises(QueryRefusedError, match="another kind of answer"):
        _answer(reader, form, query)
