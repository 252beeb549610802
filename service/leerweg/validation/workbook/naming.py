"""Which thing each row of a workbook describes: by the key in its first cell, or by a key made of its other cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leerweg.validation.workbook.cells import CellError, Fault, Term, read_cell, text_of
from leerweg.validation.workbook.form import Column, Sheet
from leerweg.validation.workbook.keys import Keys, Subject, derived_key
from leerweg.validation.workbook.opening import FilledRow, FilledSheet

__all__ = ["NamedRow", "name_rows"]


@dataclass(frozen=True)
class NamedRow:
    """What a row describes, and what is wrong with its key, if anything."""

    subject: Subject
    fault: CellError | None = None


def name_rows(sheets: Iterable[FilledSheet], keys: Keys) -> Mapping[tuple[str, int], NamedRow]:
    """What each row describes, by the name of its sheet and its number; their keys are known to `keys` afterwards.

    Rows with a key of their own come first, for the key of another row may be made of a reference to them.
    """
    named: dict[tuple[str, int], NamedRow] = {}
    later: list[tuple[FilledSheet, Sheet, FilledRow]] = []
    for filled in sheets:
        for row in filled.rows if filled.sheet else ():
            assert filled.sheet is not None
            key = text_of(row.cells.get(0, ""))
            if 0 in row.computed:
                named[filled.name, row.number] = NamedRow(keys.nameless(), CellError(Fault.COMPUTED, ""))
            elif key:
                named[filled.name, row.number] = _name(filled.sheet, key, keys)
            else:
                later.append((filled, filled.sheet, row))
    for filled, sheet, row in later:
        key = derived_key([_first(filled, row, column, keys) for column in sheet.key_from])
        if not sheet.key_from:
            named[filled.name, row.number] = NamedRow(keys.nameless(), CellError(Fault.EMPTY, ""))
        else:  # when nothing can be read that makes the key, those cells are told of themselves
            named[filled.name, row.number] = _name(sheet, key, keys) if key else NamedRow(keys.nameless())
    return named


def _name(sheet: Sheet, key: str, keys: Keys) -> NamedRow:
    subject = keys.subject_of(sheet, key)
    if subject is None or not keys.add(sheet, key, subject):
        return NamedRow(keys.nameless(), CellError(Fault.KEY, key))
    return NamedRow(subject)


def _first(filled: FilledSheet, row: FilledRow, column: Column, keys: Keys) -> Term | None:
    """The first value of a cell; None for a cell that is empty or cannot be read."""
    at = filled.position(column)
    try:
        return next(iter(read_cell(row.cells.get(at, ""), column, keys)), None) if at not in row.computed else None
    except CellError:
        return None
