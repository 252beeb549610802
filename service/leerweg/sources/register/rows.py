"""Rows of a register into records: each cell checked, each reference followed within the delivery, each key once."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from leerweg.model.delivery import Location, Record, Rejection
from leerweg.namespaces import Identifiers, scheme
from leerweg.sources.register.cells import CellError, Value, is_empty, read_cell, text_of
from leerweg.sources.register.following import follow
from leerweg.sources.register.keys import Ledger, RowError, own_key
from leerweg.sources.register.numbers import NumberError, enterprise_number, establishment_number
from leerweg.sources.register.tables import Row
from leerweg.sources.register.triples import triples_of

__all__ = ["RowReader"]

_KINDS: Mapping[str, str] = {
    "companies": "organisation",
    "bodies": "organisation",
    "mandates": "mandate",
    "sites": "site",
    "offers": "offer",
    "recognitions": "recognition",
    "suspensions": "suspension",
    "exclusions": "exclusion",
    "mentors": "mentor-role",
    "capacity": "capacity",
}
_LONGEST_KEY = 64
_LISTS_OF_OFFER = ("competences", "partly", "not_taught")


class RowReader:
    """Reads the rows of one delivery, which must come after the rows they refer to.

    It remembers every key of the delivery (some 100 bytes each), nothing else.
    """

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._ledger = Ledger()

    def read(self, row: Row, notes: tuple[str, ...] = ()) -> Record | Rejection:
        """The record a row states, with `notes` before its own; or why it is rejected, and how to mend it."""
        values, faults, odd = self._values(row)
        if faults:
            self._ledger.reject(row, _numbers(row))
            return _rejection(row, faults)
        try:
            references, more = follow(row.sheet.name, values, self._ledger)
            key = own_key(row.sheet.name, values)
            self._ledger.accept(row, values, key)
        except RowError as fault:
            self._ledger.reject(row, _numbers(row))
            return _rejection(row, [(fault.column, fault.reason, fault.remedy)])
        kind = _KINDS[row.sheet.name]
        iris = {name: self._iri(name, found) for name, found in references.items()}
        triples = triples_of(row.sheet.name, self._identifiers.of(kind, key), values, iris)
        return Record(f"{kind}/{key}", row.where, triples, (*notes, *odd, *more))

    def _iri(self, kind: str, key: str) -> NamedNode:
        return self._identifiers.of(kind, key)

    def _values(self, row: Row) -> tuple[dict[str, Value], list[tuple[str, str, str]], list[str]]:
        values: dict[str, Value] = {}
        notes: list[str] = []
        faults = list(row.faults)
        faulty = {column for column, _, _ in faults}
        for column in row.sheet.columns:
            cell = row.cells.get(column.name, "")
            if column.name in faulty:
                continue
            if is_empty(cell):
                if column.required:
                    faults.append((column.name, "The cell is empty and must not be.", "Fill it in."))
                elif column.default:
                    values[column.name] = scheme(column.code_list, column.default)
                continue
            try:
                values[column.name] = read_cell(cell, column, self._identifiers, notes)
            except CellError as error:
                faults.append((column.name, error.reason, error.remedy))
        if row.sheet.name == "offers" and not faults and not any(name in values for name in _LISTS_OF_OFFER):
            columns = ", ".join(_LISTS_OF_OFFER)
            faults.append(("competences", "The offer names no competence.", f"Fill in at least one of {columns}."))
        return values, faults, notes


def _numbers(row: Row) -> dict[str, str]:
    """The own numbers of a rejected row as far as they can be read, so that what refers to it is told why."""
    found: dict[str, str] = {}
    for column in ("enterprise_number", "establishment_number", "body", "recognition"):
        text = text_of(row.cells.get(column, ""))
        try:
            if column == "enterprise_number":
                text = enterprise_number(text)[0]
            elif column == "establishment_number":
                text = establishment_number(text)
        except NumberError:
            continue
        if text:
            found[column] = text[:_LONGEST_KEY]
    return found


def _rejection(row: Row, faults: list[tuple[str, str, str]]) -> Rejection:
    column, reason, remedy = faults[0]
    others = "".join(f" Column {name}: {why}" if name else f" {why}" for name, why, _ in faults[1:])
    where = Location(row.where.file, row.where.part, row.where.row, column)
    numbers = [number for name, number in _numbers(row).items() if name not in {each for each, _, _ in faults}]
    key = " ".join((row.sheet.name, *numbers)) if numbers else f"{row.sheet.name} row {row.where.row}"
    return Rejection(key, where, reason + others, remedy)
