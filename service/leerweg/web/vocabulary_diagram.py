"""The class diagram of one module: classes as boxes in columns, their properties as rows, a line from row to class.

A property stands in the box of its class, so no text lies on a line; a line begins at its row and ends at the class
that the property leads to. Everything is placed in a fixed order: the same ontology gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Box", "ClassBox", "Diagram", "Field", "Line", "draw_classes"]

_WIDTH = 250.0
_GAP_ACROSS = 72.0
_GAP_DOWN = 22.0
_HEAD = 42.0
_ROW = 20.0
_FOOT = 6.0
_MARGIN = 8.0
_LETTERS = 33
_LETTERS_OF_NAME = 24
_ROUNDS = 4


@dataclass(frozen=True)
class Field:
    """A property of a class: its name and what it leads to; `target` is a class of the diagram, or empty."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class ClassBox:
    """A class to draw: its key, name, address of its description, properties, and the classes right above it.

    `own` False: a class that another module (or another vocabulary) describes.
    """

    key: str
    name: str
    address: str
    fields: tuple[Field, ...] = ()
    above: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True)
class Box:
    """A class where it is drawn; `rows` has each property's text and the height of its base line."""

    drawn: ClassBox
    x: float
    y: float
    width: float
    height: float
    title: str
    rows: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Line:
    """A line as an SVG path; `kind` is `link` (to what a property leads to) or `above` (to the superclass)."""

    path: str
    kind: str


@dataclass(frozen=True)
class Diagram:
    """The drawing: its size in units (at 1:1 also in pixels), the lines, and the boxes over them."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass
class _Layout:
    columns: list[list[str]] = field(default_factory=list)
    place: dict[str, tuple[int, float]] = field(default_factory=dict)


def draw_classes(classes: Sequence[ClassBox]) -> Diagram | None:
    """The diagram of these classes; None when there are none."""
    if not classes:
        return None
    by_key = {one.key: one for one in classes}
    edges = {one.key: _targets(one, by_key) for one in classes}
    layout = _arranged(by_key, edges)
    boxes = {key: _box(by_key[key], *layout.place[key]) for key in by_key}
    lines = [line for one in classes for line in _lines(one, boxes, layout)]
    width = max(box.x + box.width for box in boxes.values()) + _loop_room(classes, layout) + _MARGIN
    height = max(box.y + box.height for box in boxes.values()) + _MARGIN
    return Diagram(round(width, 1), round(height, 1), tuple(boxes.values()), tuple(lines))


def _targets(one: ClassBox, known: Mapping[str, ClassBox]) -> list[str]:
    named = (*one.above, *(row.target for row in one.fields))
    return [key for key in dict.fromkeys(named) if key in known and key != one.key]


def _arranged(by_key: Mapping[str, ClassBox], edges: Mapping[str, Sequence[str]]) -> _Layout:
    """Columns from who points to who is pointed at; within a column near what each is tied to."""
    rank = _ranks(edges)
    layout = _Layout()
    layout.columns = [[key for key in by_key if rank[key] == column] for column in range(max(rank.values()) + 1)]
    layout.columns = [column for column in layout.columns if column]
    back: dict[str, list[str]] = {key: [] for key in by_key}
    for key, targets in edges.items():
        for target in targets:
            back[target].append(key)
    _stack(layout, by_key)
    for _ in range(_ROUNDS):
        for column in layout.columns:
            column.sort(key=lambda key: _middle(key, (*edges[key], *back[key]), layout))
        _stack(layout, by_key)
    return layout


def _ranks(edges: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The column of each class: one to the right of the furthest that points at it; circles are cut."""
    order: list[str] = []
    state: dict[str, int] = {}
    kept: dict[str, list[str]] = {key: [] for key in edges}

    def visit(key: str) -> None:
        state[key] = 1
        for target in edges[key]:
            if state.get(target) != 1:
                kept[key].append(target)
                if target not in state:
                    visit(target)
        state[key] = 2
        order.append(key)

    pointed = {target for targets in edges.values() for target in targets}
    for key in sorted(edges, key=lambda one: (one in pointed, -len(edges[one]), one)):
        if key not in state:
            visit(key)
    rank = dict.fromkeys(edges, 0)
    for key in reversed(order):
        for target in kept[key]:
            rank[target] = max(rank[target], rank[key] + 1)
    return rank


def _stack(layout: _Layout, by_key: Mapping[str, ClassBox]) -> None:
    """Give each class its place: column and top."""
    heights = [sum(_height(by_key[key]) + _GAP_DOWN for key in column) for column in layout.columns]
    for number, column in enumerate(layout.columns):
        top = _MARGIN + (max(heights) - heights[number]) / 4
        for key in column:
            layout.place[key] = (number, top)
            top += _height(by_key[key]) + _GAP_DOWN


def _middle(key: str, tied: Sequence[str], layout: _Layout) -> tuple[float, str]:
    tops = [layout.place[other][1] for other in tied] or [layout.place[key][1]]
    return sum(tops) / len(tops), key


def _height(one: ClassBox) -> float:
    return _HEAD + (len(one.fields) * _ROW + _FOOT if one.fields else 0)


def _box(one: ClassBox, column: int, top: float) -> Box:
    x = _MARGIN + column * (_WIDTH + _GAP_ACROSS)
    rows = tuple((_cut(row.text), top + _HEAD + (number + 0.7) * _ROW) for number, row in enumerate(one.fields))
    return Box(one, x, round(top, 1), _WIDTH, _height(one), _cut(one.name, _LETTERS_OF_NAME), rows)


def _cut(text: str, most: int = _LETTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _lines(one: ClassBox, boxes: Mapping[str, Box], layout: _Layout) -> list[Line]:
    here = boxes[one.key]
    found = [
        Line(_path(here, here.y + _HEAD / 2, boxes[above], layout), "above") for above in one.above if above in boxes
    ]
    for number, row in enumerate(one.fields):
        if row.target in boxes:
            height = here.y + _HEAD + (number + 0.5) * _ROW
            found.append(Line(_path(here, height, boxes[row.target], layout), "link"))
    return found


def _path(here: Box, height: float, there: Box, layout: _Layout) -> str:
    """From one box at this height to the head of another; around the side where both stand in one column."""
    columns = (layout.place[here.drawn.key][0], layout.place[there.drawn.key][0])
    end = there.y + _HEAD / 2
    if columns[0] < columns[1]:
        start_x, end_x, side = here.x + here.width, there.x, 1
    elif columns[0] > columns[1]:
        start_x, end_x, side = here.x, there.x + there.width, -1
    else:
        out = here.x + here.width + 40
        return _curve((out - 40, height), (out, height), (out, end), (out - 40, end))
    bend = side * max(32.0, abs(end_x - start_x) / 2)
    return _curve((start_x, height), (start_x + bend, height), (end_x - bend, end), (end_x, end))


def _curve(*points: tuple[float, float]) -> str:
    start, *rest = (f"{x:.0f} {y:.0f}" for x, y in points)
    return f"M{start}C{' '.join(rest)}"


def _loop_room(classes: Sequence[ClassBox], layout: _Layout) -> float:
    """Room for lines that go around the right side of the last column."""
    last = len(layout.columns) - 1
    keys = {one.key for one in classes if layout.place[one.key][0] == last}
    loops = any(one.key in keys and keys & {*one.above, *(row.target for row in one.fields)} for one in classes)
    return 34.0 if loops else 0.0
