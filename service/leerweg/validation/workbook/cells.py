"""One cell into the values it states, and back: a function per kind of cell. Nothing is guessed.

A value is written the way that is read back as itself; what cannot be written so has no cell (see `statements`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from leerweg.namespaces import XSD
from leerweg.validation.workbook.choices import choices_of, chosen
from leerweg.validation.workbook.form import Column
from leerweg.validation.workbook.keys import Keys

__all__ = ["Cell", "CellError", "Fault", "Term", "is_empty", "read_cell", "text_of", "write_cell"]

Cell = str | float | bool | dt.date | dt.time | dt.timedelta
Term = NamedNode | BlankNode | Literal

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,18})?")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_EXACT = 2**53
_TRUE = frozenset({"ja", "oui", "yes", "true", "waar", "vrai", "1"})
_FALSE = frozenset({"nee", "neen", "non", "no", "false", "onwaar", "faux", "0"})
_YES_AND_NO = {"nl": ("ja", "nee"), "fr": ("oui", "non"), "en": ("yes", "no")}
_UNWRITABLE = re.compile("[\ufffe\uffff]")
_LONGEST = 32_767
_FIRST_DATE = dt.date(1900, 3, 1)


class Fault(StrEnum):
    """Why a cell states nothing, in the word that the shapes of `shapes/cell.ttl` ask for."""

    EMPTY = "empty"
    DATE = "date"
    NUMBER = "number"
    TRUTH = "truth"
    CHOICE = "choice"
    REFERENCE = "reference"
    KEY = "key"
    COMPUTED = "computed"
    UNREAD = "unread"


class CellError(ValueError):
    """A cell that cannot be read: `fault` is why, `text` the part of the cell that it is about."""

    def __init__(self, fault: Fault, text: str) -> None:
        super().__init__(text)
        self.fault = fault
        self.text = text


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in the cell but blanks."""
    return isinstance(cell, str) and not cell.strip()


def text_of(cell: Cell) -> str:
    """A cell as text, without blanks around it; a number without fraction as its digits."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return _decimal_text(cell).removesuffix(".0")
    return str(cell).strip()


def read_cell(cell: Cell, column: Column, keys: Keys) -> list[Term]:
    """The values that a cell states, none for an empty one, each line one unless the column is for one value.

    Raises CellError for a cell of which any part cannot be read.
    """
    if is_empty(cell):
        return []
    if column.single or not isinstance(cell, str):
        return [_read(cell, column, keys)]
    return list(dict.fromkeys(_read(line, column, keys) for line in cell.split("\n") if line.strip()))


def write_cell(values: Sequence[Term], column: Column, keys: Keys, language: str) -> tuple[Cell, list[Term]]:
    """The cell that states as many of these values as it can, in order, and those values.

    What the cell holds reads back as exactly these values; an empty text when it can state none of them.
    """
    pieces = [(value, _piece(value, column, keys, language)) for value in values]
    fitting = [(value, piece) for value, piece in pieces if piece is not None]
    if column.single:
        return (fitting[0][1], [fitting[0][0]]) if fitting else ("", [])
    lines = [(value, piece) for value, piece in fitting if isinstance(piece, str) and "\n" not in piece]
    while len(joined := "\n".join(piece for _, piece in lines)) > _LONGEST:
        lines.pop()
    return joined, [value for value, _ in lines]


def _read(cell: Cell, column: Column, keys: Keys) -> Term:
    if column.ways:
        return _reference(cell, column, keys)
    if column.code_list or column.choices:
        found = chosen(column, text_of(cell))
        if found is None:
            raise CellError(Fault.CHOICE, text_of(cell))
        return found
    if column.language:
        return Literal(text_of(cell), language=column.language)
    return _LITERALS[column.datatype.removeprefix(XSD)](cell)


def _reference(cell: Cell, column: Column, keys: Keys) -> Term:
    text = text_of(cell)
    for way in column.ways:
        found = keys.find(way, text)
        if found is not None:
            return found
    raise CellError(Fault.REFERENCE, text)


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


def _string(cell: Cell) -> Literal:
    return Literal(text_of(cell))


def _date(cell: Cell) -> Literal:
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return _typed(cell.isoformat(), "date")
    text = text_of(cell)
    if isinstance(cell, str) and _ISO_DATE.fullmatch(text):
        try:
            return _typed(dt.date.fromisoformat(text).isoformat(), "date")
        except ValueError as error:
            raise CellError(Fault.DATE, text) from error
    raise CellError(Fault.DATE, text)


def _time(cell: Cell) -> Literal:
    if isinstance(cell, dt.time):
        return _typed(cell.replace(microsecond=0).isoformat(), "time")
    text = text_of(cell)
    match = _TIME.fullmatch(text)
    if not match:
        raise CellError(Fault.DATE, text)
    return _typed(f"{int(match[1]):02d}:{match[2]}:{match[3] or '00'}", "time")


def _decimal(cell: Cell) -> Literal:
    if isinstance(cell, float) and math.isfinite(cell):
        return _typed(_decimal_text(cell), "decimal")
    text = text_of(cell)
    if isinstance(cell, str) and _WHOLE.fullmatch(text):
        return _typed(text, "integer")  # as Turtle has it: a number in digits alone is whole, and so a decimal too
    if isinstance(cell, str) and _DECIMAL.fullmatch(text):
        return _typed(text.replace(",", "."), "decimal")
    raise CellError(Fault.NUMBER, text)


def _whole(cell: Cell) -> Literal:
    text = text_of(cell)
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT
    if whole or (isinstance(cell, str) and _WHOLE.fullmatch(text)):
        return _typed(text, "integer")
    raise CellError(Fault.NUMBER, text)


def _truth(cell: Cell) -> Literal:
    text = text_of(cell).lower()
    if text in _TRUE or text in _FALSE:
        return _typed("true" if text in _TRUE else "false", "boolean")
    raise CellError(Fault.TRUTH, text_of(cell))


_LITERALS: Mapping[str, Callable[[Cell], Literal]] = {
    "string": _string,
    "date": _date,
    "time": _time,
    "decimal": _decimal,
    "integer": _whole,
    "boolean": _truth,
}


def _decimal_text(number: float) -> str:
    """The number as a decimal with a point in it: 24.0, 0.6."""
    text = format(Decimal(repr(number)), "f")
    return text if "." in text else f"{text}.0"


def _piece(value: Term, column: Column, keys: Keys, language: str) -> Cell | None:
    """The cell, or line of one, that reads back as this value; None when there is no such cell."""
    for piece in _candidates(value, column, keys, language):
        text = piece if isinstance(piece, str) else ""
        if len(text) > _LONGEST or _UNWRITABLE.search(text) or (isinstance(piece, str) and not text.strip()):
            continue
        try:
            if _read(piece, column, keys) == value:
                return piece
        except CellError:
            continue
    return None


def _candidates(value: Term, column: Column, keys: Keys, language: str) -> Sequence[Cell]:
    if column.ways:
        return [*keys.written(value, column.ways)]
    if isinstance(value, NamedNode):
        return [choice.names[language] for choice in choices_of(column) if choice.iri == value] + [value.value]
    if not isinstance(value, Literal):
        return []
    text = value.value
    return [*_typed_cells(text, column.datatype.removeprefix(XSD), language), text]


def _typed_cells(text: str, kind: str, language: str) -> list[Cell]:
    """The date, time, number or yes that a literal may stand in a spreadsheet as."""
    try:
        if kind == "date" and (day := dt.date.fromisoformat(text)) >= _FIRST_DATE:
            return [day]
        if kind == "time" and (hour := dt.time.fromisoformat(text)).tzinfo is None:
            return [hour]
        if kind in ("decimal", "integer") and _DECIMAL.fullmatch(text):
            number = float(text)
            return [number] if float(f"{number:.16G}") == number else []  # workbooks keep sixteen digits
    except ValueError:
        return []  # such a text has no cell of its kind
    return [_YES_AND_NO[language][text == "false"]] if kind == "boolean" and text in ("true", "false") else []
