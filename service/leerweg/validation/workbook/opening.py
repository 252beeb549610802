"""Opening an uploaded workbook: its zip and XML are checked, then each sheet of the form is found by its hidden row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from leerweg.errors import MalformedInputError
from leerweg.validation.workbook.cells import Cell, is_empty, text_of
from leerweg.validation.workbook.form import Column, Form, Sheet
from leerweg.validation.workbook.limits import FORM_WORKBOOK
from leerweg.validation.workbook.places import CellPlace
from leerweg.zips import SheetScan, check_stream, scan_workbook

__all__ = [
    "OWN_SHEETS",
    "SIGNS",
    "STATEMENTS",
    "FilledRow",
    "FilledSheet",
    "OpenedWorkbook",
    "letter_of",
    "open_workbook",
]

STATEMENTS = "https://w3id.org/leerweg/shapes#form-statements"
OWN_SHEETS = frozenset({"https://w3id.org/leerweg/shapes#form-read-me", "https://w3id.org/leerweg/shapes#form-choices"})
"""What stands in the first cell of the sheets that explain and that hold the drop-downs: they are passed over."""

SIGNS = " ●○"
"""What may stand behind the title of a column: it must be filled in, or before the dossier is signed."""

_SEARCHED = 10
_BELOW = 3


@dataclass(frozen=True)
class FilledRow:
    """One row that is filled in: its number, its cells by position, and which of them hold no value (formulas)."""

    number: int
    cells: Mapping[int, Cell]
    computed: Mapping[int, str]


@dataclass(frozen=True)
class FilledSheet:
    """One sheet as it was filled in: its name, what it is, its columns by position with their titles, its rows.

    `sheet` is None for the sheet of statements. `unread` are the titles, or letters, of filled columns that no column
    of the form is in.
    """

    name: str
    sheet: Sheet | None
    columns: Mapping[int, Column]
    titles: Mapping[int, str]
    rows: tuple[FilledRow, ...]
    unread: tuple[str, ...]

    def position(self, column: Column) -> int:
        """Where a column of the form stands; -1 when it was taken out."""
        return next((at for at, each in self.columns.items() if each == column), -1)

    def title(self, at: int) -> str:
        """What the column at this position is called, by its title or else its letters."""
        return self.titles.get(at) or letter_of(at)

    def spot(self, row: FilledRow, at: int) -> CellPlace:
        """The cell at this position of a row; the row itself for a column that was taken out."""
        return (
            CellPlace(self.name, row.number, letter_of(at), self.title(at))
            if at >= 0
            else CellPlace(self.name, row.number)
        )


@dataclass(frozen=True)
class OpenedWorkbook:
    """The sheets of a workbook that the form knows, and the names of filled ones that it does not."""

    sheets: tuple[FilledSheet, ...]
    unread: tuple[str, ...]


def open_workbook(content: bytes, name: str, form: Form) -> OpenedWorkbook:
    """What is filled in. Raises MalformedInputError, InputTooLargeError, UnacceptableContentError (see `leerweg.zips`).

    A workbook in which no sheet of the form is found is malformed too.
    """
    stream = io.BytesIO(content)
    check_stream(stream, name, FORM_WORKBOOK.zip)
    scans = scan_workbook(stream, name, FORM_WORKBOOK)
    stream.seek(0)
    found: list[FilledSheet] = []
    unread: list[str] = []
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
        for title in workbook.sheet_names:
            scan = scans.get(title)
            if scan is None or not scan.rows:
                continue
            lines = list(_lines(workbook.get_sheet_by_name(title).iter_rows()))
            filled = _filled(title, lines, scan, form)
            if filled is not None:
                found.append(filled)
            elif not _is_own(lines):
                unread.append(title)
    except CalamineError as error:
        raise MalformedInputError(
            f"The workbook cannot be read: {error}.", where=name, remedy="Save it again as .xlsx."
        ) from error
    if not any(each.sheet for each in found):
        raise MalformedInputError(
            "This workbook is no description of trajectories: none of its sheets comes from the template.",
            where=name,
            remedy="Fill in the template (leerweg template trajectory), and keep the hidden first row of each sheet.",
        )
    return OpenedWorkbook(tuple(found), tuple(unread))


def letter_of(position: int) -> str:
    """The letters of a column of a spreadsheet; the first position is 0."""
    return str(xl_col_to_name(position))


def _lines(rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The rows that hold anything, by number, each with the cells that do."""
    for number, cells in enumerate(rows, start=1):
        filled = {position: _plain(cell) for position, cell in enumerate(cells)}
        yield number, {position: cell for position, cell in filled.items() if not is_empty(cell)}


def _plain(cell: object) -> Cell:
    """Numbers as floats, whatever the reader made of them (truth values are numbers to Python, not to us)."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    assert isinstance(cell, Cell)  # what calamine gives
    return cell


def _filled(
    title: str, lines: Sequence[tuple[int, dict[int, Cell]]], scan: SheetScan, form: Form
) -> FilledSheet | None:
    """The sheet as it was filled in; None for one that the form does not know."""
    by_iri = {sheet.iri.value: sheet for sheet in form.sheets}
    for index, (number, cells) in enumerate(lines[:_SEARCHED]):
        mark = text_of(cells.get(0, ""))
        if mark not in by_iri and mark != STATEMENTS:
            continue
        sheet = by_iri.get(mark)
        by_key = {column.key: column for column in (sheet.columns if sheet else ())}
        known = {at: by_key[text_of(key)] for at, key in cells.items() if text_of(key) in by_key}
        titles = {
            at: text_of(cell).rstrip(SIGNS)
            for at, cell in (lines[index + 2][1] if len(lines) > index + 2 else {}).items()
        }
        rows = tuple(_rows(lines[index + 1 + _BELOW :], scan, number + _BELOW, known if sheet else {0: 0, 1: 0, 2: 0}))
        others = {at for row in rows for at in (*row.cells, *row.computed)} - {0, *known} if sheet else set()
        unread = tuple(titles.get(at, letter_of(at)) for at in sorted(others))
        return FilledSheet(title, sheet, known, titles, rows, unread)
    return None


def _rows(
    lines: Sequence[tuple[int, dict[int, Cell]]], scan: SheetScan, after: int, known: Mapping[int, object]
) -> Iterator[FilledRow]:
    for number, cells in lines:
        computed = {column - 1: what for column, what in scan.no_values.get(number, {}).items()}
        if number > after and (cells or any(at in known or at == 0 for at in computed)):
            yield FilledRow(number, cells, computed)


def _is_own(lines: Sequence[tuple[int, dict[int, Cell]]]) -> bool:
    """Whether it is a sheet of the template that is not filled in, or holds nothing at all."""
    return all(not cells for _, cells in lines) or any(
        text_of(cells.get(0, "")) in OWN_SHEETS for _, cells in lines[:_SEARCHED]
    )
