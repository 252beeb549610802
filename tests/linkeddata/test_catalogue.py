"""The catalogue of questions: each file described in three languages, and with a case that two engines answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse

from leerweg.coverage.asking import catalogue as main_questions
from leerweg.errors import MalformedInputError, UnknownTermError
from leerweg.linkeddata import Catalogue, guard_query
from leerweg.linkeddata.catalogue import own_questions, read_entries
from leerweg.linkeddata.catalogue.entries import LANGUAGES, column_names

CASES = Path(__file__).parent / "catalogue"
TODAY = date(2026, 10, 1)
BASE = "http://127.0.0.1:8000/"
ALL = read_entries([*own_questions(), *main_questions()])
OWN = read_entries(own_questions())
CATALOGUE = Catalogue.of(own_questions(), BASE, lambda text, _kind: text)


@dataclass(frozen=True)
class Asked:
    """One time that a case asks its question: what is given, and the rows that come back."""

    name: str
    given: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


def read_case(file: Path) -> Iterator[Asked]:
    """After `# given: name=value …` each comment is a row: the last part of an IRI, or a value."""
    blocks = re.split(r"^# given:", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for block in blocks:
        first, *others = block.splitlines()
        rows = tuple(tuple(line[2:].split(",")) for line in others if line.startswith("# "))
        yield Asked(file.stem, tuple(tuple(pair.split("=", 1)) for pair in first.split()), rows)


ASKED = [
    pytest.param(asked, id=f"{asked.name}-{number}")
    for file in sorted(CASES.glob("*.ttl"))
    for number, asked in enumerate(read_case(file), 1)
]


def plain(term: object) -> str:
    """A value or the last part of an IRI; numbers as short as they can be, to four decimals."""
    if term is None:
        return ""
    text = str(getattr(term, "value", term))  # rdflib's terms have values of Python: True, 8.5
    if text in ("True", "False"):
        return text.lower()
    if text.startswith("http"):
        return re.split(r"[/#]", text)[-1]
    try:
        return f"{round(Decimal(text), 4).normalize():f}"
    except InvalidOperation:
        return text


def query_of(asked: Asked) -> str:
    return CATALOGUE.query(CATALOGUE.entry(asked.name), asked.given, today=TODAY, language="en")


def test_every_question_has_a_case():
    """No question is shown that was never seen to answer."""
    assert sorted(file.stem for file in CASES.glob("*.ttl")) == sorted(entry.name for entry in OWN)
    assert all(list(read_case(file)) for file in CASES.glob("*.ttl"))


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_answers_its_case(asked):
    """The rows that the case tells, in that order; the columns are those that the entry announces."""
    store = Store()
    store.extend(parse(path=str(CASES / f"{asked.name}.ttl"), format=RdfFormat.TURTLE))
    solutions = store.query(query_of(asked))

    assert tuple(variable.value for variable in solutions.variables) == CATALOGUE.entry(asked.name).columns
    assert tuple(tuple(plain(term) for term in row) for row in solutions) == asked.rows


@pytest.mark.parametrize("asked", ASKED)
def test_another_engine_answers_the_same(asked):
    """The files are plain SPARQL 1.1: rdflib, an engine that shares nothing with ours, gives the same rows."""
    graph = rdflib.Graph()
    graph.parse(CASES / f"{asked.name}.ttl")
    rows = [tuple(plain(term) for term in row) for row in graph.query(query_of(asked))]
    assert sorted(rows) == sorted(asked.rows)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)
def test_a_question_is_described_in_every_language(entry):
    """Summary, note, parameters and columns are told in Dutch, English and French; each parameter has an example."""
    assert set(entry.summaries) == set(LANGUAGES)
    assert all(summary.endswith(".") for summary in entry.summaries.values())
    assert set(entry.notes) in (set(), set(LANGUAGES))
    assert {parameter.name for parameter in entry.parameters} == set(entry.question.slots)
    for parameter in entry.parameters:
        assert set(parameter.meanings) == set(LANGUAGES), parameter.name
        assert parameter.example
        assert not parameter.choices or parameter.example in parameter.choices
    assert entry.columns
    for column in entry.columns:
        assert set(column_names()[column]) == set(LANGUAGES), column


def test_every_column_name_is_used():
    """The list of column names holds no leftovers."""
    assert set(column_names()) == {column for entry in ALL for column in entry.columns}


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)
def test_a_question_runs_as_it_lies(entry):
    """The file is ordered SPARQL that the public endpoint takes, before and after it is filled in."""
    assert "ORDER BY" in entry.question.text
    assert list(Store().query(guard_query(entry.question.text).text)) == []
    assert list(Store().query(guard_query(Catalogue((entry,), BASE, str).example(entry)).text)) == []


def test_main_questions_are_in_the_catalogue():
    """One list holds what the service is for and what is asked besides."""
    main = {"find_workplaces", "list_teachable_competences", "count_workplace_coverage", "count_regional_coverage"}
    assert {entry.name for entry in ALL} - {entry.name for entry in OWN} == main | {"list_gaps"}


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("list_mandates", [("onn", "2026-10-01")], "no parameter 'onn'"),
        ("list_mandates", [("on", "1 October")], "no date"),
        ("list_mandates", [("on", "2026-02-30")], "no such day"),
        ("list_mandates", [("on", "2026-10-01"), ("on", "2026-10-02")], "more than once"),
        ("list_mandates", [("language", "de")], "cannot be 'de'"),
        ("list_mandates", [("body", "some body")], "no IRI"),
        ("list_mandates", [("body", "http://example.org/a b")], "no IRI"),
        ("list_mandates", [("body", "javascript:alert(1)")], "no IRI"),
        ("list_mandates", [("body", "http://example.org/" + "a" * 500)], "longer than 500"),
        ("find_competent_bodies", [], "must be given"),
        ("find_competent_bodies", [("site", " ")], "must be given"),
    ],
)
def test_what_cannot_be_is_refused_in_words(name, given, told):
    """A parameter that is unknown, missing or impossible is named, and how to write it."""
    with pytest.raises(MalformedInputError, match=told) as refused:
        CATALOGUE.query(CATALOGUE.entry(name), given, today=TODAY, language="nl")
    assert refused.value.where.startswith("parameter ")
    assert refused.value.remedy


def test_a_name_that_is_no_question():
    """A misspelt name is told, with where to look."""
    with pytest.raises(UnknownTermError, match="list_mandate'"):
        CATALOGUE.entry("list_mandate")


def test_a_thing_can_be_given_in_short_and_more_than_once():
    """From `id/` on, with a prefix of ours, or whole; several are several."""
    entry = CATALOGUE.entry("list_rules")
    given = [("class", "lw:Agreement"), ("class", "id/organisation/1"), ("class", "http://example.org/x")]
    query = CATALOGUE.query(entry, given, today=TODAY, language="fr")
    terms = f"<https://w3id.org/leerweg/ns#Agreement> <{BASE}id/organisation/1> <http://example.org/x>"
    assert f"VALUES ?class {{ {terms} }}" in query
    assert 'VALUES ?language { "fr" }' in query


def test_a_day_left_out_is_today_and_only_where_it_is_asked_about():
    """`on` is today; the ends of a period stay open."""
    on = CATALOGUE.query(CATALOGUE.entry("list_numbers_in_force"), [], today=TODAY, language="nl")
    assert 'VALUES ?on { "2026-10-01"' in on
    period = CATALOGUE.query(CATALOGUE.entry("compare_work_component_days"), [], today=TODAY, language="nl")
    assert "VALUES ?since { UNDEF }" in period


def test_a_value_never_becomes_syntax():
    """What looks like SPARQL is no IRI, and a name that is found is bound as a term."""
    hostile = "http://example.org/> } UNION { ?s ?p ?o } #"
    with pytest.raises(MalformedInputError, match="no IRI"):
        CATALOGUE.query(CATALOGUE.entry("list_mandates"), [("body", hostile)], today=TODAY, language="nl")
