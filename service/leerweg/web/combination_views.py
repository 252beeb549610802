"""A combination as a picture: who teaches what as a grid of cells, and the sites on a map."""

from __future__ import annotations

from dataclasses import dataclass

from leerweg.model.answers import Reference
from leerweg.model.combinations import Combination, Combinations
from leerweg.web.site_map import MapSite, SiteMap, draw_map

__all__ = ["Grid", "GridCell", "SetView", "TeachingRow", "view_set"]

_CELL = 14.0
_HEAD = 26.0
_WIDEST = 22  # cells in a line, so that a phone still shows each
_NOBODY = "×"  # noqa: RUF001  # the sign of the cross that marks what nobody teaches


@dataclass(frozen=True)
class GridCell:
    """A competence at a workplace: `proved`, `possible` or `none`; in the line of nobody `missing`."""

    x: float
    y: float
    kind: str
    title: str


@dataclass(frozen=True)
class Grid:
    """The drawing: size, side of a cell, the cells that say something, and the number of each line and its height."""

    width: float
    height: float
    cell: float
    cells: tuple[GridCell, ...]
    lines: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class TeachingRow:
    """A competence, and the numbers of the workplaces that are proved to teach it, or possibly do."""

    competence: Reference
    proved: tuple[int, ...]
    possible: tuple[int, ...]


@dataclass(frozen=True)
class SetView:
    """A set of workplaces, drawn: the grid, the map (None where there is nothing to see), and the table behind both."""

    combination: Combination
    grid: Grid
    map: SiteMap | None
    rows: tuple[TeachingRow, ...]
    taught: int


def view_set(answer: Combinations, combination: Combination) -> SetView:
    """The pictures of one set of the answer."""
    rows = tuple(_row(competence, combination) for competence in answer.competences)
    return SetView(
        combination,
        _grid(rows, combination),
        _map(combination),
        rows,
        sum(1 for row in rows if row.proved or (answer.asked.possible and row.possible)),
    )


def _row(competence: Reference, combination: Combination) -> TeachingRow:
    numbered = list(enumerate(combination.sites, 1))
    return TeachingRow(
        competence,
        tuple(number for number, site in numbered if competence in site.proved),
        tuple(number for number, site in numbered if competence in site.possible),
    )


def _grid(rows: tuple[TeachingRow, ...], combination: Combination) -> Grid:
    """A line for every workplace, wrapped where there are many competences; a last line for what nobody teaches."""
    labels = [*(str(number) for number in range(1, len(combination.sites) + 1)), _NOBODY]
    ordered = sorted(rows, key=_first_teacher)
    blocks = [ordered[first : first + _WIDEST] for first in range(0, len(ordered), _WIDEST)]
    cells: list[GridCell] = []
    lines: list[tuple[str, float]] = []
    top = 0.0
    for block in blocks:
        for line, label in enumerate(labels):
            lines.append((label, top + line * _CELL))
            for column, row in enumerate(block):
                name = row.competence.label or row.competence.code
                place = _HEAD + column * _CELL, top + line * _CELL
                cells.append(GridCell(*place, _kind(row, line + 1, len(combination.sites)), name))
        top += len(labels) * _CELL + _CELL / 2
    return Grid(_HEAD + _WIDEST * _CELL, max(top - _CELL / 2, _CELL), _CELL, tuple(cells), tuple(lines))


def _first_teacher(row: TeachingRow) -> tuple[int, int, str]:
    """What the first workplace teaches first, then the second: the picture shows who adds what."""
    nobody = 10**6
    return min(row.proved, default=nobody), min(row.possible, default=nobody), row.competence.code


def _kind(row: TeachingRow, line: int, sites: int) -> str:
    if line > sites:
        return "missing" if not row.proved and not row.possible else "none"
    return "proved" if line in row.proved else "possible" if line in row.possible else "none"


def _map(combination: Combination) -> SiteMap | None:
    drawn = [
        MapSite(number, site.site.label, site.municipality.label, site.latitude, site.longitude, proved=True)
        for number, site in enumerate(combination.sites, 1)
        if site.latitude is not None and site.longitude is not None
    ]
    return draw_map(drawn) if len(drawn) > 1 else None
