"""Writes registers: rows into a folder of CSV files or into a workbook, in the form that `read_register` reads."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from leerweg.errors import InputError, InputTooLargeError
from leerweg.sources.register.cells import Cell
from leerweg.sources.register.columns import Sheet
from leerweg.sources.register.limits import MOST_ROWS
from leerweg.sources.register.tables import Row
from leerweg.sources.register.template import SHEETS

__all__ = ["WORKBOOK_OPTIONS", "write_cell", "write_register"]

WORKBOOK_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
"""Text stays text: nothing that stands in a cell becomes a formula, a number or a link by its looks."""

_WORKBOOK = ".xlsx"


def write_register(path: Path, rows: Iterable[Row]) -> Mapping[str, int]:
    """Write rows, in whatever order, as a register: a workbook when `path` ends in .xlsx, else a folder of CSV files.

    Gives the number of rows per sheet. Rows are streamed. Raises InputError when the place cannot be written.
    """
    counts: dict[str, int] = {}
    try:
        with ExitStack() as stack:
            in_workbook = path.suffix.lower() == _WORKBOOK
            output: _Output = _Workbook(path, stack) if in_workbook else _Folder(path, stack)
            for row in rows:
                output.write(row.sheet, row.cells)
                counts[row.sheet.name] = counts.get(row.sheet.name, 0) + 1
    except (OSError, XlsxWriterException) as error:
        raise InputError(
            f"The register cannot be written: {error}.",
            where=path.name,
            remedy="Choose a place where you may write.",
        ) from error
    return counts


def write_cell(worksheet: Any, row: int, column: int, cell: Cell) -> None:
    """Put one value into a cell of a workbook: text as text, dates as dates; `row` and `column` count from 0."""
    if isinstance(cell, bool):
        worksheet.write_boolean(row, column, cell)
    elif isinstance(cell, dt.date):
        worksheet.write_datetime(row, column, cell)
    elif isinstance(cell, int | float):
        worksheet.write_number(row, column, cell)
    else:
        worksheet.write_string(row, column, str(cell))


class _Output(Protocol):
    def write(self, sheet: Sheet, cells: Mapping[str, Cell]) -> None: ...


class _Folder:
    def __init__(self, path: Path, stack: ExitStack) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._writers = {}
        for sheet in SHEETS:
            stream = stack.enter_context((path / f"{sheet.name}.csv").open("w", encoding="utf-8", newline=""))
            self._writers[sheet.name] = csv.writer(stream)
            self._writers[sheet.name].writerow(sheet.names)

    def write(self, sheet: Sheet, cells: Mapping[str, Cell]) -> None:
        self._writers[sheet.name].writerow([_text(cells.get(name, "")) for name in sheet.names])


class _Workbook:
    def __init__(self, path: Path, stack: ExitStack) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook = xlsxwriter.Workbook(path, {**WORKBOOK_OPTIONS, "constant_memory": True})
        stack.callback(workbook.close)
        self._sheets = {sheet.name: workbook.add_worksheet(sheet.name) for sheet in SHEETS}
        self._next = dict.fromkeys(self._sheets, 1)
        for sheet in SHEETS:
            for column, name in enumerate(sheet.names):
                self._sheets[sheet.name].write_string(0, column, name)

    def write(self, sheet: Sheet, cells: Mapping[str, Cell]) -> None:
        worksheet, row = self._sheets[sheet.name], self._next[sheet.name]
        if row > MOST_ROWS:
            raise InputTooLargeError(
                f"A workbook holds at most {MOST_ROWS} rows per sheet.",
                where=sheet.name,
                remedy="Write CSV files.",
            )
        for column, name in enumerate(sheet.names):
            if name in cells:
                write_cell(worksheet, row, column, cells[name])
        self._next[sheet.name] = row + 1


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
