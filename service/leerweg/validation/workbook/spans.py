"""Where the parts of a spreadsheet's XML stand, byte by byte: so that a few can be changed and all the rest stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

__all__ = ["Element", "SheetSpans", "elements_of", "position_of", "sheet_spans"]

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ALPHABET = 26


@dataclass
class Element:
    """One element: its name without prefix, its attributes, and the bytes from `start` up to `end`.

    `inner` is where its content begins and `close` where its end tag does; an `empty` element has neither.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    empty: bool
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first element of this name within it."""
        return next((child for child in self.children if child.name == name), None)


@dataclass(frozen=True)
class SheetSpans:
    """The rows of a sheet by number, the cells of each by position (0 is the first), and the styles of columns."""

    data: Element
    rows: Mapping[int, Element]
    cells: Mapping[int, Mapping[int, Element]]
    columns: tuple[tuple[int, int, int], ...]

    def style(self, row: int, position: int) -> int:
        """The number of the style that a cell has, or would have if something were typed in it."""
        cell = self.cells.get(row, {}).get(position)
        if cell is not None:
            return int(cell.attributes.get("s", "0"))
        return next((style for first, last, style in self.columns if first <= position + 1 <= last), 0)


def elements_of(content: bytes, wanted: Callable[[str], bool]) -> list[Element]:
    """The elements of these names, those within another as its children; raises ExpatError for what is no XML.

    Meant for XML in UTF-8 that was looked through before (see `leerweg.zips`).
    """
    parser = expat.ParserCreate()
    found: list[Element] = []
    opened: list[Element | None] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(":")[2]
        if not wanted(own):
            opened.append(None)
            return
        if ":" in name:
            raise ValueError(f"{name!r} is written with a prefix")
        at = parser.CurrentByteIndex
        tag = _TAG.match(content, at)
        inner = tag.end() if tag else at
        element = Element(own, attributes, at, inner, content[inner - 2 : inner] == b"/>")
        parent = next((one for one in reversed(opened) if one is not None), None)
        (parent.children if parent else found).append(element)
        opened.append(element)

    def end(_name: str) -> None:
        element = opened.pop()
        if element is None:
            return
        element.close = element.inner if element.empty else parser.CurrentByteIndex
        element.end = element.inner if element.empty else content.index(b">", element.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)  # expat takes it by position
    return found


def sheet_spans(content: bytes) -> SheetSpans:
    """The spans of a sheet; raises ExpatError and ValueError for what is no sheet."""
    found = elements_of(content, frozenset(("sheetData", "row", "c", "col")).__contains__)
    data = next((element for element in found if element.name == "sheetData"), None)
    if data is None:
        raise ValueError("a sheet without data")
    rows: dict[int, Element] = {}
    cells: dict[int, dict[int, Element]] = {}
    number = 0
    for row in data.children:
        number = int(row.attributes.get("r", number + 1))
        rows[number] = row
        position = -1
        for cell in row.children:
            position = position_of(cell.attributes["r"]) if "r" in cell.attributes else position + 1
            cells.setdefault(number, {})[position] = cell
    columns = tuple(
        (int(one.attributes["min"]), int(one.attributes["max"]), int(one.attributes.get("style", "0")))
        for one in found
        if one.name == "col"
    )
    return SheetSpans(data, rows, cells, columns)


def position_of(reference: str) -> int:
    """The position of the column in a reference such as `P5` or `P`; 0 is the first. Raises ValueError."""
    match = _REFERENCE.fullmatch(reference if reference[-1:].isdigit() else f"{reference}1")
    if match is None:
        raise ValueError(f"{reference!r} is no reference to a cell")
    position = 0
    for letter in match[1]:
        position = position * _ALPHABET + ord(letter) - ord("A") + 1
    return position - 1
