"""Workbooks made, filled in as people do, and read back."""

import io

import openpyxl
import pytest

from leerweg.namespaces import Identifiers
from leerweg.validation.parsing import parse_document
from leerweg.validation.validator import judge
from leerweg.validation.workbook import load_form, write_workbook

BASE = "http://127.0.0.1:8000/"
FIRST = 5


@pytest.fixture(scope="session")
def identifiers():
    return Identifiers(BASE)


@pytest.fixture(scope="session")
def form():
    return load_form()


@pytest.fixture(scope="session")
def empty(identifiers):
    """The empty workbook in Dutch."""
    return write_workbook("nl", identifiers)


class Book:
    """A workbook under somebody's hands: sheets and columns by the names that stand there."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def columns(self, sheet):
        """The number of each column by its name."""
        return {str(cell.value).rstrip(" ●○"): cell.column for cell in self.book[sheet][3] if cell.value}

    def letter(self, sheet, column):
        return openpyxl.utils.get_column_letter(self.columns(sheet)[column])

    def put(self, sheet, row=FIRST, **cells):
        """Type into the cells of a row; blanks in a column's name are written as _."""
        columns = self.columns(sheet)
        for name, value in cells.items():
            self.book[sheet].cell(row, columns[name.replace("_", " ")]).value = value
        return self

    @property
    def content(self):
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def read(self):
        return parse_document(self.content, name="plan.xlsx", base=BASE)

    def report(self):
        """What the rules on cells say: rule and place."""
        return judge(self.read(), (), "draft")


@pytest.fixture
def book(empty):
    return Book(empty)


@pytest.fixture
def sound(book):
    """The least that is complete: one trajectory with one component."""
    book.put(
        "Trajecten",
        Sleutel="T1",
        Naam="Fietshersteller",
        Opleiding="S-97",
        Beoogde_kwalificatie="BK-0117-2",
        Verantwoordelijke_opleidingsverstrekker="1998.090.726",
        Startdatum="2026-09-01",
    )
    return book.put("Componenten", Sleutel="T1-werk", Traject="T1", Soort_component="component werkervaring")


@pytest.fixture
def cell_findings():
    """The findings of a book on its cells: rule, cell and message in Dutch."""

    def found(book):
        return [
            (finding.rule, finding.cell.reference or finding.cell.sheet, finding.message["nl"])
            for finding in book.report().findings
            if finding.rule.startswith("T") and finding.rule != "T1"
        ]

    return found
