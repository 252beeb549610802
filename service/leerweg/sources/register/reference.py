"""The reference page of the register template, made from the template itself."""

from __future__ import annotations

from collections.abc import Iterator

from leerweg.sources.register.columns import Column, Kind, Sheet
from leerweg.sources.register.template import SHEETS
from leerweg.sources.register.template_writer import allowed_words

__all__ = ["template_reference"]

_HEAD = """# The register template

This page is made from the template definition (`leerweg.sources.register.template`); `tests/sources/register` holds it
against that definition. How to fill in and import a register: [import a register](../how-to/import-register.md).

A register is a workbook (`.xlsx`) with these sheets, or one CSV file per sheet, named after the sheet
(`companies.csv`), in a folder or a zip. Sheets that are not needed may be left out, and so may columns that are not
required. A sheet that refers to another one (`offers` to `sites`, `sites` to `companies`) needs the row it refers to in
the same delivery; bodies, programmes and competences may come from elsewhere.
"""


def template_reference() -> str:
    """The page as Markdown: a table per sheet, with meaning in English, and Dutch and French below."""
    return "\n".join([_HEAD, *(line for sheet in SHEETS for line in _section(sheet))])


def _section(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.name}\n"
    yield f"{sheet.en}\n"
    yield f"- nl: {sheet.nl}"
    yield f"- fr: {sheet.fr}\n"
    yield "| column | required | how it is written | meaning | betekenis | signification |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for column in sheet.columns:
        required = "yes" if column.required else ""
        yield f"| `{column.name}` | {required} | {_form(column)} | {column.en} | {column.nl} | {column.fr} |"
    yield ""


def _form(column: Column) -> str:
    if column.kind is Kind.BOOLEAN:
        return column.kind.value
    words = ", ".join(f"`{word}`" for word in allowed_words(column))
    return words or column.kind.value
