"""What people type: read where it can be, told cell by cell where it cannot."""

import datetime as dt

import pyoxigraph as ox
import pytest

from leerweg.errors import InputTooLargeError, MalformedInputError, UnacceptableContentError
from leerweg.namespaces import RDF_TYPE, XSD, lw, scheme
from leerweg.sources.register.template_writer import write_register_template
from leerweg.validation.parsing import Limits, parse_document

BASE = "http://127.0.0.1:8000/id/"


def stated(document, key, name, kind="trajectory"):
    subject = ox.NamedNode(f"{BASE}{kind}/{key}")
    return [t.object for t in document.triples if t.subject == subject and t.predicate == lw(name)]


def test_a_filled_workbook_is_a_graph(sound):
    """Codes and numbers become the identifiers of the graph, a row of another sheet hangs on its trajectory."""
    document = sound.read()
    assert stated(document, "T1", "ofProgramme") == [ox.NamedNode(f"{BASE}programme/S-97")]
    assert stated(document, "T1", "responsibleProvider") == [ox.NamedNode(f"{BASE}organisation/1998090726")]
    assert stated(document, "T1", "startDate") == [ox.Literal("2026-09-01", datatype=ox.NamedNode(XSD + "date"))]
    assert stated(document, "T1", "hasComponent") == [ox.NamedNode(f"{BASE}component/T1-werk")]
    component = ox.Triple(ox.NamedNode(f"{BASE}component/T1-werk"), RDF_TYPE, lw("WorkExperienceComponent"))
    assert component in document.triples
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "name", "value"),
    [
        ("Trajecten", "Startdatum", dt.date(2026, 9, 1), "startDate", "2026-09-01"),
        ("Trajecten", "Startdatum", dt.datetime(2026, 9, 1), "startDate", "2026-09-01"),  # noqa: DTZ001
        ("Trajecten", "Gepland aandeel werkplek", 0.6, "plannedWorkplaceShare", "0.6"),
        ("Trajecten", "Gepland aandeel werkplek", "0,60", "plannedWorkplaceShare", "0.60"),
        ("Trajecten", "Gepland aandeel werkplek", 1, "plannedWorkplaceShare", "1.0"),
        ("Trajecten", "Verzonnen", "NEE", "synthetic", "false"),
        ("Trajecten", "Verzonnen", True, "synthetic", "true"),
        ("Trajecten", "Vorm van werkplekleren", "dual", "claimsForm", scheme("workplace-learning-form", "dual").value),
        (
            "Trajecten",
            "Vorm van werkplekleren",
            "Duaal leren",
            "claimsForm",
            scheme("workplace-learning-form", "dual").value,
        ),
        ("Trajecten", "Opleiding", "s-97", "ofProgramme", f"{BASE}programme/S-97"),
        ("Trajecten", "Opleiding", "https://example.org/p/1", "ofProgramme", "https://example.org/p/1"),
    ],
)
def test_a_cell_is_read_however_people_write_it(sound, sheet, column, cell, name, value):
    """Dates, numbers with comma or point, yes and no, names, codes and addresses all say what they say."""
    sound.put(sheet, **{column.replace(" ", "_"): cell})
    assert [term.value for term in stated(sound.read(), "T1", name)] == [value]


def test_several_values_stand_below_each_other(sound):
    """One per line; a line that says the same again counts once."""
    sound.put("Trajecten", Beoogde_kwalificatie="BK-0117-2\n\n BK-0138-3 \nBK-0117-2")
    found = [term.value.rpartition("/")[2] for term in stated(sound.read(), "T1", "aimsAt")]
    assert found == ["BK-0117-2", "BK-0138-3"]


@pytest.mark.parametrize(
    ("column", "cell", "rule", "says"),
    [
        ("Opleiding", None, "T2", "De verplichte kolom “Opleiding” is op deze rij leeg."),
        ("Startdatum", "30 februari 2026", "T3", "“30 februari 2026” in de kolom “Startdatum” is geen dag"),
        ("Startdatum", "2026-02-30", "T3", "“2026-02-30” in de kolom “Startdatum” is geen dag"),
        ("Startdatum", "01/09/2026", "T3", "“01/09/2026”"),
        ("Startdatum", 46266, "T3", "“46266”"),
        ("Gepland aandeel werkplek", "zestig procent", "T4", "is geen getal"),
        ("Gepland aandeel werkplek", "1e1000000000", "T4", "is geen getal"),
        ("Verzonnen", "misschien", "T5", "is geen ja en geen nee"),
        ("Vorm van werkplekleren", "half duaal", "T6", "“half duaal” staat niet in de keuzelijst"),
        ("Opleiding", "97", "T7", "“97” in de kolom “Opleiding” verwijst naar niets"),
        ("Klassenraad", "KR-9", "T7", "“KR-9” in de kolom “Klassenraad” verwijst naar niets"),
        ("Sleutel", "T 1", "T8", "De sleutel “T 1” kan niet dienen"),
        ("Startdatum", "=TODAY()", "T9", "In de kolom “Startdatum” staat op deze rij een formule"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_finding_with_its_place(sound, cell_findings, column, cell, rule, says):
    """Sheet, row and column, what is wrong, and how to mend it; the rest of the workbook is judged all the same."""
    sound.put("Trajecten", **{column.replace(" ", "_"): cell})
    found = {(found_rule, place): message for found_rule, place, message in cell_findings(sound)}
    assert says in found[rule, f"{sound.letter('Trajecten', column)}5"]


def test_every_finding_of_a_workbook_names_its_cell(sound):
    """Findings of the law stand in a cell too, or in the row that lacks what they ask."""
    sound.put("Trajecten", Startdatum=None)
    report = sound.report()
    assert len(report.findings) > 2
    for finding in report.findings:
        assert finding.where.startswith("plan.xlsx, sheet ")
        assert finding.cell.row == 5
    (aim,) = [finding for finding in report.findings if finding.rule == "R2"]
    assert str(aim.cell) == "sheet Trajecten, row 5, column Beoogde kwalificatie (G5)"


def test_two_rows_cannot_have_one_key(sound, cell_findings):
    """The second is told, and is not mixed with the first."""
    sound.put("Trajecten", 6, Sleutel="T1", Naam="Nog een", Opleiding="S-93", Beoogde_kwalificatie="BK-0138-3")
    sound.put("Trajecten", 6, Verantwoordelijke_opleidingsverstrekker="1998090726", Startdatum="2026-09-01")
    assert [(rule, place) for rule, place, _ in cell_findings(sound)] == [("T8", "A6")]
    assert stated(sound.read(), "T1", "ofProgramme") == [ox.NamedNode(f"{BASE}programme/S-97")]


def test_a_row_may_do_without_a_key_where_it_follows_from_its_cells(sound, cell_findings):
    """An allocation is known by component, competence and place; two alike are told."""
    for row in (5, 6):
        sound.put("Verdeling competenties", row, Component="T1-werk", Competentie="BKC0014563", Plaats="8.998.010.307")
    assert [(rule, place) for rule, place, _ in cell_findings(sound)] == [("T8", "A6")]
    allocation = ox.NamedNode(f"{BASE}allocation/T1-werk-bkc0014563-8998010307")
    assert allocation in stated(sound.read(), "T1-werk", "hasAllocation", "component")


def test_what_the_template_has_no_room_for_is_told(sound, cell_findings):
    """A sheet or column of one's own is not read, and nobody has to find that out by accident."""
    sound.book.create_sheet("Kladblok")["A1"] = "bellen"
    sound.book["Trajecten"]["Z3"], sound.book["Trajecten"]["Z5"] = "Opmerking", "nakijken"
    found = cell_findings(sound)
    assert [rule for rule, _, _ in found] == ["T10", "T10"]
    assert "“Opmerking” hoort niet bij het sjabloon" in found[1][2] + found[0][2]
    assert all(finding.severity == "Warning" for finding in sound.report().findings if finding.rule == "T10")


def test_sheets_and_columns_may_be_moved_and_renamed(sound):
    """The hidden row tells what a column is, not its place or its name."""
    before = set(sound.read().triples)
    sheet = sound.book["Trajecten"]
    sheet.title = "Onze trajecten"
    for row in (1, 3, 5):
        sheet.cell(row, 6).value, sheet.cell(row, 7).value = sheet.cell(row, 7).value, sheet.cell(row, 6).value
    sheet["C3"] = "Hoe wij het noemen"
    sound.book.move_sheet(sheet, 5)
    assert set(sound.read().triples) == before


def test_a_row_further_down_is_read_too(sound):
    """Empty rows in between do no harm, and places count as the spreadsheet does."""
    sound.put("Componenten", 40, Sleutel="T1-school", Traject="T1", Soort_component="misschien")
    (finding,) = [finding for finding in sound.report().findings if finding.rule == "T6"]
    assert finding.cell.reference == "C40"


def test_an_empty_workbook_does_not_conform_by_saying_nothing(book):
    """Who uploads the template as it is, is told that nothing is filled in."""
    with pytest.raises(MalformedInputError, match="No row"):
        book.read()


def test_another_workbook_is_told_from_ours(tmp_path):
    """A register, or any other spreadsheet, gets a plain reason and a way on."""
    write_register_template(tmp_path / "register.xlsx", with_example=True)
    with pytest.raises(MalformedInputError) as told:
        parse_document((tmp_path / "register.xlsx").read_bytes(), name="register.xlsx")
    assert "leerweg template trajectory" in told.value.remedy


def test_a_workbook_cannot_say_what_no_document_may_say(sound):
    """The sheet of statements is held against the same refusals as Turtle is: no class hierarchy, no legal number."""
    sheet = sound.book["Overige"]
    for row, cells in {
        5: (
            "<http://example.org/x>",
            "<http://www.w3.org/2000/01/rdf-schema#subClassOf>",
            f"<{lw('PublicBody').value}>",
        ),
    }.items():
        for column, text in enumerate(cells, start=1):
            sheet.cell(row, column, text)
    with pytest.raises(UnacceptableContentError, match="sheet Overige, row 5"):
        sound.read()


@pytest.mark.parametrize(
    "text", ["geen uitspraak", '<http://a/b> "', "<http://a/b> . <http://a/b> <http://a/b> <http://a/b>"]
)
def test_a_row_that_is_no_statement_is_named(sound, text):
    """Whoever types in the sheet of statements reads which row cannot be read."""
    sheet = sound.book["Overige"]
    sheet["A5"], sheet["B5"], sheet["C5"] = "<http://example.org/x>", "<http://example.org/p>", text
    with pytest.raises(MalformedInputError, match="sheet Overige, row 5"):
        sound.read()


def test_a_workbook_full_of_errors_stops(sound):
    """A thousand cells that cannot be read are enough to say that something else is wrong."""
    for row in range(5, 1100):
        sound.put("Opvolgmomenten", row, Traject="T9", Gepland_op="later")
    with pytest.raises(InputTooLargeError, match="1,000 cells"):
        sound.read()


def test_the_limits_of_a_document_hold_for_a_workbook(sound):
    """Too many statements are refused as they are in Turtle."""
    with pytest.raises(InputTooLargeError, match="statements"):
        parse_document(sound.content, name="plan.xlsx", limits=Limits(triples=5))
