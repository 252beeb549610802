"""A filled workbook into the graph it states, each thing with its place, and what could not be read.

Meant to run in an isolated worker, like the reading of any foreign document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.errors import InputTooLargeError, MalformedInputError
from leerweg.namespaces import LWSH, RDF_TYPE, Identifiers
from leerweg.validation.acceptance import check_triple
from leerweg.validation.workbook.cells import CellError, Fault, Term, read_cell
from leerweg.validation.workbook.form import Column, Sheet, load_form
from leerweg.validation.workbook.keys import Keys, Subject
from leerweg.validation.workbook.limits import MOST_FAULTS
from leerweg.validation.workbook.naming import NamedRow, name_rows
from leerweg.validation.workbook.opening import FilledRow, FilledSheet, letter_of, open_workbook
from leerweg.validation.workbook.places import CellPlace, Places, SheetPlace
from leerweg.validation.workbook.remarks import remark, sheet_remark
from leerweg.validation.workbook.statements import read_statements

__all__ = ["Reading", "read_workbook"]

_KEY = NamedNode(LWSH + "rowKey")
_ABOVE = 4  # rows of the template before the first that people fill in


@dataclass
class Reading:
    """What a workbook says: its statements in reading order, where they stand, and remarks on what was not read.

    The remarks are statements for the shapes of `shapes/cell.ttl`; they are no part of the document.
    """

    triples: dict[Triple, None] = field(default_factory=dict)
    remarks: list[Triple] = field(default_factory=list)
    places: Places = field(default_factory=Places)


def read_workbook(
    content: bytes, identifiers: Identifiers, *, name: str, triples: int, blank_nodes: int, literal: int
) -> Reading:
    """The graph that a workbook of the trajectory form states.

    `triples`, `blank_nodes` and `literal` (characters) are the most that is read. Raises what `open_workbook` raises,
    InputTooLargeError past a limit, UnacceptableContentError for a statement that no document may make, and
    MalformedInputError when nothing is filled in.
    """
    form = load_form()
    workbook = open_workbook(content, name, form)
    keys = Keys(form, identifiers)
    reader = _Reader(keys, name_rows(workbook.sheets, keys), name, literal)
    for filled in workbook.sheets:
        reader.read(filled)
    for title in workbook.unread:
        reader.note_unread(title, "")
    reading = reader.reading
    if not reading.places.rows and not reading.triples:
        raise MalformedInputError(
            "No row of this workbook is filled in.", where=name, remedy="Fill in a row of the first sheet, and save."
        )
    for count, most, what in (
        (len(reading.triples), triples, "statements"),
        (keys.nameless_count, blank_nodes, "nameless things"),
    ):
        if count > most:
            raise InputTooLargeError(
                f"The workbook makes more than {most:,} {what}.", where=name, remedy="Split it into smaller workbooks."
            )
    return reading


class _Reader:
    """Reads sheet by sheet; `named` says what each row describes."""

    def __init__(self, keys: Keys, named: Mapping[tuple[str, int], NamedRow], name: str, literal: int) -> None:
        self.reading = Reading()
        self._keys = keys
        self._named = named
        self._name = name
        self._literal = literal
        self._faults = 0

    def read(self, filled: FilledSheet) -> None:
        """Everything that one sheet states."""
        if filled.sheet is None:
            self._read_statements(filled)
            return
        number = len(self.reading.places.sheets)
        columns = {column.key: (letter_of(at), filled.title(at)) for at, column in filled.columns.items()}
        last = max((row.number for row in filled.rows), default=_ABOVE)
        self.reading.places.sheets.append(SheetPlace(filled.name, columns, filled.sheet.iri.value, last))
        for row in filled.rows:
            named = self._named[filled.name, row.number]
            self.reading.places.rows.setdefault(_called(named.subject), (number, row.number))
            if named.fault:
                self._fault(named.subject, _KEY, named.fault, filled.spot(row, 0))
            for triple in self._row(filled, filled.sheet, row, named.subject):
                self._state(triple, filled.name, row.number)
        for title in filled.unread:
            self.note_unread(filled.name, title)

    def note_unread(self, sheet: str, title: str) -> None:
        """Note that a sheet, or one column of it, is not of the form."""
        node = BlankNode(f"unread{self._count(sheet)}")
        place = CellPlace(sheet, 0, title, title)
        self.reading.places.cells[str(node), _KEY.value, ""] = place
        self.reading.remarks += sheet_remark(node, _KEY, sheet, title)

    def _row(self, filled: FilledSheet, sheet: Sheet, row: FilledRow, subject: Subject) -> Iterator[Triple]:
        stated = {column: self._values(filled, row, column, subject) for column in sheet.columns}
        if sheet.type_column is None or not stated[sheet.type_column]:
            yield Triple(subject, RDF_TYPE, sheet.target)
        for column, values in stated.items():
            for value in values:
                if not column.inverse:
                    yield Triple(subject, column.path, value)
                elif not isinstance(value, Literal):
                    yield Triple(value, column.path, subject)

    def _values(self, filled: FilledSheet, row: FilledRow, column: Column, subject: Subject) -> list[Term]:
        at = filled.position(column)
        try:
            values = self._read_cell(row, column, at)
        except CellError as fault:
            self._fault(subject, column.path, fault, filled.spot(row, at))
            return []
        for value in values:
            if not isinstance(value, Literal):
                self.reading.places.mentions.setdefault(_called(value), filled.spot(row, at))
        return values

    def _read_cell(self, row: FilledRow, column: Column, at: int) -> list[Term]:
        if at in row.computed:
            raise CellError(Fault.COMPUTED, "")
        values = read_cell(row.cells.get(at, ""), column, self._keys)
        if column.required and not values:
            raise CellError(Fault.EMPTY, "")
        return values

    def _read_statements(self, filled: FilledSheet) -> None:
        for row, triple in read_statements(filled, self._keys, self._name):
            self._state(triple, filled.name, row)
            place = (_called(triple.subject), triple.predicate.value, "")
            self.reading.places.cells.setdefault(place, CellPlace(filled.name, row))

    def _fault(self, subject: Subject, path: NamedNode, fault: CellError, spot: CellPlace) -> None:
        number = self._count(str(spot))
        self.reading.places.cells.setdefault((_called(subject), path.value, fault.text), spot)
        self.reading.remarks += remark(subject, path, fault, spot.title or spot.column, number)

    def _count(self, where: str) -> int:
        self._faults += 1
        if self._faults > MOST_FAULTS:
            raise InputTooLargeError(
                f"More than {MOST_FAULTS:,} cells cannot be read.",
                where=f"{self._name}, {where}",
                remedy="Mend the first ones, and make sure that this is the template for trajectories.",
            )
        return self._faults

    def _state(self, triple: Triple, sheet: str, row: int) -> None:
        check_triple(triple, name=f"{self._name}, sheet {sheet}, row {row}", longest=self._literal)
        self.reading.triples[triple] = None


def _called(thing: object) -> str:
    return thing.value if isinstance(thing, NamedNode) else str(thing)
