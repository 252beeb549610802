"""Register tables from a workbook (.xlsx): one table per sheet, values only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from leerweg.errors import MalformedInputError
from leerweg.model.delivery import Location
from leerweg.sources.register.cells import Cell, is_empty
from leerweg.sources.register.columns import Sheet
from leerweg.sources.register.limits import REGISTER_WORKBOOK
from leerweg.sources.register.tables import Header, Row, Table, note_on_unknown, read_header
from leerweg.sources.register.template import CODES_SHEET, READ_ME, sheet_named
from leerweg.zips import SheetScan, check_zip, scan_workbook

__all__ = ["workbook_tables"]

_OWN_SHEETS = (READ_ME, CODES_SHEET)


def workbook_tables(path: Path) -> Iterator[Table]:
    """The tables of a workbook; sheets that are named after no table are passed over, empty ones too.

    The zip and its XML are checked first. Raises MalformedInputError, InputTooLargeError, UnacceptableContentError or
    UnsupportedFormatError (see `check_zip`).
    """
    check_zip(path, REGISTER_WORKBOOK.zip)
    with path.open("rb") as stream:
        scans = scan_workbook(stream, path.name, REGISTER_WORKBOOK)
    try:
        workbook = CalamineWorkbook.from_path(path)
        others = [name for name in workbook.sheet_names if sheet_named(name) is None and name not in _OWN_SHEETS]
        unknown = note_on_unknown("sheets", others)
        for name in workbook.sheet_names:
            sheet = sheet_named(name)
            scan = scans.get(name)
            if sheet is None or scan is None or not scan.rows:
                continue
            content = workbook.get_sheet_by_name(name)
            where = Location(path.name, name, 1)
            header = read_header(next(iter(content.iter_rows()), []), sheet, where)
            yield Table(sheet, scan.rows, _reader(content, header, sheet, scan, where), (*unknown, *header.notes))
            unknown = ()
    except CalamineError as error:
        raise MalformedInputError(
            f"The workbook cannot be read: {error}.", where=path.name, remedy="Save it again as .xlsx."
        ) from error


def _reader(
    content: CalamineSheet, header: Header, sheet: Sheet, scan: SheetScan, where: Location
) -> Callable[[Callable[[float], None]], Iterator[Row]]:
    def rows(advance: Callable[[float], None]) -> Iterator[Row]:
        for number, cells in enumerate(content.iter_rows(), start=1):
            advance(1)
            filled = {
                name: _plain(cell)
                for name, cell in zip(header.names, cells, strict=False)
                if name and not is_empty(_plain(cell))
            }
            faults = _faults(header, scan.no_values.get(number, {}))
            if number > 1 and (filled or faults):
                yield Row(sheet, Location(where.file, where.part, number), filled, faults)

    return rows


def _plain(cell: Cell) -> Cell:
    """Numbers as floats, whatever the reader made of them (truth values are numbers to Python, not to us)."""
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _faults(header: Header, no_values: Mapping[int, str]) -> tuple[tuple[str, str, str], ...]:
    remedy = "Copy the cells and paste them as values."
    named = [
        (header.names[column - 1], what) for column, what in sorted(no_values.items()) if column <= len(header.names)
    ]
    return tuple((name, f"There is {what} in this cell; only values are read.", remedy) for name, what in named if name)
