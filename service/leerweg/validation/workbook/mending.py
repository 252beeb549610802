"""The same workbook with some cells changed and marked; every other byte of its parts stays as it is.

Meant to run in an isolated worker, like the reading of any foreign document.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.parsers import expat
from xml.sax.saxutils import escape

from leerweg.errors import MalformedInputError
from leerweg.validation.report import CellChange
from leerweg.validation.workbook.limits import FORM_WORKBOOK
from leerweg.validation.workbook.marking import Marking
from leerweg.validation.workbook.spans import Element, SheetSpans, elements_of, position_of, sheet_spans
from leerweg.zips import check_stream, scan_workbook

__all__ = ["mend_workbook"]

_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_EPOCH = dt.date(1899, 12, 30)
_DAYS_TO_1904 = 1_462
_SECONDS = 86_400

Edit = tuple[int, int, bytes]


def mend_workbook(content: bytes, changes: Sequence[CellChange], *, name: str = "") -> bytes:
    """The workbook with these changes, the changed cells on a yellow ground.

    Raises what opening a workbook raises, and MalformedInputError for one whose parts are not as they should be.
    """
    stream = io.BytesIO(content)
    check_stream(stream, name, FORM_WORKBOOK.zip)
    scan_workbook(stream, name, FORM_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _rewritten(archive, _changed_parts(archive, changes))
    except (expat.ExpatError, KeyError, ValueError) as wrong:
        raise MalformedInputError(
            "The workbook is not built as spreadsheets are, and cannot be changed here.",
            where=name,
            remedy="Open it in a spreadsheet program, save it as .xlsx, and send it again.",
        ) from wrong


def _changed_parts(archive: zipfile.ZipFile, changes: Sequence[CellChange]) -> Mapping[str, bytes]:
    parts, shift = _sheets(archive)
    marking = Marking(archive.read(_STYLES))
    changed: dict[str, bytes] = {}
    for sheet, group in groupby(sorted(changes, key=lambda one: one.place.sheet), key=lambda one: one.place.sheet):
        part = parts[sheet]
        before = archive.read(part)
        spans = sheet_spans(before)
        changed[part] = _edited(before, _edits(spans, list(group), marking, shift))
    return {**changed, _STYLES: marking.content()}


def _sheets(archive: zipfile.ZipFile) -> tuple[Mapping[str, str], int]:
    """The part of each sheet by its name, and by how many days its dates are counted from another day than usual."""
    book = elements_of(archive.read(_WORKBOOK), frozenset(("sheet", "workbookPr")).__contains__)
    links = elements_of(archive.read(_RELATIONS), "Relationship".__eq__)
    targets = {link.attributes["Id"]: link.attributes["Target"] for link in links}
    parts = {}
    for element in book:
        if element.name == "sheet":
            link = next(value for key, value in element.attributes.items() if key.rpartition(":")[2] == "id")
            parts[element.attributes["name"]] = posixpath.normpath(posixpath.join("/xl", targets[link])).lstrip("/")
    kept_from = next((one.attributes.get("date1904", "0") for one in book if one.name == "workbookPr"), "0")
    return parts, _DAYS_TO_1904 if kept_from in ("1", "true") else 0


def _edits(spans: SheetSpans, changes: Sequence[CellChange], marking: Marking, shift: int) -> Iterator[Edit]:
    for number, group in groupby(sorted(changes, key=lambda one: one.place.row), key=lambda one: one.place.row):
        written = {
            position: _cell(change, marking.marked(spans.style(number, position), change.kind), shift)
            for change in sorted(group, key=lambda one: position_of(one.place.column))
            for position in (position_of(change.place.column),)
        }
        row = spans.rows.get(number)
        if row is None or row.empty:
            whole = f'<row r="{number}">'.encode() + b"".join(written.values()) + b"</row>"
            yield _placed(spans, number, whole) if row is None else (row.start, row.end, whole)
            continue
        cells = spans.cells.get(number, {})
        for position, cell in written.items():
            if position in cells:
                yield cells[position].start, cells[position].end, cell
            else:
                later = [element.start for at, element in cells.items() if at > position]
                at = min(later, default=row.close)
                yield at, at, cell


def _placed(spans: SheetSpans, number: int, row: bytes) -> Edit:
    """A new row, before the first that comes after it."""
    data: Element = spans.data
    if data.empty:
        return data.start, data.end, b"<sheetData>" + row + b"</sheetData>"
    at = min((element.start for other, element in spans.rows.items() if other > number), default=data.close)
    return at, at, row


def _cell(change: CellChange, style: int, shift: int) -> bytes:
    opening = f'<c r="{change.place.reference}" s="{style}"'
    if not change.after:
        return f"{opening}/>".encode()
    if change.kind == "text":
        text = escape(change.after)
        return f'{opening} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'.encode()
    return f"{opening}><v>{_number(change, shift)}</v></c>".encode()


def _number(change: CellChange, shift: int) -> str:
    if change.kind == "date":
        return str((dt.date.fromisoformat(change.after) - _EPOCH).days - shift)
    if change.kind == "time":
        hour = dt.time.fromisoformat(change.after)
        return repr((hour.hour * 3600 + hour.minute * 60 + hour.second) / _SECONDS)
    return repr(float(change.after)).removesuffix(".0")


def _edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with these replaced; what is put at the same place stays in order."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        pieces += [content[at:start], new]
        at = end
    return b"".join((*pieces, content[at:]))


def _rewritten(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in archive.infolist():
            written.writestr(entry, changed.get(entry.filename) or archive.read(entry), zipfile.ZIP_DEFLATED)
    return content.getvalue()
