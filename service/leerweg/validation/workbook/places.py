"""Where in a workbook a thing, or one of its properties, stands: sheet, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leerweg.validation.report import CellPlace

__all__ = ["CellPlace", "Places", "SheetPlace"]


@dataclass(frozen=True)
class SheetPlace:
    """A sheet by its name, and the columns of each property: letters and title, as `Column.key` has the property.

    `iri` is the sheet of the form that it is, `last` the number of its last row that is filled in.
    """

    name: str
    columns: Mapping[str, tuple[str, str]]
    iri: str = ""
    last: int = 0

    def column(self, path: str) -> tuple[str, str]:
        """Letters and title of the column in which this property stands, forwards before backwards; empty for none."""
        for key in (path, f"^{path}"):
            if key in self.columns:
                return self.columns[key]
        for key, found in self.columns.items():
            if key.partition("@")[0] == path:
                return found
        return "", ""


@dataclass
class Places:
    """Where the things of one workbook stand. Things are called by their IRI, or `_:label`.

    `rows` are what rows describe, by the numbers of sheet and row; `mentions` the first cell that names a thing.
    """

    sheets: list[SheetPlace] = field(default_factory=list)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], CellPlace] = field(default_factory=dict)
    mentions: dict[str, CellPlace] = field(default_factory=dict)

    def of(self, focus: str, path: str = "", value: str = "") -> CellPlace | None:
        """The cell where this value of a thing's property stands; else where it would; else the row of the thing.

        For what no row describes it is the first cell that names it; None for what stands nowhere.
        """
        for key in ((focus, path, value), (focus, path, "")):
            if path and key in self.cells:
                return self.cells[key]
        for thing in (focus, value):  # what a row says backwards is said of another thing
            if thing in self.rows and (found := self._in_row(thing, path)) and (thing == focus or found.column):
                return found
        return self._in_row(focus, "") if focus in self.rows else self.mentions.get(focus)

    def _in_row(self, thing: str, path: str) -> CellPlace | None:
        sheet, row = self.rows[thing]
        place = self.sheets[sheet]
        letters, title = place.column(path) if path else ("", "")
        if path and not letters:
            return None
        return CellPlace(place.name, row, letters, title)
