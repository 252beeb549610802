"""What a reader remarks on cells, as statements that the shapes of `shapes/cell.ttl` are held against."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import LWSH, PREF_LABEL
from leerweg.validation.workbook.cells import CellError, Fault
from leerweg.validation.workbook.keys import Subject

__all__ = ["remark", "sheet_remark"]

_CELL = NamedNode(LWSH + "hasCell")
_COLUMN = NamedNode(LWSH + "cellColumn")
_FAULT = NamedNode(LWSH + "cellFault")
_PROPERTY = NamedNode(LWSH + "cellProperty")
_TEXT = NamedNode(LWSH + "cellText")
_LONGEST = 200


def remark(subject: Subject, path: NamedNode, fault: CellError, title: str, number: int) -> list[Triple]:
    """That a cell in the row of this thing, under `title`, states nothing, and why; `number` tells remarks apart."""
    cell = BlankNode(f"cell{number}")
    return [
        Triple(subject, _CELL, cell),
        Triple(cell, _FAULT, Literal(fault.fault)),
        Triple(cell, _COLUMN, Literal(title)),
        Triple(cell, _PROPERTY, path),
        Triple(cell, _TEXT, Literal(fault.text[:_LONGEST])),
    ]


def sheet_remark(node: BlankNode, path: NamedNode, sheet: str, title: str) -> list[Triple]:
    """That a sheet, or the column `title` of it, is not of the form and was not read."""
    return [
        Triple(node, PREF_LABEL, Literal(sheet)),
        *remark(node, path, CellError(Fault.UNREAD, title), title or sheet, int(node.value.removeprefix("unread"))),
    ]
