"""A combination as a table for a spreadsheet: CSV, and a workbook with a sheet for every set."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlsxwriter

from leerweg.model.answers import Reference
from leerweg.model.combinations import Combination, Combinations, Witness
from leerweg.web.answer_tables import as_csv
from leerweg.web.texts import Texts

__all__ = ["combinations_csv", "combinations_workbook"]

_WIDTH = 34


def combinations_csv(answer: Combinations, texts: Texts) -> str:
    """Who teaches what in each set, a row each; then, without a number, what nobody in reach teaches."""
    head = ["combine.set", "column.workplace", "form.municipality", "combine.km", "column.competence", "column.code",
            "column.verdict"]  # fmt: skip
    return as_csv([texts(key) for key in head], _rows(answer, texts))


def combinations_workbook(answer: Combinations, texts: Texts) -> bytes:
    """The same as a workbook: a sheet for every set, with a column for every workplace; and one for what is missing."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for number, item in enumerate(answer.items, 1):
        sheet = book.add_worksheet(f"{texts('combine.set')} {number}")
        sheet.set_column(0, len(item.sites) + 1, _WIDTH)
        sheet.freeze_panes(1, 2)
        for row, cells in enumerate(_matrix(answer, item, texts)):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, bold if row == 0 else None)
    if answer.untaught or not answer.items:
        sheet = book.add_worksheet(texts("combine.sheet_untaught"))
        sheet.set_column(0, 4, _WIDTH)
        for row, cells in enumerate(_missing(answer, texts)):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, bold if row == 0 else None)
    book.close()
    return written.getvalue()


def _rows(answer: Combinations, texts: Texts) -> Iterator[list[object]]:
    for number, item in enumerate(answer.items, 1):
        for site in item.sites:
            place = [number, _name(site.site), _name(site.municipality), _km(site.distance, texts)]
            for verdict, taught in (("verdict.proved", site.proved), ("verdict.possible", site.possible)):
                yield from ([*place, _name(one), one.code, texts(verdict)] for one in taught)
    for missing in answer.untaught:
        verdict = texts("combine.not_in_reach")
        yield ["", *_witness(missing.nearest, texts), _name(missing.competence), missing.competence.code, verdict]


def _matrix(answer: Combinations, item: Combination, texts: Texts) -> Iterator[list[str]]:
    yield [texts("column.competence"), texts("column.code"), *(_name(site.site) for site in item.sites)]
    for competence in answer.competences:
        verdicts = (
            texts("verdict.proved") if competence in site.proved else
            texts("verdict.possible") if competence in site.possible else ""
            for site in item.sites
        )  # fmt: skip
        yield [_name(competence), competence.code, *verdicts]


def _missing(answer: Combinations, texts: Texts) -> Iterator[list[str]]:
    head = ("column.competence", "column.code", "combine.nearest", "form.municipality", "combine.km")
    yield [texts(key) for key in head]
    for missing in answer.untaught:
        yield [_name(missing.competence), missing.competence.code, *_witness(missing.nearest, texts)]


def _witness(witness: Witness | None, texts: Texts) -> list[str]:
    if witness is None:
        return [texts("combine.nobody"), "", ""]
    return [_name(witness.site), _name(witness.municipality), _km(witness.distance, texts)]


def _km(distance: float | None, texts: Texts) -> str:
    if distance is None:
        return ""
    return f"{distance:.1f}" if texts.language == "en" else f"{distance:.1f}".replace(".", ",")


def _name(reference: Reference) -> str:
    return reference.label or reference.code or reference.iri
