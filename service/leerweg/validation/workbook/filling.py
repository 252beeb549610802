"""A graph into the cells of a workbook: each thing in a row of its sheet, and whatever has no cell as a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import RDF_TYPE, Identifiers
from leerweg.validation.workbook.cells import Cell, Term, write_cell
from leerweg.validation.workbook.form import Column, Form, Sheet
from leerweg.validation.workbook.keys import Keys, Subject, derived_key

__all__ = ["Filling", "RowCells", "fill"]


@dataclass(frozen=True)
class RowCells:
    """The cells of one row: its key (empty when it follows from the other cells), and the filled cells by column."""

    key: str
    cells: Mapping[Column, Cell]


@dataclass(frozen=True)
class Filling:
    """The rows of each sheet, in the order in which the graph describes the things, and what no row could hold."""

    rows: Mapping[Sheet, Sequence[RowCells]]
    rest: tuple[Triple, ...]


def fill(form: Form, triples: Iterable[Triple], identifiers: Identifiers, language: str) -> Filling:
    """The workbook of this form that states exactly these triples, codes by their names in `language`."""
    return _Filler(form, list(dict.fromkeys(triples)), identifiers, language).fill()


class _Filler:
    def __init__(self, form: Form, triples: list[Triple], identifiers: Identifiers, language: str) -> None:
        self._form = form
        self._keys = Keys(form, identifiers)
        self._language = language
        self._left = dict.fromkeys(triples)
        self._from: dict[tuple[object, NamedNode], list[Term]] = {}
        self._to: dict[tuple[object, NamedNode], list[Subject]] = {}
        for triple in triples:
            for term in (triple.subject, triple.object):
                if isinstance(term, BlankNode):
                    self._keys.know(term)
            if isinstance(triple.object, Term) and isinstance(triple.subject, Subject):
                self._from.setdefault((triple.subject, triple.predicate), []).append(triple.object)
                self._to.setdefault((triple.object, triple.predicate), []).append(triple.subject)
        self._sheets = dict(self._placed(triples))

    def fill(self) -> Filling:
        """Every row, and what is left."""
        for subject, sheet in self._sheets.items():
            self._keys.add(sheet, self._keys.key_of(sheet, subject), subject)
        rows: dict[Sheet, list[RowCells]] = {sheet: [] for sheet in self._form.sheets}
        for subject, sheet in self._sheets.items():
            rows[sheet].append(self._row(sheet, subject))
        return Filling(rows, tuple(self._left))

    def _placed(self, triples: Iterable[Triple]) -> Iterator[tuple[Subject, Sheet]]:
        """The sheet of each thing that has one, things in the order in which they are first described."""
        subjects = dict.fromkeys(triple.subject for triple in triples)
        for subject in subjects:
            types = self._from.get((subject, RDF_TYPE), ())
            sheet = next((each for each in self._form.sheets if each.holds(types)), None)
            if sheet is not None and isinstance(subject, Subject):
                yield subject, sheet

    def _row(self, sheet: Sheet, subject: Subject) -> RowCells:
        cells: dict[Column, Cell] = {}
        held: dict[Column, list[Term]] = {}
        for column in sheet.columns:
            cell, values = self._cell(column, subject)
            if values:
                cells[column], held[column] = cell, values
        if sheet.type_column is None or not held.get(sheet.type_column):
            self._left.pop(Triple(subject, RDF_TYPE, sheet.target), None)
        key = self._keys.key_of(sheet, subject)
        derived = derived_key([held[column][0] if column in held else None for column in sheet.key_from])
        return RowCells("" if derived and derived == key else key, cells)

    def _cell(self, column: Column, subject: Subject) -> tuple[Cell, list[Term]]:
        """The cell of a column, and the values that it states: those that no cell states yet and that fit."""
        found: Sequence[Term] = (self._to if column.inverse else self._from).get((subject, column.path), ())
        waiting = [value for value in found if self._triple(column, subject, value) in self._left]
        cell, values = write_cell(waiting, column, self._keys, self._language)
        for value in values:
            del self._left[self._triple(column, subject, value)]
        return cell, values

    @staticmethod
    def _triple(column: Column, subject: Subject, value: Term) -> Triple:
        if column.inverse:
            assert not isinstance(value, Literal)  # subjects of statements only
            return Triple(value, column.path, subject)
        return Triple(subject, column.path, value)
