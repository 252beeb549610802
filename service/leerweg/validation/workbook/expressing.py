"""A change of the graph that a workbook states, as changes of its cells: for whoever mends the workbook itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import LWSH, RDF_TYPE, XSD, Identifiers
from leerweg.validation.report import CellChange, CellPlace
from leerweg.validation.shapes import LANGUAGES
from leerweg.validation.workbook.cells import Cell, Term, text_of, write_cell
from leerweg.validation.workbook.form import Column, Form, Sheet, load_form
from leerweg.validation.workbook.keys import Keys, Subject, derived_key
from leerweg.validation.workbook.places import Places, SheetPlace

__all__ = ["Expressing"]

_DECIMAL = f"{XSD}decimal"
_WHOLE = re.compile("-?[0-9]{1,18}")
_FAULT_OF = NamedNode(LWSH + "cellText")
_HAS_CELL = NamedNode(LWSH + "hasCell")
_PROPERTY_OF = NamedNode(LWSH + "cellProperty")


class Expressing:
    """Says in cells of one workbook what a change says in triples.

    `triples` are what the workbook states, `remarks` what its reader had to say of cells that state nothing.
    """

    def __init__(
        self, places: Places, triples: Iterable[Triple], remarks: Sequence[Triple], identifiers: Identifiers
    ) -> None:
        self._places = places
        self._form: Form = load_form()
        self._identifiers = identifiers
        self._stated: dict[tuple[object, NamedNode], list[Term]] = {}
        self._backwards: dict[tuple[object, NamedNode], list[Term]] = {}
        for triple in triples:
            if isinstance(triple.subject, Subject) and isinstance(triple.object, Term):
                self._stated.setdefault((triple.subject, triple.predicate), []).append(triple.object)
                self._backwards.setdefault((triple.object, triple.predicate), []).append(triple.subject)
        self._unread = _unread_texts(remarks)
        self._sheets = {sheet.iri.value: sheet for sheet in self._form.sheets}
        self._language = self._spoken()

    def changes(self, adds: Sequence[Triple], removes: Sequence[Triple]) -> tuple[CellChange, ...]:
        """The cells to change, by sheet and row; none when the cells of this workbook cannot say it all."""
        new: dict[object, object] = {triple.subject: triple.object for triple in adds if self._is_new(triple)}
        keys = self._keys(new)
        wanted: dict[tuple[Subject, Column], list[Term]] = {}
        for triples, removing in ((removes, True), (adds, False)):
            for triple in triples:
                if triple.predicate == RDF_TYPE and triple.subject in new and self._implied(triple):
                    continue
                found = self._cell_of(triple, new)
                if found is None:
                    return ()
                thing, column, value = found
                values = wanted.setdefault((thing, column), list(self._now(thing, column)))
                if removing and value in values:
                    values.remove(value)
                elif not removing and value not in values:
                    values.append(_as_typed(value, column))
        rows = dict(self._rows_for(new))
        told = [self._told(thing, column, values, keys, rows) for (thing, column), values in wanted.items()]
        changes = [change for change in told if change is not None]
        if len(changes) < len(told):
            return ()
        own_keys = self._own_keys(new, wanted, keys, rows)
        return tuple(
            sorted(
                (*changes, *own_keys),
                key=lambda one: (one.place.sheet, one.place.row, len(one.place.column), one.place.column),
            )
        )

    def _spoken(self) -> str:
        """The language in which the sheets of the workbook are named."""
        for place in self._places.sheets:
            sheet = self._sheets.get(place.iri)
            for language in LANGUAGES:
                if sheet is not None and sheet.names[language] == place.name:
                    return language
        return LANGUAGES[0]

    def _keys(self, new: dict[object, object]) -> Keys:
        """The keys of all rows, those that a change adds among them."""
        keys = Keys(self._form, self._identifiers)
        for thing, (number, _) in self._places.rows.items():
            sheet = self._sheets.get(self._places.sheets[number].iri)
            subject = BlankNode(thing.removeprefix("_:")) if thing.startswith("_:") else NamedNode(thing)
            if sheet is not None:
                keys.add(sheet, keys.key_of(sheet, subject), subject)
        for added, kind in new.items():
            if isinstance(added, NamedNode) and (found := self._sheet_of_new(kind)):
                keys.add(found, keys.key_of(found, added), added)
        return keys

    def _is_new(self, triple: Triple) -> bool:
        return (
            triple.predicate == RDF_TYPE
            and isinstance(triple.subject, NamedNode)
            and triple.subject.value not in self._places.rows
            and self._sheet_of_new(triple.object) is not None
        )

    def _sheet_of_new(self, kind: object) -> Sheet | None:
        """The sheet of this workbook in which a thing of this class has its row."""
        return next((sheet for sheet in self._form.sheets if sheet.holds((kind,)) and self._place_of(sheet)), None)

    def _place_of(self, sheet: Sheet) -> SheetPlace | None:
        return next((place for place in self._places.sheets if place.iri == sheet.iri.value), None)

    def _implied(self, triple: Triple) -> bool:
        """Whether a row of its sheet says already that a thing is of this class."""
        sheet = self._sheet_of_new(triple.object)
        return sheet is not None and sheet.type_column is None and sheet.target == triple.object

    def _cell_of(self, triple: Triple, new: dict[object, object]) -> tuple[Subject, Column, Term] | None:
        """The row and column that state a triple, and the value in it; None when there is no such column."""
        subject, value = triple.subject, triple.object
        ends = ((subject, value, False), (value, subject, True))
        for thing, other, inverse in ends:
            sheet = self._sheet_at(thing, new)
            if sheet is None or not isinstance(thing, Subject) or not isinstance(other, Term):
                continue
            language = other.language or "" if isinstance(other, Literal) else ""
            for column in sheet.columns:
                if (column.path, column.inverse, column.language) == (triple.predicate, inverse, language):
                    return thing, column, other
        return None

    def _sheet_at(self, thing: object, new: dict[object, object]) -> Sheet | None:
        called = _called(thing)
        if called in self._places.rows:
            return self._sheets.get(self._places.sheets[self._places.rows[called][0]].iri)
        return self._sheet_of_new(new[thing]) if thing in new else None

    def _now(self, thing: Subject, column: Column) -> Sequence[Term]:
        return (self._backwards if column.inverse else self._stated).get((thing, column.path), ())

    def _rows_for(self, new: dict[object, object]) -> Iterable[tuple[object, tuple[SheetPlace, int]]]:
        """A free row for each new thing."""
        used: dict[str, int] = {}
        for thing, kind in new.items():
            sheet = self._sheet_of_new(kind)
            place = self._place_of(sheet) if sheet else None
            if place is not None:
                used[place.iri] = used.get(place.iri, place.last) + 1
                yield thing, (place, used[place.iri])

    def _told(
        self,
        thing: Subject,
        column: Column,
        values: Sequence[Term],
        keys: Keys,
        rows: dict[object, tuple[SheetPlace, int]],
    ) -> CellChange | None:
        """The change of one cell; None when it cannot hold these values, or holds more that cannot be read."""
        place = self._cell_place(thing, column, rows)
        unread = self._unread.get((_called(thing), column.path.value), "")
        if place is None or (unread and not column.single):
            return None
        after, held = write_cell(values, column, keys, self._language)
        if len(held) < len(values):
            return None
        before, _ = write_cell(self._now(thing, column), column, keys, self._language)
        return CellChange(place, unread or text_of(before), _written(after), _kind(after))

    def _cell_place(
        self, thing: object, column: Column, rows: dict[object, tuple[SheetPlace, int]]
    ) -> CellPlace | None:
        if thing in rows:
            place, row = rows[thing]
        else:
            number, row = self._places.rows[_called(thing)]
            place = self._places.sheets[number]
        letters, title = place.columns.get(column.key, ("", ""))
        return CellPlace(place.name, row, letters, title) if letters else None

    def _own_keys(
        self,
        new: dict[object, object],
        wanted: dict[tuple[Subject, Column], list[Term]],
        keys: Keys,
        rows: dict[object, tuple[SheetPlace, int]],
    ) -> Iterable[CellChange]:
        """The first cell of each new row, unless its key follows from the others."""
        for thing, (place, row) in rows.items():
            sheet = self._sheet_of_new(new[thing])
            if sheet is None or not isinstance(thing, NamedNode):
                continue
            firsts = [next(iter(wanted.get((thing, column), ())), None) for column in sheet.key_from]
            key = keys.key_of(sheet, thing)
            if not sheet.key_from or derived_key(firsts) != key:
                yield CellChange(CellPlace(place.name, row, "A", ""), "", key)


def _unread_texts(remarks: Sequence[Triple]) -> dict[tuple[str, str], str]:
    """What stands in the cells that cannot be read, by row and property."""
    rows = {triple.object: _called(triple.subject) for triple in remarks if triple.predicate == _HAS_CELL}
    paths = {triple.subject: _called(triple.object) for triple in remarks if triple.predicate == _PROPERTY_OF}
    return {
        (rows[triple.subject], paths[triple.subject]): triple.object.value
        for triple in remarks
        if triple.predicate == _FAULT_OF and triple.subject in rows and isinstance(triple.object, Literal)
    }


def _as_typed(value: Term, column: Column) -> Term:
    """A number as the cells of its column state it: 20 hours are 20.0 where the column holds decimals."""
    if isinstance(value, Literal) and column.datatype == _DECIMAL and _WHOLE.fullmatch(value.value):
        return Literal(f"{value.value}.0", datatype=NamedNode(_DECIMAL))
    return value


def _written(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else text_of(cell)


def _kind(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return "date"
    if isinstance(cell, dt.time):
        return "time"
    return "number" if isinstance(cell, float) else "text"


def _called(thing: object) -> str:
    return thing.value if isinstance(thing, NamedNode) else str(thing)
