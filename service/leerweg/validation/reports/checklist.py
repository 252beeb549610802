"""A report as a list to work off: one row per finding and an empty cell to tick, as CSV or as a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import xlsxwriter

from leerweg.validation.report import Finding, Report
from leerweg.validation.reports.outline import causes_of, place_of
from leerweg.validation.reports.text import waived
from leerweg.validation.wording import Words, words_in

__all__ = ["checklist_rows", "write_csv", "write_xlsx"]

# What a spreadsheet would run as a formula; an apostrophe before it keeps it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Widths of the columns, in characters, in the order of the header.
_WIDTHS = (16, 30, 12, 28, 28, 18, 60, 20, 28, 60, 36, 10, 30, 10)
_LONGEST_CELL = 32_000


def checklist_rows(reports: Sequence[Report], language: str) -> Iterator[tuple[str, ...]]:
    """The header and then a row per finding, what blocks first; the last column is empty.

    Findings that are solved come last, for whoever ticks them off. Raises ValueError for an unknown language.
    """
    words = words_in(language)
    yield tuple(words("checklist.header").split("|"))
    for report in reports:
        for cause in causes_of(report.findings):
            for finding in cause.findings:
                yield _row(report, finding, words)
        for finding in report.solved:
            yield _row(report, finding, words)


def write_csv(reports: Sequence[Report], language: str) -> bytes:
    """The rows as CSV in UTF-8, with the mark that spreadsheets know it by; no cell is run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in checklist_rows(reports, language):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(reports: Sequence[Report], language: str) -> bytes:
    """The rows as a workbook with one sheet, its header frozen and every cell a text."""
    words = words_in(language)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        sheet = workbook.add_worksheet(words("checklist.sheet"))
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        body = workbook.add_format({"text_wrap": True, "valign": "top"})
        last = 0
        for last, row in enumerate(checklist_rows(reports, language)):
            for column, cell in enumerate(row):
                sheet.write_string(last, column, cell[:_LONGEST_CELL], body if last else head)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(_WIDTHS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return out.getvalue()


def _row(report: Report, finding: Finding, words: Words) -> tuple[str, ...]:
    language = words.language
    return (
        report.name,
        f"{finding.rule} {finding.shape_name.get(language, '')}".strip(),
        words(f"severity.{finding.severity}"),
        finding.trajectory_label.get(language, ""),
        finding.focus_label.get(language, finding.focus),
        place_of(finding, language),
        finding.message.get(language, ""),
        finding.found.get(language, ""),
        finding.expected.get(language, ""),
        finding.how_to_comply.get(language, ""),
        "; ".join(f"{source.title.get(language, '')} {source.iri}" for source in finding.sources),
        words(f"state.{finding.state}") if finding.state else "",
        waived(finding, words),
        "",
    )
