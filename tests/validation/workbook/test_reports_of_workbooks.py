"""The forms of a report for programs, when the document is a workbook."""

import json

import pytest

from leerweg.validation.reports import write_reports


@pytest.fixture
def results(sound):
    """The SARIF results on a workbook with a bad day and a sheet of somebody's own."""
    sound.put("Trajecten", Startdatum="30 februari 2026")
    sound.book.create_sheet("Onze notities")["A1"] = "vraag Hasselt"
    (run,) = json.loads(write_reports([sound.report()], "sarif", "nl"))["runs"]
    return {result["ruleId"]: result for result in run["results"]}


def test_a_sarif_result_names_the_cell(results):
    """Sheet, row and column stand in the location as SARIF has room for it, and as spreadsheets write it."""
    (location,) = results["T3"]["locations"]
    thing, cell = location["logicalLocations"]
    assert thing["kind"] == "object"
    assert cell == {"name": "S5", "fullyQualifiedName": "Trajecten!S5", "kind": "cell"}
    assert location["message"]["text"] == "blad Trajecten, rij 5, kolom Startdatum (S5)"
    assert location["properties"] == {"sheet": "Trajecten", "row": 5, "column": "S", "title": "Startdatum"}
    assert "region" not in location["physicalLocation"]


def test_a_sarif_result_names_a_whole_sheet(results):
    """What is about no single cell names the sheet, in quotes where it has blanks."""
    (location,) = results["T10"]["locations"]
    assert location["logicalLocations"][1] == {
        "name": "Onze notities",
        "fullyQualifiedName": "'Onze notities'",
        "kind": "sheet",
    }
