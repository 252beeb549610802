"""Limits of register files beyond those of any zip or text file, each with the reason for its size."""

from __future__ import annotations

from dataclasses import replace

from leerweg.zips import WORKBOOK_ZIP, WorkbookLimits

__all__ = ["MOST_CELLS_OF_ROW", "MOST_COLUMNS", "MOST_ROWS", "REGISTER_WORKBOOK"]

MOST_ROWS = 1_048_575
"""Rows of one table below its header: what a workbook can hold at most. All Flemish workplaces are some 20,000."""

MOST_CELLS_OF_ROW = 1_000
"""Cells of one CSV row: the widest sheet of the template has fourteen columns."""

MOST_COLUMNS = 256
"""Columns of one workbook sheet: a stray cell far to the right is a mistake or an attack."""

REGISTER_WORKBOOK = WorkbookLimits(
    zip=replace(WORKBOOK_ZIP, unpacked=128 * 1024 * 1024, members=256),
    columns=MOST_COLUMNS,
    cells=4_000_000,
    characters=100_000_000,
)
"""All Flemish workplaces (20,000) unpack to 74 MB. The template has 51 parts (four for each sheet with explanations),
and spreadsheet programs add some for every sheet. Four million cells take about 0.5 GB."""
