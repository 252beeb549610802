"""Writes the workbook in which trajectories are described: empty, or filled with what a graph says."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from pyoxigraph import Triple

from leerweg.namespaces import Identifiers
from leerweg.validation.workbook.cells import Cell
from leerweg.validation.workbook.choices import choices_of
from leerweg.validation.workbook.columns import kind_of, rule_of
from leerweg.validation.workbook.filling import Filling, RowCells, fill
from leerweg.validation.workbook.form import Column, Form, Sheet, load_form
from leerweg.validation.workbook.opening import OWN_SHEETS, SIGNS, STATEMENTS
from leerweg.validation.workbook.statements import write_statements
from leerweg.validation.workbook.words import workbook_words

__all__ = ["write_workbook"]

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_MADE_ON = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_FIRST_ROW = 4
_LAST_ROW = 5_000
_WIDTHS = {"date": 14, "time": 12, "decimal": 14, "integer": 14, "boolean": 12}
_WIDTH, _WIDE = 26, 46
_READ_ME, _CHOICES = sorted(OWN_SHEETS, reverse=True)
_COLOURS = {"required": "#8C1C13", "awaited": "#1F4E79", "free": "#4A4A4A"}
_SIGNS = {"required": f" {SIGNS[1]}", "awaited": f" {SIGNS[2]}", "free": ""}


def write_workbook(
    language: str, identifiers: Identifiers, triples: Iterable[Triple] = (), *, form: Form | None = None
) -> bytes:
    """The workbook (.xlsx) with names in `language` (`nl`, `fr`, `en`), filled with these triples if there are any.

    What is filled in reads back as exactly the same triples. Raises InputTooLargeError for a text that no cell holds.
    """
    wanted = form or load_form()
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as workbook:
        workbook.set_properties({"title": workbook_words(language)["title"], "created": _MADE_ON})
        _Writer(workbook, wanted, language).write(fill(wanted, triples, identifiers, language))
    return content.getvalue()


class _Writer:
    """The workbook in the making."""

    def __init__(self, workbook: Any, form: Form, language: str) -> None:
        self._workbook = workbook
        self._form = form
        self._language = language
        self._words = workbook_words(language)
        heading = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "top", "border": 1}
        self._headings = {
            mark: workbook.add_format({**heading, "bg_color": colour}) for mark, colour in _COLOURS.items()
        }
        note = {"text_wrap": True, "valign": "top", "italic": True, "bg_color": "#F2F2F2", "bottom": 1}
        plain = {"text_wrap": True, "valign": "top"}
        self._formats = {
            "band": workbook.add_format({"bold": True, "bg_color": "#D9D9D9"}),
            "note": workbook.add_format(note),
            # What people type stays text, also when it begins as a formula does.
            "text": workbook.add_format({**plain, "num_format": "@", "quote_prefix": True}),
            "typed": workbook.add_format({**plain, "num_format": "@"}),
            "date": workbook.add_format({**plain, "num_format": "yyyy-mm-dd"}),
            "time": workbook.add_format({**plain, "num_format": "hh:mm:ss"}),
            "number": workbook.add_format({**plain, "num_format": "General"}),
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "bold": workbook.add_format({"bold": True, "valign": "top"}),
            "plain": workbook.add_format(plain),
        }
        self._lists: dict[str, str] = {}

    def write(self, filling: Filling) -> None:
        """Every sheet: what it is about first, the choices last and hidden."""
        read_me = self._workbook.add_worksheet(self._words["read_me"])
        sheets = {sheet: self._workbook.add_worksheet(sheet.names[self._language]) for sheet in self._form.sheets}
        rest = self._workbook.add_worksheet(self._words["statements"])
        self._write_choices(self._workbook.add_worksheet(self._words["choices"]))
        self._write_read_me(read_me)
        for sheet, worksheet in sheets.items():
            self._write_sheet(sheet, worksheet, len(filling.rows[sheet]))
            for number, row in enumerate(filling.rows[sheet], start=_FIRST_ROW):
                self._write_row(sheet, worksheet, number, row)
        self._write_statements(rest, filling)

    def _write_sheet(self, sheet: Sheet, worksheet: Any, filled: int) -> None:
        words = self._words
        worksheet.write_string(0, 0, sheet.iri.value)
        worksheet.set_row(0, None, None, {"hidden": True})
        worksheet.set_row(2, 32)
        worksheet.set_row(3, 76)
        worksheet.freeze_panes(_FIRST_ROW, 1)
        worksheet.set_column(0, 0, _WIDTH, self._formats["typed"])
        mark = "free" if sheet.key_from else "required"
        worksheet.write_string(1, 0, "", self._formats["band"])
        worksheet.write_string(2, 0, words["key"] + _SIGNS[mark], self._headings[mark])
        worksheet.write_string(3, 0, words["key_derived" if sheet.key_from else "key_own"], self._formats["note"])
        last = max(_LAST_ROW, _FIRST_ROW + filled)
        band = ""
        for at, column in enumerate(sheet.columns, start=1):
            here = column.band[self._language]
            worksheet.write_string(1, at, here if here != band else "", self._formats["band"])
            self._write_column(worksheet, at, column, last)
            band = here

    def _write_column(self, worksheet: Any, at: int, column: Column, last: int) -> None:
        kind = kind_of(column)
        mark = "required" if column.required else "awaited" if column.awaited else "free"
        width = _WIDTHS.get(kind, _WIDE if kind == "language" and not column.required else _WIDTH)
        worksheet.set_column(at, at, width, self._formats[_format_of(kind, "typed")])
        worksheet.write_string(0, at, column.key)
        worksheet.write_string(2, at, column.names[self._language] + _SIGNS[mark], self._headings[mark])
        note = column.descriptions[self._language]
        worksheet.write_string(3, at, note if column.single else f"{note} {self._words['many']}", self._formats["note"])
        rule = rule_of(column, self._language, self._lists, self._references(column))
        if rule:
            texts = {"error_title": self._words["choose_title"], "error_message": self._words["choose"]}
            worksheet.data_validation(_FIRST_ROW, at, last, at, {**rule, **(texts if kind == "choice" else {})})

    def _references(self, column: Column) -> str:
        """The cells in which the keys stand that a column refers to; empty when those are not of this workbook."""
        found = [sheet for way in column.ways if (sheet := self._form.sheet_of(way.target))]
        if not found or found[0].key_from:
            return ""
        name = found[0].names[self._language].replace("'", "''")
        return f"='{name}'!$A${_FIRST_ROW + 1}:$A${_LAST_ROW}"

    def _write_row(self, sheet: Sheet, worksheet: Any, number: int, row: RowCells) -> None:
        if row.key:
            worksheet.write_string(number, 0, row.key, self._formats["text"])
        for at, column in enumerate(sheet.columns, start=1):
            if column in row.cells:
                self._write_cell(worksheet, number, at, row.cells[column])

    def _write_cell(self, worksheet: Any, row: int, at: int, cell: Cell) -> None:
        if isinstance(cell, dt.date):
            worksheet.write_datetime(row, at, cell, self._formats["date"])
        elif isinstance(cell, dt.time):
            worksheet.write_datetime(row, at, cell, self._formats["time"])
        elif isinstance(cell, float):
            worksheet.write_number(row, at, cell, self._formats["number"])
        else:
            worksheet.write_string(row, at, str(cell), self._formats["text"])

    def _write_statements(self, worksheet: Any, filling: Filling) -> None:
        worksheet.write_string(0, 0, STATEMENTS)
        worksheet.set_row(0, None, None, {"hidden": True})
        worksheet.set_column(0, 2, _WIDE, self._formats["typed"])
        worksheet.freeze_panes(_FIRST_ROW, 0)
        for at, title in enumerate(self._words["statement_columns"]):
            worksheet.write_string(2, at, title, self._headings["free"])
        worksheet.write_string(3, 0, self._words["statement_about"], self._formats["note"])
        for number, cells in enumerate(write_statements(filling.rest), start=_FIRST_ROW):
            for at, text in enumerate(cells):
                worksheet.write_string(number, at, text, self._formats["text"])
        if not filling.rest:
            worksheet.hide()

    def _write_choices(self, worksheet: Any) -> None:
        """The names to choose from, a column a list; what drop-downs point to."""
        worksheet.write_string(0, 0, _CHOICES)
        worksheet.hide()
        for column in (column for sheet in self._form.sheets for column in sheet.columns):
            choices = choices_of(column)
            name = column.code_list or (column.iri.value if choices else "")
            if not choices or name in self._lists:
                continue
            at = len(self._lists) + 1
            for row, choice in enumerate(choices, start=1):
                worksheet.write_string(row, at, choice.names[self._language])
            letters = xlsxwriter.utility.xl_col_to_name(at)
            sheet = self._words["choices"].replace("'", "''")
            self._lists[name] = f"='{sheet}'!${letters}$2:${letters}${len(choices) + 1}"

    def _write_read_me(self, worksheet: Any) -> None:
        words: Mapping[str, Any] = self._words
        worksheet.write_string(0, 0, _READ_ME)
        worksheet.set_row(0, None, None, {"hidden": True})
        worksheet.set_column(0, 0, _WIDTH, self._formats["bold"])
        worksheet.set_column(1, 1, 100, self._formats["plain"])
        worksheet.write_string(1, 0, words["title"], self._formats["title"])
        row = 3
        for number, sentence in enumerate(words["introduction"], start=1):
            worksheet.write_string(row, 0, f"{number}.")
            worksheet.write_string(row, 1, sentence)
            row += 1
        for mark in ("required", "awaited"):
            worksheet.write_string(row, 0, _SIGNS[mark].strip(), self._headings[mark])
            worksheet.write_string(row, 1, words[mark])
            row += 1
        row += 1
        for at, title in enumerate(words["overview"]):
            worksheet.write_string(row, at, title, self._headings["free"])
        for sheet in self._form.sheets:
            row += 1
            name = sheet.names[self._language]
            worksheet.write_url(row, 0, f"internal:'{name}'!A{_FIRST_ROW + 1}", string=name)
            worksheet.write_string(row, 1, sheet.about[self._language])


def _format_of(kind: str, otherwise: str) -> str:
    if kind in ("date", "time"):
        return kind
    return "number" if kind in ("decimal", "integer") else otherwise
