"""Every question as it lies in its file: described, plain SPARQL, in a fixed order, used, and in the reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store
from rdflib.plugins.sparql import prepareQuery
from tests.coverage.worlds import day

from leerweg.coverage.asking import catalogue, question, xsd_date
from leerweg.coverage.questions_reference import parameters_of, render_questions
from leerweg.model.answers import Basis

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "questions.md"
NAMES = [item.name for item in catalogue()]


def test_the_page_is_fresh():
    """Whoever reads the page reads the questions of this version; the page says how to write it anew."""
    assert render_questions() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_asks(name):
    """Each file has a summary of one sentence and a line for each of its parameters, and for nothing else."""
    item = question(name)
    assert item.header["summary"].endswith(".")
    assert set(parameters_of(item)) == set(item.slots)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_runs_as_it_lies(name):
    """The file is valid SPARQL before anything is bound, on Oxigraph and on rdflib, and states its order."""
    text = question(name).text
    assert "ORDER BY" in text
    prepareQuery(text)
    assert list(Store().query(text)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_an_asker(name):
    """No file lies about unused: code of the product asks it."""
    asked = f'question("{name}")'
    code = (ROOT / "service" / "leerweg").rglob("*.py")
    assert any(asked in file.read_text(encoding="utf-8") for file in code)


@pytest.mark.parametrize("name", NAMES)
def test_a_term_never_becomes_syntax(name, region):
    """Values that look like SPARQL are values: the question answers, with nothing."""
    hostile = Literal('"} UNION { ?s ?p ?o } # VALUES ?on { UNDEF }')
    item = question(name)
    odd = NamedNode("http://example.org/UNDEF%7D%20VALUES")
    values = {slot: hostile if slot == "basis" else xsd_date(day(0)) if slot == "on" else odd for slot in item.slots}
    with region.store.reader() as reader:
        rows = list(reader.select(item.bind(**values)))
    assert rows == []


def test_the_levels_of_the_files_are_those_of_the_model():
    """The three words for how much must be known are the same everywhere."""
    for item in catalogue():
        if "basis" in item.slots:
            assert all(f'"{basis.value}"' in item.text for basis in Basis)
