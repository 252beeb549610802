"""CSV files that are broken, mean harm, or come from a Belgian spreadsheet."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leerweg.errors import InputError, InputTooLargeError, LeerwegError, MalformedInputError
from leerweg.model.delivery import SilentProgress
from leerweg.sources.register import read_register

HEADER = "enterprise_number,name\n"


def test_another_encoding_is_named_with_its_line(tmp_path, read_all):
    """A table in the encoding of old Windows is refused with the line of the first foreign byte."""
    path = tmp_path / "companies.csv"
    path.write_bytes(HEADER.encode() + b"1990000035,Caf\xe9\n")
    with pytest.raises(MalformedInputError, match="row 2") as caught:
        read_all(path)
    assert "UTF-8" in str(caught.value)


def test_sixteen_bit_text_is_refused(tmp_path, read_all):
    """A table in UTF-16 is refused with what to save it as."""
    path = tmp_path / "companies.csv"
    path.write_bytes((HEADER + "1990000035,x\n").encode("utf-16"))
    with pytest.raises(MalformedInputError):
        read_all(path)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_is_recognised(tmp_path, read_all, separator):
    """Comma, semicolon (as Belgian spreadsheets write) and tab are read, with a byte order mark and Windows lines."""
    path = tmp_path / "companies.csv"
    lines = [separator.join(("enterprise_number", "name", "activity")), separator.join(("1990000035", "x", '"43;95"'))]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, "", ""]).encode())
    (record,), rejections = read_all(path)
    assert rejections == []
    assert sum("orgActivity" in triple.predicate.value for triple in record.triples) == 2


def test_a_row_with_too_many_cells_is_rejected(tmp_path, read_all):
    """An unquoted separator in a cell shifts the rest; such a row is not guessed at."""
    path = tmp_path / "companies.csv"
    path.write_text(HEADER + "1990000035,Jansen, en zonen\n1990000134,Goed\n", encoding="utf-8")
    (record,), (rejection,) = read_all(path)
    assert record.key == "organisation/1990000134"
    assert (rejection.where.row, "3 cells" in rejection.reason) == (2, True)


def test_rows_are_counted_in_lines_of_the_file(tmp_path, read_all):
    """A quoted cell over several lines and empty lines do not shift the place of what follows."""
    path = tmp_path / "companies.csv"
    path.write_text(HEADER + '1990000035,"a\nb"\n\n,zonder nummer\n', encoding="utf-8")
    _, (rejection,) = read_all(path)
    assert rejection.where.row == 5


def test_an_open_quote_is_refused(tmp_path, read_all):
    """A quote that is never closed does not swallow the rest of the table silently."""
    path = tmp_path / "companies.csv"
    path.write_text(HEADER + '1990000035,"open\n' + "1990000134,x\n" * 20_000, encoding="utf-8")
    with pytest.raises(MalformedInputError, match="CSV"):
        read_all(path)


def test_an_endless_line_is_refused(tmp_path, read_all):
    """A line without end is not held in memory."""
    path = tmp_path / "companies.csv"
    path.write_text(HEADER + "x" * 3_000_000, encoding="utf-8")
    with pytest.raises(InputTooLargeError):
        read_all(path)


def test_a_row_of_countless_cells_is_refused(tmp_path, read_all):
    """A row of nothing but separators is stopped."""
    path = tmp_path / "companies.csv"
    path.write_text(HEADER + "," * 5_000 + "\n", encoding="utf-8")
    with pytest.raises(InputTooLargeError, match="cells"):
        read_all(path)


def test_a_zip_that_climbs_out_is_refused(tmp_path, read_all):
    """A zip whose members point elsewhere is not opened."""
    path = tmp_path / "register.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../companies.csv", HEADER)
    with pytest.raises(InputError, match="out of the zip"):
        read_all(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: (HEADER + text).encode())))
def test_any_bytes_are_answered(tmp_path, identifiers, content):
    """Whatever the file holds, the answer is records, rejections or one of our errors."""
    path = tmp_path / "companies.csv"
    path.write_bytes(content)
    try:
        for outcome in read_register([path], identifiers, SilentProgress()).records:
            assert outcome.where.row > 1
    except LeerwegError as error:
        messages = [error.message, str(error)]
        assert all(messages)
