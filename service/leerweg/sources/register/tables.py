"""A register as rows with their place, whatever it is stored in: a workbook, or CSV files in a folder or zip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from leerweg.errors import InputError, MalformedInputError, UnsupportedFormatError
from leerweg.model.delivery import Location
from leerweg.sources.register.cells import Cell, text_of
from leerweg.sources.register.columns import Sheet
from leerweg.sources.register.template import SHEETS

__all__ = ["Header", "Row", "Table", "files_of", "in_template_order", "note_on_unknown", "read_header"]

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its sheet, its place, its cells by column name (empty ones left out).

    `faults` are what was wrong with the row as such (a formula, too many cells), per column name.
    """

    sheet: Sheet
    where: Location
    cells: Mapping[str, Cell]
    faults: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of a register: `size` in whatever unit `rows` reports to the callback it is given."""

    sheet: Sheet
    size: float
    rows: Callable[[Callable[[float], None]], Iterator[Row]]
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Header:
    """The column names of a table by position (empty: not read), and what is to be said about the others."""

    names: tuple[str, ...]
    notes: tuple[str, ...]


def read_header(cells: Sequence[Cell], sheet: Sheet, where: Location) -> Header:
    """The columns of the template found in a header row.

    Raises MalformedInputError when a required column is missing or one stands twice. Unknown columns are noted.
    """
    found = [text_of(cell).lower() for cell in cells]
    names = tuple(name if name in sheet.names else "" for name in found)
    missing = [name for name in sheet.required if name not in names]
    if missing:
        raise MalformedInputError(
            f"Sheet '{sheet.name}' has no column {', '.join(missing)}.",
            where=str(where),
            remedy="Write the column names in the first row, as in the template (leerweg template register).",
        )
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise MalformedInputError(f"The column {', '.join(twice)} stands twice.", where=str(where), remedy="Keep one.")
    unknown = [text_of(cell) for cell, name in zip(cells, names, strict=True) if text_of(cell) and not name]
    return Header(names, note_on_unknown(f"columns of sheet '{sheet.name}'", unknown))


def note_on_unknown(what: str, names: Sequence[str]) -> tuple[str, ...]:
    """One note on what the template does not know, or none when `names` is empty; `what` is in the plural."""
    if not names:
        return ()
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    quoted = ", ".join(f"'{name[:60]}'" for name in names[:_MOST_NAMED])
    return (f"These {what} are not in the template and were not read: {quoted}{more}.",)


def in_template_order(tables: Sequence[Table], where: str) -> list[Table]:
    """The tables, each after those it refers to. Raises InputError when there is none, or one sheet comes twice."""
    if not tables:
        raise UnsupportedFormatError(
            f"There is no table of a register here; they are called {', '.join(sheet.name for sheet in SHEETS)}.",
            where=where,
            remedy="Start from the template: leerweg template register.",
        )
    names = [table.sheet.name for table in tables]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(f"The table {', '.join(twice)} comes twice.", where=where, remedy="Give each table once.")
    order = {sheet.name: position for position, sheet in enumerate(SHEETS)}
    return sorted(tables, key=lambda table: order[table.sheet.name])


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files to read: a folder stands for the CSV files in it. Raises InputError for what is not there."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.is_file()))
        elif path.is_file():
            files.append(path)
        else:
            raise InputError("There is no such file or folder.", where=path.name, remedy="Check the path.")
    if not files:
        raise UnsupportedFormatError(
            "There is no CSV file in this folder.",
            where=", ".join(path.name for path in paths),
            remedy="A register is a workbook (.xlsx), or CSV files named after the sheets of the template.",
        )
    return files
