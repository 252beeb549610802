"""The form itself: every sheet and column can be understood, filled in, and judged."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from leerweg import assets
from leerweg.errors import ConfigurationError
from leerweg.namespaces import LW, RDF_TYPE, RDFS
from leerweg.validation.shapes import LANGUAGES, load_shapes
from leerweg.validation.workbook import load_form
from leerweg.validation.workbook.choices import choices_of
from leerweg.validation.workbook.filling import fill

CASES = Path(__file__).parents[2] / "shapes"
DOSSIERS = sorted(file for topic in ("dossier", "progress") for file in (CASES / topic).glob("*-conforms-*.ttl"))
FORM = load_form()
COLUMNS = [
    pytest.param(sheet, column, id=column.iri.value.rpartition("#")[2])
    for sheet in FORM.sheets
    for column in sheet.columns
]


def ontology():
    return [quad for file in assets.turtle_files(assets.ontology() / "modules") for quad in ox.parse(path=str(file))]


@pytest.fixture(scope="module")
def known_terms():
    return {quad.subject for quad in ontology() if quad.predicate.value == RDFS + "label"}


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_a_column_is_explained_in_three_languages(sheet, column):
    """No column goes without name and explanation in Dutch, French and English."""
    for words in (column.names, column.descriptions, column.band):
        assert tuple(words) == LANGUAGES
        assert all(words.values())


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_a_column_states_what_the_ontology_knows(sheet, column, known_terms):
    """Nobody fills in a property, class or code that the graph has no word for."""
    terms = [column.path, sheet.target, *column.choices, *(way.target for way in column.ways)]
    assert {term for term in terms if term.value.startswith(LW)} <= known_terms
    assert not column.code_list or choices_of(column)


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_a_column_says_how_its_cells_are_written(sheet, column):
    """Each column is a text, a literal, a choice or a reference, and exactly one of these."""
    kinds = [bool(column.language or column.datatype), bool(column.code_list or column.choices), bool(column.ways)]
    assert kinds.count(True) == 1
    for way in column.ways:
        assert FORM.sheet_of(way.target) or (way.key_type and way.pattern)


@pytest.mark.parametrize("sheet", FORM.sheets, ids=lambda sheet: sheet.names["en"])
def test_a_sheet_can_be_told_from_the_others(sheet):
    """Names fit a tab and are unique; no two columns of a sheet state the same or are called the same."""
    for language in LANGUAGES:
        names = [each.names[language] for each in FORM.sheets]
        assert names.count(sheet.names[language]) == 1
        assert len(sheet.names[language]) <= 31
        assert sheet.about[language]
        titles = [column.names[language] for column in sheet.columns]
        assert len(set(titles)) == len(titles)
    assert len({column.key for column in sheet.columns}) == len(sheet.columns)


@pytest.mark.parametrize("sheet", FORM.sheets, ids=lambda sheet: sheet.names["en"])
def test_a_key_is_made_of_sheets_that_come_before(sheet):
    """A row whose key follows from other rows stands in a sheet after theirs, so its key is known when it is needed."""
    for column in sheet.key_from:
        for way in column.ways:
            source = FORM.sheet_of(way.target)
            assert source is None or FORM.sheets.index(source) < FORM.sheets.index(sheet)


@pytest.mark.parametrize("file", DOSSIERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_all_that_a_sound_dossier_states_has_a_cell(file, identifiers):
    """Whatever the rules of a dossier ask for, and those of one that runs, can be filled in."""
    triples = [quad.triple for quad in ox.parse(path=str(file), base_iri="http://example.org/case")]
    kinds = [(triple.subject, triple.object) for triple in triples if triple.predicate == RDF_TYPE]
    own = {subject for subject, kind in kinds if any(sheet.holds((kind,)) for sheet in FORM.sheets)}
    rest = fill(FORM, triples, identifiers, "nl").rest
    assert [str(triple) for triple in rest if triple.subject in own] == []


def test_no_sheet_has_room_for_a_name_of_a_person():
    """The learner and the mentor are keys; what is called a name is that of a thing."""
    named = {
        sheet.names["en"]
        for sheet in FORM.sheets
        for column in sheet.columns
        if column.path.value.endswith("prefLabel")
    }
    assert named == {"Trajectories", "Learning activities", "Class councils"}


def test_the_form_judges_nothing():
    """The shapes of a form have no rule number, so they are in no profile."""
    own = {column.iri.value for sheet in FORM.sheets for column in sheet.columns} | {s.iri.value for s in FORM.sheets}
    for profile in ("publishing", "running"):
        assert own.isdisjoint(load_shapes(profile).shapes)


def test_an_unknown_form_is_told_so():
    """Who asks for a form that is not there reads which there are."""
    with pytest.raises(ConfigurationError) as told:
        load_form("holiday")
    assert "trajectory" in told.value.remedy
