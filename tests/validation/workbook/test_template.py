"""The workbook that people open."""

import io
import zipfile

import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from leerweg.errors import InputTooLargeError
from leerweg.namespaces import RDF_TYPE, lw
from leerweg.validation.shapes import LANGUAGES
from leerweg.validation.workbook import load_form, write_workbook
from leerweg.validation.workbook.choices import choices_of

FORM = load_form()


@pytest.fixture(params=LANGUAGES)
def opened(request, identifiers):
    """The language, and the empty workbook in it."""
    return request.param, openpyxl.load_workbook(io.BytesIO(write_workbook(request.param, identifiers)))


def test_it_explains_itself_first(opened):
    """The first sheet says in plain words what to do, and what each sheet is about."""
    language, book = opened
    words = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert all(sheet.about[language] in words for sheet in FORM.sheets)
    assert "●" in words
    assert "○" in words


def test_there_is_a_sheet_for_each_kind_of_thing(opened):
    """Tabs have names in the language; the list of choices and the empty sheet of statements are out of the way."""
    language, book = opened
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert visible[1:] == [sheet.names[language] for sheet in FORM.sheets]
    assert len(book.worksheets) == len(visible) + 2


def test_required_columns_are_marked_by_colour_and_by_sign(opened):
    """Who sees no colours sees the sign."""
    language, book = opened
    colours = {}
    for sheet in FORM.sheets:
        for at, column in enumerate(sheet.columns, start=2):
            cell = book[sheet.names[language]].cell(3, at)
            mark = "●" if column.required else "○" if column.awaited else ""
            assert cell.value == f"{column.names[language]} {mark}".strip()
            colours.setdefault(mark, set()).add(cell.fill.fgColor.rgb)
            assert cell.font.color.rgb == "FFFFFFFF"
    assert all(len(found) == 1 for found in colours.values())
    assert len(set().union(*colours.values())) == 3


def test_the_first_row_is_hidden_and_tells_machines_what_is_what(opened):
    """The stable key of a column is its property; people do not see it."""
    language, book = opened
    for sheet in FORM.sheets:
        worksheet = book[sheet.names[language]]
        assert worksheet.row_dimensions[1].hidden
        keys = [cell.value for cell in worksheet[1]]
        assert keys == [sheet.iri.value, *(column.key for column in sheet.columns)]
        assert worksheet.freeze_panes == "B5"


def test_cells_are_chosen_from_lists(opened):
    """A code list, yes and no, and the keys of another sheet are offered in a drop-down, in the language."""
    language, book = opened
    for sheet in FORM.sheets:
        worksheet = book[sheet.names[language]]
        offered = {}
        for rule in worksheet.data_validations.dataValidation:
            for spot in str(rule.sqref).split():
                offered[spot.partition(":")[0].rstrip("0123456789")] = rule
        for at, column in enumerate(sheet.columns, start=2):
            if choices := choices_of(column):
                rule = offered[openpyxl.utils.get_column_letter(at)]
                name, _, cells = rule.formula1.replace("$", "").partition("!")
                found = [row[0].value for row in book[name.strip("'=")][cells]]
                assert found == [choice.names[language] for choice in choices]


def test_nothing_becomes_a_formula(identifiers):
    """Text that begins as a formula does is text in the file, and stays text when somebody edits the cell."""
    trajectory = identifiers.of("trajectory", "T1")
    name = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    evil = '=HYPERLINK("http://evil.example","klik")'
    triples = [Triple(trajectory, RDF_TYPE, lw("Trajectory")), Triple(trajectory, name, Literal(evil, language="nl"))]
    content = write_workbook("nl", identifiers, triples)
    cell = openpyxl.load_workbook(io.BytesIO(content))["Trajecten"]["C5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (evil, "s", True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            assert b"<f>" not in archive.read(part)


def test_the_same_workbook_is_made_twice(identifiers):
    """A template has no time or place in it: two downloads are byte for byte the same."""
    assert write_workbook("fr", identifiers) == write_workbook("fr", identifiers)


def test_a_text_that_no_cell_can_hold_is_refused(identifiers):
    """Nothing is cut off in silence."""
    long = Literal("x" * 40_000, language="nl")
    triple = Triple(identifiers.of("trajectory", "T1"), NamedNode("http://purl.org/dc/terms/description"), long)
    with pytest.raises(InputTooLargeError, match="32,767"):
        write_workbook("nl", identifiers, [triple])
