"""A repair as changes of cells, and the same workbook with them."""

import io
import zipfile

import openpyxl
import pytest
from pyoxigraph import RdfFormat, parse

from leerweg.errors import MalformedInputError
from leerweg.namespaces import Identifiers
from leerweg.validation.report import CellChange, CellPlace
from leerweg.validation.workbook import Expressing, mend_workbook

BASE = "http://127.0.0.1:8000/"
PREFIXES = f"""
@base <{BASE}> . @prefix lw: <https://w3id.org/leerweg/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def triples_of(text):
    return [quad.triple for quad in parse((PREFIXES + text).encode(), RdfFormat.TURTLE)]


def changes_of(book, adds="", removes=""):
    document = book.read()
    expressing = Expressing(document.places, document.triples, document.remarks, Identifiers(BASE))
    return expressing.changes(triples_of(adds), triples_of(removes))


def told(changes):
    return [(one.place.sheet, one.place.reference, one.before, one.after, one.kind) for one in changes]


@pytest.fixture
def mend(book):
    """Holds a change against the book: what it reads as afterwards is what it read before, with the change."""

    def mending(book, adds="", removes=""):
        changes = changes_of(book, adds, removes)
        before = book.read()
        book.book = openpyxl.load_workbook(io.BytesIO(mend_workbook(book.content, changes)))
        expected = (set(before.triples) - set(triples_of(removes))) | set(triples_of(adds))
        assert set(book.read().triples) == expected
        return changes

    return mending


@pytest.mark.parametrize(
    ("adds", "removes", "cell"),
    [
        (
            '<id/trajectory/T1> lw:startDate "2026-09-15"^^xsd:date .',
            '<id/trajectory/T1> lw:startDate "2026-09-01"^^xsd:date .',
            ("Trajecten", "S5", "2026-09-01", "2026-09-15", "date"),
        ),
        ("<id/component/T1-werk> lw:hoursPerWeek 24.0 .", "", ("Componenten", "D5", "", "24", "number")),
        (
            '<id/trajectory/T1> skos:prefLabel "A & B <c>"@nl .',
            '<id/trajectory/T1> skos:prefLabel "Fietshersteller"@nl .',
            ("Trajecten", "C5", "Fietshersteller", "A & B <c>", "text"),
        ),
        ("", "<id/trajectory/T1> lw:ofProgramme <id/programme/S-97> .", ("Trajecten", "F5", "S-97", "", "text")),
    ],
)
def test_a_changed_value_is_one_cell(sound, mend, adds, removes, cell):
    """A date, a number, a text, a cell that is cleared: what to type where, and a workbook that says so."""
    if "ofProgramme" in removes:  # a required cell that is empty states nothing but its absence
        assert told(changes_of(sound, adds, removes)) == [cell]
    else:
        assert told(mend(sound, adds, removes)) == [cell]


def test_a_new_thing_is_a_new_row(sound, mend):
    """A part that was missing gets a row of its own, below the last; its key stands in the first cell where needed."""
    allocation = "<id/allocation/T1-werk-bkc0014563>"
    adds = f"""<id/component/T1-werk> lw:hasAllocation {allocation} .
        {allocation} a lw:CompetenceAllocation ; lw:allocatesCompetence <id/competence/bkc0014563> ."""
    assert told(mend(sound, adds)) == [
        ("Verdeling competenties", "B5", "", "T1-werk", "text"),
        ("Verdeling competenties", "C5", "", "bkc0014563", "text"),
    ]
    handover = "<id/activity/A9> a lw:LearningActivity . <id/component/T1-werk> lw:hasActivity <id/activity/A9> ."
    assert told(changes_of(sound, handover))[0] == ("Leeractiviteiten", "A5", "", "A9", "text")


def test_many_values_stay_in_their_cell(sound, mend):
    """A column that takes more than one value keeps the others, each on a line of its own."""
    sound.put("Leeractiviteiten", Sleutel="A1", Component="T1-werk", Competenties="bkc0014563\nbkc0014564")
    (change,) = mend(sound, "<id/activity/A1> lw:targetsCompetence <id/competence/bkc0014565> .")
    assert change.after == "bkc0014563\nbkc0014564\nbkc0014565"


def test_what_has_no_cell_is_said_to_have_none(sound):
    """A property without a column, a second value where one is foreseen, and a taken-out column have no cell."""
    assert changes_of(sound, '<id/trajectory/T1> lw:unheardOf "x" .') == ()
    assert changes_of(sound, "<id/trajectory/T1> lw:ofProgramme <id/programme/S-98> .") == ()
    assert changes_of(sound, "<id/organisation/1> lw:partOf <id/organisation/2> .") == ()
    sound.put("Leeractiviteiten", Sleutel="A1", Component="T1-werk", Competenties="bkc0014563\nnonsense")
    assert changes_of(sound, "<id/activity/A1> lw:targetsCompetence <id/competence/bkc0014565> .") == ()


def test_everything_else_stays_as_it_is(sound):
    """Every part but sheet and styles is the same, byte for byte; the changed cell is yellow, its format kept."""
    content = sound.content
    change = CellChange(CellPlace("Trajecten", 5, "S", "Startdatum"), "", "2026-09-15", "date")
    after = mend_workbook(content, [change])
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert sorted(changed) == ["xl/styles.xml", "xl/worksheets/sheet2.xml"]
    cell = openpyxl.load_workbook(io.BytesIO(after))["Trajecten"]["S5"]
    assert (cell.value.isoformat()[:10], cell.fill.fgColor.rgb, cell.is_date) == ("2026-09-15", "FFFFF2A8", True)
    assert openpyxl.load_workbook(io.BytesIO(after))["Trajecten"]["C5"].fill.fill_type is None


def test_a_time_and_dates_from_1904(sound):
    """An hour is a part of a day; a workbook that counts its days from 1904 keeps doing so."""
    sound.book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    changes = [
        CellChange(CellPlace("Overeenkomsten", 5, "V", ""), "", "08:30:00", "time"),
        CellChange(CellPlace("Trajecten", 7, "S", ""), "", "2026-09-15", "date"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(mend_workbook(sound.content, changes)))
    assert book["Overeenkomsten"]["V5"].value.isoformat() == "08:30:00"
    assert book["Trajecten"]["S7"].value.isoformat()[:10] == "2026-09-15"


def test_a_workbook_that_is_built_otherwise_is_left_alone(sound):
    """A sheet that is not there, and XML that is written with prefixes, get a reason and not a broken file."""
    with pytest.raises(MalformedInputError, match="cannot be changed here"):
        mend_workbook(sound.content, [CellChange(CellPlace("Onbekend", 5, "A", ""), "", "x")])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound.content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"<row ", b"<x:row ") if name.endswith("sheet2.xml") else part)
    with pytest.raises(MalformedInputError):
        mend_workbook(stream.getvalue(), [CellChange(CellPlace("Trajecten", 5, "A", ""), "", "x")])
