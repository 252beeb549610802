"""One cell of a register into one value: a function per kind of cell, each saying what is wrong and how to mend it.

A cell comes from CSV as text, from a workbook also as number, date or truth value. Nothing is guessed: what can be
read in one way only is read, with a note where it was put right; all else is refused.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from leerweg.namespaces import Identifiers, scheme
from leerweg.sources.register.codes import codes_of
from leerweg.sources.register.columns import Column, Kind
from leerweg.sources.register.numbers import NumberError, enterprise_number, establishment_number
from leerweg.sources.register.privacy import personal_data, reason_against_pseudonym
from leerweg.sources.register.references import competence, iri, programme, sector
from leerweg.sources.register.regions import regions
from leerweg.sources.text import plain

__all__ = ["Cell", "CellError", "Value", "is_empty", "read_cell", "text_of"]

Cell = str | float | bool | dt.date | dt.time | dt.timedelta
Value = str | bool | int | Decimal | dt.date | NamedNode | tuple[NamedNode, ...]

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"-?[0-9]{1,7}([.,][0-9]{1,15})?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_DECIMAL_PLACES = 6
_FREE = frozenset({Kind.TEXT, Kind.KEY})
_FORMULA_STARTS = ("=", "+", "@")
_LONGEST_TEXT = 4_000
_TRUE = frozenset({"ja", "oui", "yes", "true", "waar", "vrai", "1"})
_FALSE = frozenset({"nee", "neen", "non", "no", "false", "onwaar", "faux", "0"})


class CellError(ValueError):
    """Why a cell cannot be taken over: `reason` and `remedy` are sentences."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in the cell but blanks."""
    return isinstance(cell, str) and not cell.strip()


def text_of(cell: Cell) -> str:
    """A cell as text; a number without fraction as its digits."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain(cell) if isinstance(cell, str) else str(cell)


def read_cell(cell: Cell, column: Column, identifiers: Identifiers, notes: list[str]) -> Value:
    """The value of a cell that is not empty; what was put right is added to `notes`. Raises CellError."""
    text = text_of(cell)
    if column.kind in _FREE and (found := personal_data(text)):
        raise CellError(f"No personal data here: '{column.name}' holds {found}.", "Take it out of the register.")
    return _READERS[column.kind](_Given(cell, text, column, identifiers, notes))


@dataclass(frozen=True, slots=True)
class _Given:
    """A cell to be read: as it came, as text, its column, what makes IRIs of codes, the notes so far."""

    cell: Cell
    text: str
    column: Column
    identifiers: Identifiers
    notes: list[str]

    @property
    def quoted(self) -> str:
        """The text as messages show it, cut short."""
        return f"'{self.text[:60]}'"


def _text(given: _Given) -> Value:
    if len(given.text) > _LONGEST_TEXT:
        raise CellError(f"The text has {len(given.text)} characters; at most {_LONGEST_TEXT} are read.", "Shorten it.")
    if given.text.startswith(_FORMULA_STARTS):
        raise CellError(f"{given.quoted} begins like a formula.", "Begin the text with a letter or digit.")
    return given.text


def _key(given: _Given) -> Value:
    if not _KEY.fullmatch(given.text):
        raise CellError(f"{given.quoted} is no key.", "Use at most 64 letters, digits, dots, dashes and underscores.")
    return given.text


def _pseudonym(given: _Given) -> Value:
    if reason := reason_against_pseudonym(given.text):
        raise CellError(
            f"No personal data here: this key is not taken for a pseudonym, because {reason}.",
            "Use a number or code that says nothing of the person, such as M-0001.",
        )
    return given.text


def _enterprise(given: _Given) -> Value:
    try:
        number, note = enterprise_number(given.text)
    except NumberError as error:
        raise CellError(error.reason, error.remedy) from error
    if note:
        given.notes.append(note)
    return number


def _establishment(given: _Given) -> Value:
    try:
        return establishment_number(given.text)
    except NumberError as error:
        raise CellError(error.reason, error.remedy) from error


def _date(given: _Given) -> Value:
    if isinstance(given.cell, dt.datetime):
        return given.cell.date()
    if isinstance(given.cell, dt.date):
        return given.cell
    if isinstance(given.cell, float):
        raise CellError(f"{given.text} is a number and no date.", "Format the cell as a date, or write 2025-09-01.")
    if not _ISO_DATE.fullmatch(given.text):
        raise CellError(f"{given.quoted} is not written as a date.", "Write year-month-day: 2025-09-01.")
    try:
        return dt.date.fromisoformat(given.text)
    except ValueError as error:
        raise CellError(f"The day {given.text} does not exist.", "Give a day of the calendar.") from error


def _boolean(given: _Given) -> Value:
    if isinstance(given.cell, bool):
        return given.cell
    lower = given.text.lower()
    if lower not in _TRUE and lower not in _FALSE:
        raise CellError(f"{given.quoted} is neither yes nor no.", "Write ja or nee, oui or non, yes or no, 1 or 0.")
    return lower in _TRUE


def _whole(given: _Given) -> Value:
    if not _WHOLE.fullmatch(given.text):
        raise CellError(f"{given.quoted} is no whole number from 0 to 999999.", "Write digits only, such as 3.")
    return int(given.text)


def _decimal(given: _Given) -> Value:
    if isinstance(given.cell, float) and math.isfinite(given.cell):
        number = Decimal(given.text)
    elif isinstance(given.cell, str) and _DECIMAL.fullmatch(given.text):
        number = Decimal(given.text.replace(",", "."))
    else:
        raise CellError(f"{given.quoted} is no decimal number.", "Write it as 51.054.")
    return round(number, _DECIMAL_PLACES).normalize()


def _municipality(given: _Given) -> Value:
    found = regions().find(given.text)
    if not found:
        raise CellError(
            f"{given.quoted} is no municipality of Flanders or Brussels.",
            "Use the name or NIS code since the mergers of 1 January 2025; BE3 for a place in Wallonia.",
        )
    if len(found) > 1:
        raise CellError(f"More than one municipality is called {given.quoted}.", "Give the NIS code.")
    return found[0]


def _activity(given: _Given) -> Value:
    as_number = isinstance(given.cell, float)
    found = _each(given, lambda code: sector(code, given.notes, as_number=as_number))
    if given.column.name == "sector" and len(found) > 1:
        raise CellError("A mandate is for one sector.", "Give each sector a row of its own.")
    return found


def _competences(given: _Given) -> Value:
    return _each(given, lambda code: competence(code, given.identifiers))


def _programme(given: _Given) -> Value:
    found = programme(given.text, given.identifiers)
    if found is None:
        raise CellError(f"{given.quoted} is no programme code.", "Give the programme, without version, such as S-97.")
    return found


def _body(given: _Given) -> Value:
    if found := iri(given.text):
        return found
    if not _KEY.fullmatch(given.text):
        raise CellError(f"{given.quoted} is no key of a body.", "Use the key of the sheet bodies, or an IRI.")
    return given.identifiers.of("organisation", given.text)


def _choice(given: _Given) -> Value:
    if given.text.lower() not in given.column.choices:
        raise CellError(f"{given.quoted} cannot stand here.", f"Choose one of: {', '.join(given.column.choices)}.")
    return given.text.lower()


def _code(given: _Given) -> Value:
    codes = codes_of(given.column.code_list)
    for code in codes:
        if code.lower() == given.text.lower():
            return scheme(given.column.code_list, code)
    raise CellError(
        f"{given.quoted} is no code of the list '{given.column.code_list}'.", f"Choose one of: {', '.join(codes)}."
    )


def _each(given: _Given, read: Callable[[str], NamedNode | None]) -> tuple[NamedNode, ...]:
    """Each piece between semicolons, once, in order."""
    found: dict[NamedNode, None] = {}
    for piece in filter(None, (piece.strip() for piece in given.text.split(";"))):
        value = read(piece)
        if value is None:
            raise CellError(f"'{piece[:80]}' cannot be read here.", f"Write {given.column.kind.value}, separated by ;.")
        found[value] = None
    if not found:
        raise CellError("There are only separators.", "Give at least one code, or leave the cell empty.")
    return tuple(found)


_READERS: Mapping[Kind, Callable[[_Given], Value]] = {
    Kind.TEXT: _text,
    Kind.KEY: _key,
    Kind.PSEUDONYM: _pseudonym,
    Kind.ENTERPRISE: _enterprise,
    Kind.ESTABLISHMENT: _establishment,
    Kind.DATE: _date,
    Kind.BOOLEAN: _boolean,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.MUNICIPALITY: _municipality,
    Kind.ACTIVITY: _activity,
    Kind.COMPETENCES: _competences,
    Kind.PROGRAMME: _programme,
    Kind.BODY: _body,
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
}
