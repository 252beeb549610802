"""Between workbook and graph nothing is lost, whichever way."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leerweg import assets
from leerweg.namespaces import RDF_TYPE, XSD, Identifiers
from leerweg.validation.parsing import parse_document
from leerweg.validation.validator import judge
from leerweg.validation.workbook import load_form, write_workbook
from leerweg.validation.workbook.cells import read_cell, write_cell
from leerweg.validation.workbook.choices import choices_of
from leerweg.validation.workbook.columns import kind_of
from leerweg.validation.workbook.keys import Keys
from leerweg.validation.workbook.opening import open_workbook

BASE = "http://127.0.0.1:8000/"
IDENTIFIERS = Identifiers(BASE)
FORM = load_form()
LANGUAGES = ("nl", "fr", "en")
COLUMNS = [column for sheet in FORM.sheets for column in sheet.columns]
KINDS = ("string", "date", "time", "decimal", "integer", "boolean", "gYear")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "+32", "-5 °C", "@x", " rand ", "a\nb", "a\r\nb", "_x0041_", "ja", "24,5", "\x00", "\ufffe", "'", "T-1"]
)
keys = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
things = st.one_of(
    st.builds(IDENTIFIERS.of, st.sampled_from(sorted({sheet.key_type for sheet in FORM.sheets})), keys),
    st.builds(IDENTIFIERS.of, st.just("trajectory"), texts.filter(bool)),
    st.sampled_from([ox.NamedNode("urn:x:1"), ox.NamedNode("http://example.org/a/b#c"), ox.BlankNode("document1")]),
)
referred = st.one_of(
    things,
    st.builds(IDENTIFIERS.of, st.just("qualification"), st.sampled_from(["BK-0117-2", "bk-0117-2"])),
    st.builds(IDENTIFIERS.of, st.just("organisation"), st.sampled_from(["1998090726", "sp-bouw"])),
    st.sampled_from([choice.iri for column in COLUMNS for choice in choices_of(column)]),
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9999, max_value=9999)
lexical = st.one_of(
    texts.filter(lambda text: len(text) <= 30),
    numbers.map(str),
    st.integers(-(10**17), 10**17).map(str),
    st.dates().map(dt.date.isoformat),
    st.times().map(dt.time.isoformat),
    st.sampled_from(["true", "false", "1", "24.0", "24.00", "2026-02-30", "0.30000000000000004", "-0.0", "08:00:00Z"]),
)
exact = {"decimal", "integer"}  # a document that calls words a number is refused, in a workbook as in Turtle


def typed(text, kind):
    digits = text.strip().lstrip("+-").replace(".", "", 1)
    fits = kind not in exact or (digits.isascii() and digits.isdigit())
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind)) if fits else ox.Literal(text)


literals = st.one_of(
    st.builds(typed, lexical, st.sampled_from(KINDS)),
    st.builds(lambda text, language: ox.Literal(text, language=language), texts, st.sampled_from([*LANGUAGES, "de"])),
)
own = st.builds(
    lambda subject, column, value: ox.Triple(
        *(
            (value, column.path, subject)
            if column.inverse and not isinstance(value, ox.Literal)
            else (subject, column.path, value)
        )
    ),
    things,
    st.sampled_from(COLUMNS),
    referred | literals,
)
types = st.builds(
    lambda subject, sheet: ox.Triple(subject, RDF_TYPE, sheet.target), things, st.sampled_from(FORM.sheets)
)
other = st.builds(ox.Triple, things, st.just(ox.NamedNode("http://example.org/p")), referred | literals)


def sayable(triples):
    """Those that a document may say: it does not describe words of the vocabulary itself."""
    start = "https://w3id.org/leerweg/"
    return [TYPED, *(each for each in triples if not getattr(each.subject, "value", "").startswith(start))]


TYPED = ox.Triple(IDENTIFIERS.of("trajectory", "T-1"), RDF_TYPE, FORM.sheets[0].target)
graphs = st.lists(types | own | other, max_size=25).map(sayable)


def canonical(triples):
    """The graph, with names of nameless things that depend on what is said of them alone."""
    dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {quad.triple for quad in dataset}


def read(content):
    return parse_document(content, name="plan.xlsx", base=BASE)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs, st.sampled_from(LANGUAGES))
def test_a_graph_comes_back_from_a_workbook_as_it_was(triples, language):
    """Whatever is said of trajectories, and whatever else: the workbook says it all, and nothing more."""
    assert canonical(read(write_workbook(language, IDENTIFIERS, triples)).triples) == canonical(triples)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(COLUMNS), st.lists(referred | literals, max_size=4), st.sampled_from(LANGUAGES))
def test_a_cell_states_exactly_the_values_that_it_was_written_for(column, values, language):
    """What is told to fit a cell is what somebody reads in it, for every column of the form."""
    known = Keys(FORM, IDENTIFIERS)
    for value in values:
        if isinstance(value, ox.BlankNode):
            known.know(value)
    cell, stated = write_cell(list(dict.fromkeys(values)), column, known, language)
    assert read_cell(cell, column, known) == stated
    assert set(stated) <= set(values)


def cell_of(column, language):
    """A strategy of cells as people fill them in for a column, and as the workbook would show them."""
    kind = kind_of(column)
    words = st.from_regex(r"[A-Za-zéè=+][A-Za-z é,.?=]{0,20}[a-zé?]", fullmatch=True)
    of_kind = {
        "date": st.dates(dt.date(1900, 3, 1)),
        "time": st.times().map(lambda time: time.replace(microsecond=0)),
        "decimal": numbers.map(float),
        "integer": st.integers(-9999, 9999).map(float),
        "boolean": st.sampled_from({"nl": ["ja", "nee"], "fr": ["oui", "non"], "en": ["yes", "no"]}[language]),
        "string": words,
        "language": words,
    }
    if kind == "choice":
        one = st.sampled_from([choice.names[language] for choice in choices_of(column)])
    elif kind == "reference":
        codes = {"programme": "S-97", "qualification": "BK-0117-2", "organisation": "1998090726"}
        known = [
            codes[way.key_type]
            for way in column.ways
            if way.key_type in codes and way.pattern.fullmatch(codes[way.key_type])
        ]
        one = st.sampled_from([*known, "http://example.org/elsewhere"])
    else:
        one = of_kind[kind]
    return one if column.single else st.lists(one.map(str), min_size=1, max_size=3, unique=True).map("\n".join)


@st.composite
def filled_sheets(draw):
    """Rows of one sheet, each with a key of its own and any of its cells filled in."""
    sheet, language = draw(st.sampled_from(FORM.sheets)), draw(st.sampled_from(LANGUAGES))
    rows = []
    for key in draw(st.lists(keys, min_size=1, max_size=4, unique=True)):
        wanted = draw(st.lists(st.sampled_from(sheet.columns), unique=True))
        if sheet.type_column:  # a row without its class is of the class of the sheet, which then stands in the cell
            wanted = list(dict.fromkeys([*wanted, sheet.type_column]))
        rows.append((key, {column: draw(cell_of(column, language)) for column in wanted}))
    return sheet, language, rows


def cells_of(content, sheet):
    (found,) = [each for each in open_workbook(content, "plan.xlsx", FORM).sheets if each.sheet is sheet]
    return [
        ({0: row.cells.get(0)} | {found.columns[at]: cell for at, cell in row.cells.items() if at})
        for row in found.rows
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(filled_sheets())
def test_a_filled_workbook_comes_back_from_its_graph_with_the_same_cells(filled):
    """Somebody's typing survives the way through the graph: cell by cell, row by row, in order."""
    sheet, language, rows = filled
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(language, IDENTIFIERS)))
    worksheet = book[sheet.names[language]]
    for number, (key, cells) in enumerate(rows, start=5):
        worksheet.cell(number, 1, key)
        for column, value in cells.items():
            spot = worksheet.cell(number, sheet.columns.index(column) + 2, value)
            spot.data_type = "s" if isinstance(value, str) else spot.data_type
    stream = io.BytesIO()
    book.save(stream)
    document = read(stream.getvalue())
    again = write_workbook(language, IDENTIFIERS, document.triples)
    assert cells_of(again, sheet) == [{0: key, **cells} for key, cells in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_trajectories_come_back_whole(language):
    """Eight real programmes with 1,744 statements: every one has a cell, none is lost."""
    file = assets.data() / "example" / "trajectories.ttl"
    triples = [quad.triple for quad in ox.parse(path=str(file), base_iri=BASE)]
    content = write_workbook(language, IDENTIFIERS, triples)
    document = read(content)
    assert set(document.triples) == set(triples)
    assert document.remarks == ()
    assert write_workbook(language, IDENTIFIERS, document.triples) == content


def test_a_workbook_is_read_in_one_language_and_written_in_another():
    """Dutch choices come back in French: the graph between them has no language of its own."""
    file = assets.data() / "example" / "trajectories.ttl"
    triples = [quad.triple for quad in ox.parse(path=str(file), base_iri=BASE)]
    dutch = read(write_workbook("nl", IDENTIFIERS, triples))
    assert set(read(write_workbook("fr", IDENTIFIERS, dutch.triples)).triples) == set(triples)


def test_a_dossier_that_is_ready_to_sign_is_so_in_a_workbook():
    """A team can reach the last gate before signing in the spreadsheet alone."""
    case = Path(__file__).parents[2] / "shapes" / "dossier" / "n10-conforms-three-components.ttl"
    triples = [quad.triple for quad in ox.parse(path=str(case), base_iri="http://example.org/case")]
    stated = [triple for triple in triples if str(triple.subject).startswith("<http://example.org/id/")]
    document = read(write_workbook("nl", IDENTIFIERS, stated))
    report = judge(document, (), "ready-to-sign")
    assert report.conforms, [(finding.rule, finding.where) for finding in report.findings]
