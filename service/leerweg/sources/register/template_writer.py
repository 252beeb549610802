"""Writes the empty (or exemplary) register: a workbook with explanations and drop-downs, or a folder of CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from leerweg.errors import InputError
from leerweg.sources.register.codes import codes_of
from leerweg.sources.register.columns import Column, Kind, Sheet
from leerweg.sources.register.example import example_rows
from leerweg.sources.register.regions import regions
from leerweg.sources.register.template import CODES_SHEET, READ_ME, SHEETS
from leerweg.sources.register.writer import WORKBOOK_OPTIONS, write_cell, write_register

__all__ = ["allowed_words", "write_register_template"]

_LAST_ROW = 10_000
_WIDTH = 22
_TRUTH = ("yes", "no", "ja", "nee", "oui", "non")
_NUMBERS = (Kind.WHOLE, Kind.DECIMAL)
_WORKBOOK = ".xlsx"
_INTRODUCTION = {
    "nl": "Vul een rij in per ding; laat de kolomnamen staan. Rode kolommen zijn verplicht. Formules worden niet"
    " gelezen. Geen persoonsgegevens: mentoren hebben enkel een pseudoniem.",
    "en": "Fill in one row per thing; leave the column names as they are. Red columns are required. Formulas are not"
    " read. No personal data: mentors have a pseudonym only.",
    "fr": "Remplissez une ligne par chose ; laissez les noms des colonnes. Les colonnes rouges sont obligatoires. Les"
    " formules ne sont pas lues. Aucune donnée personnelle : les tuteurs n'ont qu'un pseudonyme.",
}


def write_register_template(path: Path, with_example: bool) -> None:
    """Write the template: a workbook when `path` ends in .xlsx, else a folder with one CSV file per sheet.

    `with_example` fills in three invented places, marked synthetic. Raises InputError when the place cannot be written.
    """
    rows = example_rows() if with_example else []
    if path.suffix.lower() != _WORKBOOK:
        write_register(path, rows)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(path, WORKBOOK_OPTIONS) as workbook:
            book = _Template(workbook)
            for sheet in SHEETS:
                book.add(sheet)
            for row in rows:
                book.fill(row.sheet, row.cells)
            book.finish()
    except (OSError, XlsxWriterException) as error:
        raise InputError(
            f"The template cannot be written: {error}.", where=path.name, remedy="Choose a place where you may write."
        ) from error


def allowed_words(column: Column) -> tuple[str, ...]:
    """The words a cell of this column is chosen from, for a drop-down; nothing when it is free."""
    if column.kind is Kind.CHOICE:
        return column.choices
    if column.kind is Kind.CODE:
        return codes_of(column.code_list)
    return _TRUTH if column.kind is Kind.BOOLEAN else ()


class _Template:
    """The workbook in the making."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats = {
            "required": workbook.add_format({"bold": True, "bg_color": "#9C1C1C", "font_color": "#FFFFFF"}),
            "optional": workbook.add_format({"bold": True, "bg_color": "#DDDDDD"}),
            "text": workbook.add_format({"num_format": "@"}),
            "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
            "number": workbook.add_format({"num_format": "General"}),
            "wrapped": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "bold": workbook.add_format({"bold": True}),
        }
        self._read_me = workbook.add_worksheet(READ_ME)
        self._sheets: dict[str, Any] = {}
        self._next: dict[str, int] = {}

    def add(self, sheet: Sheet) -> None:
        """A sheet with its header, explanations and drop-downs."""
        worksheet = self._workbook.add_worksheet(sheet.name)
        worksheet.freeze_panes(1, 0)
        for position, column in enumerate(sheet.columns):
            worksheet.set_column(position, position, _WIDTH, self._formats[_format_name(column)])
            worksheet.write_string(
                0, position, column.name, self._formats["required" if column.required else "optional"]
            )
            comment = f"{column.nl}\n\n{column.en}\n\n{column.fr}\n\n{column.kind.value}"
            worksheet.write_comment(0, position, comment, {"author": "", "x_scale": 2, "y_scale": 2})
            self._restrict(worksheet, position, column)
        self._sheets[sheet.name], self._next[sheet.name] = worksheet, 1

    def fill(self, sheet: Sheet, cells: Any) -> None:
        """The next row of a sheet."""
        for position, name in enumerate(sheet.names):
            if name in cells:
                write_cell(self._sheets[sheet.name], self._next[sheet.name], position, cells[name])
        self._next[sheet.name] += 1

    def finish(self) -> None:
        """The explanations in front, and the names for drop-downs behind."""
        self._write_read_me()
        codes = self._workbook.add_worksheet(CODES_SHEET)
        codes.write_string(0, 0, "municipality", self._formats["bold"])
        codes.write_string(0, 1, "NIS", self._formats["bold"])
        for row, municipality in enumerate(sorted(regions().municipalities, key=lambda each: each.name), start=1):
            codes.write_string(row, 0, municipality.name)
            codes.write_string(row, 1, municipality.code)

    def _restrict(self, worksheet: Any, position: int, column: Column) -> None:
        if words := allowed_words(column):
            rule = {"validate": "list", "source": list(words)}
        elif column.kind is Kind.MUNICIPALITY:
            source = f"={CODES_SHEET}!$A$2:$A${len(regions().municipalities) + 1}"
            rule = {"validate": "list", "source": source, "error_type": "information"}
        else:
            return
        worksheet.data_validation(1, position, _LAST_ROW, position, rule)

    def _write_read_me(self) -> None:
        page, wrapped = self._read_me, self._formats["wrapped"]
        page.set_column(0, 1, _WIDTH)
        page.set_column(2, 3, _WIDTH * 1.5)
        page.set_column(4, 6, _WIDTH * 3, wrapped)
        line = 0
        for language, text in _INTRODUCTION.items():
            page.write_string(line, 0, language, self._formats["bold"])
            page.merge_range(line, 1, line, 6, text, wrapped)
            page.set_row(line, 32)
            line += 1
        for position, title in enumerate(("sheet", "column", "required", "form", "nl", "en", "fr")):
            page.write_string(line + 1, position, title, self._formats["bold"])
        line += 2
        for sheet in SHEETS:
            for position, text in enumerate((sheet.name, "", "", "", sheet.nl, sheet.en, sheet.fr)):
                page.write_string(line, position, text, self._formats["bold"])
            line += 1
            for column in sheet.columns:
                words = ", ".join(allowed_words(column)) if column.kind is not Kind.BOOLEAN else ""
                required = "yes" if column.required else ""
                texts = (sheet.name, column.name, required, words or column.kind.value, column.nl, column.en, column.fr)
                for position, text in enumerate(texts):
                    page.write_string(line, position, text)
                line += 1


def _format_name(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "date"
    return "number" if column.kind in _NUMBERS else "text"
