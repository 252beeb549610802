"""Workbooks that are broken, mean harm, or were typed by hand."""

from __future__ import annotations

import datetime as dt
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter

from leerweg.errors import InputTooLargeError, LeerwegError, MalformedInputError, UnacceptableContentError
from leerweg.sources.register.limits import MOST_COLUMNS

COMPANY = ["1990000035", "Voorbeeld"]


@pytest.fixture
def companies(tmp_path):
    """A workbook with one sheet, from a function that fills it in."""

    def made(fill, header=("enterprise_number", "name", "legal_name", "valid_from")):
        path = tmp_path / "typed.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("companies")
            sheet.write_row(0, 0, header)
            fill(book, sheet)
        return path

    return made


def test_a_formula_is_rejected_where_it_stands(companies, read_all):
    """A cell that computes is no fact; the row says which cell, other rows stand."""

    def fill(_book, sheet):
        sheet.write_row(1, 0, COMPANY)
        sheet.write_formula(1, 2, '=HYPERLINK("http://example.org")', None, "klik")
        sheet.write_row(2, 0, ["1990000134", "Goed"])

    (record,), (rejection,) = read_all(companies(fill))
    assert record.key == "organisation/1990000134"
    assert (rejection.where.part, rejection.where.row, rejection.where.column) == ("companies", 2, "legal_name")
    assert "formula" in rejection.reason


def test_a_shared_formula_is_found_too(companies, read_all):
    """Formulas that a spreadsheet stores once for many cells are all found."""

    def fill(_book, sheet):
        sheet.write_row(1, 0, COMPANY)
        sheet.write_array_formula(1, 2, 1, 2, '{="a"}', None, "a")

    assert "formula" in read_all(companies(fill))[1][0].reason


def test_an_error_value_is_not_taken_for_an_empty_cell(tmp_path, read_all):
    """A cell that shows #REF! is rejected, not silently left out."""
    book = openpyxl.Workbook()
    book.active.title = "companies"
    book.active.append(["enterprise_number", "name", "legal_name"])
    book.active.append([*COMPANY, "#REF!"])
    book.active["C2"].data_type = "e"
    book.save(tmp_path / "error.xlsx")
    (rejection,) = read_all(tmp_path / "error.xlsx")[1]
    assert "error value" in rejection.reason


def test_numbers_and_dates_as_spreadsheets_store_them(companies, read_all):
    """A number that lost its zero and a real date are read; a date without format is explained."""

    def fill(book, sheet):
        sheet.write_number(1, 0, 123456749)
        sheet.write_string(1, 1, "Nul")
        sheet.write_datetime(1, 3, dt.datetime(2024, 2, 29), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        sheet.write_row(2, 0, [*COMPANY, "", 45325])
        sheet.write_row(3, 0, ["1990000134", "Dertig", "", "2024-02-30"])

    (record,), (plain, thirtieth) = read_all(companies(fill))
    assert record.key == "organisation/0123456749"
    assert any(triple.object.value == "2024-02-29" for triple in record.triples)
    assert "is a number and no date" in plain.reason
    assert "2024-02-30 does not exist" in thirtieth.reason
    assert (thirtieth.where.row, thirtieth.where.column) == (4, "valid_from")


def test_a_code_typed_as_a_number_is_doubted_aloud(companies, read_all):
    """43.10 typed as a number becomes 43.1; the deliverer is told how it was read."""
    path = companies(
        lambda _book, sheet: sheet.write_row(1, 0, [*COMPANY, 43.1]), header=("enterprise_number", "name", "activity")
    )
    (record,), _ = read_all(path)
    assert "read as group 43.1" in record.notes[0]


def test_other_sheets_are_noted(companies, read_all):
    """A sheet of the deliverer's own does no harm, and is said not to be read."""

    def fill(book, sheet):
        sheet.write_row(1, 0, COMPANY)
        book.add_worksheet("Blad1").write_row(0, 0, ["x"])

    (record,), _ = read_all(companies(fill))
    assert "'Blad1'" in record.notes[0]


def test_a_stray_cell_far_out_is_refused_at_once(companies, read_all):
    """A file of five kilobytes that claims 17 thousand million cells costs nothing."""

    def fill(_book, sheet):
        sheet.write_row(1, 0, COMPANY)
        sheet.write_string(1_048_575, 16_383, "x")

    started = time.monotonic()
    with pytest.raises(InputTooLargeError, match=str(MOST_COLUMNS)):
        read_all(companies(fill))
    assert time.monotonic() - started < 5


def test_a_claimed_dimension_alone_is_no_harm(workbook, repack, read_all):
    """A sheet that only says it is huge is read for what it holds."""
    copy = repack(
        workbook, sheet2=lambda xml: xml.replace(b'<dimension ref="A1', b'<dimension ref="A1:XFD1048576" x="')
    )
    assert len(read_all(copy)[0]) == 12


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, workbook, read_all):
    """A workbook that unpacks to a hundred times its size is not opened."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr("xl/worksheets/sheet99.xml", b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>")
    started = time.monotonic()
    with pytest.raises(InputTooLargeError):
        read_all(path)
    assert time.monotonic() - started < 5


def test_one_long_text_shown_a_hundred_thousand_times_is_refused(tmp_path, read_all):
    """A shared text that many cells point at is counted as often as it is shown."""
    path = tmp_path / "shared.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("companies")
        sheet.write_row(0, 0, ["enterprise_number", "name"])
        for row in range(1, 5_000):
            sheet.write_string(row, 0, "1990000035")
            sheet.write_string(row, 1, "x" * 32_000)
    with pytest.raises(InputTooLargeError, match="characters together"):
        read_all(path)


@pytest.mark.parametrize("part", ["sheet2", "workbook", "sharedStrings", "styles"])
def test_a_doctype_is_refused_in_any_part(workbook, repack, read_all, part):
    """Entities that expand or fetch are never even declared."""
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    copy = repack(workbook, **{part: lambda xml: xml.replace(b"?>", b"?>" + entity, 1)})
    with pytest.raises(UnacceptableContentError, match="DOCTYPE"):
        read_all(copy)


@pytest.mark.parametrize("part", ["sheet2", "workbook", "sharedStrings"])
def test_broken_xml_is_named(workbook, repack, read_all, part):
    """A workbook that broke off says in which part."""
    copy = repack(workbook, **{part: lambda xml: xml[: len(xml) // 2]})
    with pytest.raises(MalformedInputError, match=part):
        read_all(copy)


def test_a_zip_without_workbook_is_refused(tmp_path, read_all):
    """Any other zip called .xlsx is refused as such."""
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(MalformedInputError, match="no workbook"):
        read_all(path)


def test_a_workbook_cut_anywhere_is_answered(tmp_path, workbook, read_all):
    """A download that broke off, or a flipped byte, gives one of our errors and never a trace."""
    content = workbook.read_bytes()
    path = tmp_path / "cut.xlsx"
    for step in range(1, 40):
        position = len(content) * step // 40
        for broken in (content[:position], content[:position] + b"\x00" + content[position + 1 :]):
            path.write_bytes(broken)
            try:
                read_all(path)
            except LeerwegError as error:
                answer = str(error)
                assert answer
