"""Workbooks that mean harm: refused before they cost anything, with a plain reason."""

import io
import zipfile

import pytest
import xlsxwriter

from leerweg.errors import InputTooLargeError, MalformedInputError, UnacceptableContentError
from leerweg.validation.parsing import parse_document


def rewritten(content, change):
    """The same workbook with its parts as `change(name, bytes)` gives them; None leaves a part out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return stream.getvalue()


def test_what_is_no_zip_is_told_so():
    """A text that is called .xlsx is not read as anything else."""
    with pytest.raises(MalformedInputError, match="zip"):
        parse_document(b"Trajecten;T1", name="plan.xlsx")


def test_a_zip_that_is_no_workbook_is_told_so():
    """Any other zip too."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(MalformedInputError, match="no workbook"):
        parse_document(stream.getvalue(), name="plan.xlsx")


def test_a_zip_bomb_is_not_unpacked(sound):
    """A member that unpacks to more than a hundred times its size is refused by the table of contents."""
    bomb = rewritten(sound.content, lambda name, part: b" " * 40_000_000 if name.endswith("sheet2.xml") else part)
    assert len(bomb) < 200_000
    with pytest.raises(InputTooLargeError, match="100 times"):
        parse_document(bomb, name="plan.xlsx")


def test_a_doctype_is_not_read(sound):
    """Entities of XML are not expanded."""

    def change(name, part):
        body = part.partition(b"?>")[2] if part.startswith(b"<?xml") else part
        return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + body if name.endswith("workbook.xml") else part

    with pytest.raises(UnacceptableContentError, match="DOCTYPE"):
        parse_document(rewritten(sound.content, change), name="plan.xlsx")


def test_a_cell_far_out_is_no_reason_to_read_seventeen_thousand_million(sound):
    """One stray cell in the last corner is told, not walked to."""
    sound.book["Trajecten"]["XFD1048576"] = "x"
    with pytest.raises(InputTooLargeError, match="reaches row 1048576"):
        sound.read()


def test_a_text_that_is_pointed_at_a_million_times_is_counted(empty):
    """A small file cannot stand for gigabytes of text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Trajecten")
        for row in range(2000):
            sheet.write_string(row, 0, "x" * 32_000)
    with pytest.raises(InputTooLargeError):
        parse_document(stream.getvalue(), name="plan.xlsx")


@pytest.mark.parametrize("ending", ["xls", "xlsm", "ods", "csv"])
def test_other_spreadsheets_are_not_guessed_at(sound, ending):
    """Only .xlsx is read; the reason says which formats are."""
    with pytest.raises(Exception, match=r"workbook \(\.xlsx\)"):
        parse_document(sound.content, name=f"plan.{ending}")
