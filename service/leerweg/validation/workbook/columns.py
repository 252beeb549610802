"""What a spreadsheet lets people type in a column: its kind, and the rule that the program holds cells against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from leerweg.namespaces import XSD
from leerweg.validation.workbook.form import Column

__all__ = ["kind_of", "rule_of"]

_YES_AND_NO = {"nl": ["ja", "nee"], "fr": ["oui", "non"], "en": ["yes", "no"]}
_WIDEST = 999_999_999


def kind_of(column: Column) -> str:
    """The kind of its cells: a choice, a reference, text in a language, or the name of an XML Schema datatype."""
    if column.ways:
        return "reference"
    if column.code_list or column.choices:
        return "choice"
    return "language" if column.language else column.datatype.removeprefix(XSD)


def rule_of(column: Column, language: str, lists: Mapping[str, str], references: str) -> dict[str, Any]:
    """The validation of its cells as xlsxwriter takes it; empty when anything may be typed.

    `lists` has the cells of each list of choices, `references` those of the keys that the column refers to. Where a
    cell may hold several values, or a code of something outside the workbook, the list only offers.
    """
    kind = kind_of(column)
    if kind in ("choice", "reference", "boolean"):
        named = lists.get(column.code_list or column.iri.value)
        source = _YES_AND_NO[language] if kind == "boolean" else named or references
        shown = kind == "choice" and column.single
        return {"validate": "list", "source": source, "show_error": shown} if source else {}
    return _bounds(column, kind)


def _bounds(column: Column, kind: str) -> dict[str, Any]:
    if kind == "date":
        first, last = dt.date(1900, 3, 1), dt.date(9999, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, "error_type": "warning"}
    if kind == "time":
        return {"validate": "time", "criteria": "between", "minimum": dt.time(0), "maximum": dt.time(23, 59, 59)}
    if kind in ("decimal", "integer"):
        low = -_WIDEST if column.lowest is None else column.lowest
        high = _WIDEST if column.highest is None else column.highest
        check = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        return {**check, "error_type": "warning"}
    return {}
