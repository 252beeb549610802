"""Workbooks over HTTP."""

import io

import openpyxl
import pytest

from leerweg.namespaces import Identifiers
from leerweg.validation.workbook import example_triples, write_workbook

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def workbook():
    """The example trajectory in a workbook."""
    identifiers = Identifiers("http://127.0.0.1:8000/")
    return write_workbook("nl", identifiers, example_triples(identifiers))


def test_a_workbook_is_posted_like_any_document(client, workbook):
    """The media type tells what it is; what conforms in RDF conforms here."""
    answer = client.post("/api/v1/validate?profile=draft", content=workbook, headers={"content-type": TYPE})
    assert (answer.status_code, answer.json()["conforms"]) == (200, True)


def test_a_finding_has_its_cell(client, workbook):
    """A program reads sheet, row and column as members of their own."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book["Trajecten"]["S5"] = "30 februari"
    stream = io.BytesIO()
    book.save(stream)
    answer = client.post("/api/v1/validate?profile=draft", files={"file": ("plan.xlsx", stream.getvalue())})
    assert answer.status_code == 422
    (finding,) = [finding for finding in answer.json()["findings"] if finding["rule"] == "T3"]
    assert finding["where"] == "plan.xlsx, sheet Trajecten, row 5, column Startdatum (S5)"
    assert finding["cell"] == {"sheet": "Trajecten", "row": 5, "column": "S", "title": "Startdatum"}
    assert finding["line"] == 0


def test_the_description_of_the_interface_names_workbooks(client):
    """Whoever reads /openapi.json sees that a spreadsheet is welcome."""
    body = client.get("/openapi.json").json()["paths"]["/api/v1/validate"]["post"]["requestBody"]["content"]
    assert TYPE in body
