"""Register tables from CSV: one file per sheet, UTF-8, with comma, semicolon or tab between the cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.model.delivery import Location
from leerweg.sources.archives import Part, open_text_lines
from leerweg.sources.register.columns import Sheet
from leerweg.sources.register.limits import MOST_CELLS_OF_ROW, MOST_ROWS
from leerweg.sources.register.tables import Row, Table, note_on_unknown, read_header
from leerweg.sources.register.template import sheet_named

__all__ = ["csv_tables"]

_SEPARATORS = (",", ";", "\t")


def csv_tables(parts: Sequence[Part]) -> Iterator[Table]:
    """The tables among these CSV files; a file that is named after no sheet is passed over.

    Reads the header of each at once, so that a missing column is known before any row is. Raises MalformedInputError
    or InputTooLargeError.
    """
    named = [(part, sheet_named(part.name.rsplit(".", 1)[0])) for part in parts]
    unknown = note_on_unknown("files", [part.name for part, sheet in named if sheet is None])
    for part, sheet in named:
        if sheet is not None:
            header = next(_parsed(part, lambda _bytes: None), None)
            if header is None:
                raise MalformedInputError(
                    "The table is empty.", where=str(part), remedy="Write the column names first."
                )
            notes = (*unknown, *read_header(header[1], sheet, part.at(1)).notes)
            yield Table(sheet, part.size, _reader(part, sheet), notes)
            unknown = ()


def _reader(part: Part, sheet: Sheet) -> Callable[[Callable[[float], None]], Iterator[Row]]:
    return lambda advance: _rows(part, sheet, advance)


def _rows(part: Part, sheet: Sheet, advance: Callable[[float], None]) -> Iterator[Row]:
    lines = _parsed(part, advance)
    _, head = next(lines)
    names = read_header(head, sheet, part.at(1)).names
    for number, (line, cells) in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise InputTooLargeError(
                f"The table has more than {MOST_ROWS} rows.", where=str(part), remedy="Split the register."
            )
        filled = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
        if filled:
            where = Location(part.path.name, part.member or sheet.name, line)
            yield Row(sheet, where, filled, _surplus(cells, len(names)))


def _surplus(cells: Sequence[str], expected: int) -> tuple[tuple[str, str, str], ...]:
    if not any(cell.strip() for cell in cells[expected:]):
        return ()
    reason = f"The row has {len(cells)} cells and the header {expected}."
    return (("", reason, "Put quotes around a cell that holds the separator."),)


def _parsed(part: Part, advance: Callable[[float], None]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; blank lines are left out."""
    lines = _counted(open_text_lines(part), advance)
    first = next(lines, "")
    separator = max(_SEPARATORS, key=first.count)
    start = 1
    reader = csv.reader(_joined(first, lines), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if len(cells) > MOST_CELLS_OF_ROW:
                raise InputTooLargeError(
                    f"A row has more than {MOST_CELLS_OF_ROW} cells.",
                    where=str(part.at(start)),
                    remedy="Take out the empty cells at its end, or put quotes around a cell that holds the separator.",
                )
            if cells:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise MalformedInputError(
            f"The table cannot be read as CSV: {error}.",
            where=str(part.at(start)),
            remedy="Look for a quote that is not closed, and save as 'CSV UTF-8'.",
        ) from error


def _joined(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _counted(lines: Iterator[str], advance: Callable[[float], None]) -> Iterator[str]:
    for line in lines:
        advance(len(line))
        yield line
