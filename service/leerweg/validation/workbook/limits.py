"""How large an uploaded workbook may be, beyond the limits of every document."""

from __future__ import annotations

from dataclasses import replace

from leerweg.zips import WORKBOOK_ZIP, WorkbookLimits

__all__ = ["FORM_WORKBOOK", "MOST_FAULTS", "MOST_STATEMENT_ROWS"]

FORM_WORKBOOK = WorkbookLimits(
    zip=replace(WORKBOOK_ZIP, members=256), columns=256, cells=1_000_000, characters=20_000_000
)
"""The template has some thirty parts, and spreadsheet programs add a few for every sheet. A team's thirty trajectories
are 4,000 rows; a million cells are some 120 MB in the worker that reads them."""

MOST_FAULTS = 1_000
"""Cells that cannot be read, after which reading stops: a report holds no more findings than this."""

MOST_STATEMENT_ROWS = 50_000
"""Rows of the sheet that holds what has no column."""
