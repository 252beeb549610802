"""Limits of register files beyond those of any zip or text file, each with the reason for its size."""

from __future__ import annotations

from dataclasses import replace

from leerweg.sources.limits import WORKBOOK_ZIP

__all__ = [
    "MOST_CELLS",
    "MOST_CELLS_OF_ROW",
    "MOST_CHARACTERS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "REGISTER_WORKBOOK",
    "XML_BLOCK",
]

MOST_ROWS = 1_048_575
"""Rows of one table below its header: what a workbook can hold at most. All Flemish workplaces are some 20,000."""

MOST_CELLS_OF_ROW = 1_000
"""Cells of one CSV row: the widest sheet of the template has fourteen columns."""

MOST_COLUMNS = 256
"""Columns of one workbook sheet: a stray cell far to the right is a mistake or an attack."""

MOST_CELLS = 4_000_000
"""Rows times columns of one workbook sheet. They are held in memory at once: about 0.5 GB at this number."""

MOST_CHARACTERS = 100_000_000
"""Characters of all text cells of a workbook together: one shared text of 32,000 signs can be pointed at a million
times, which unpacks to 32 GB although the file is small."""

XML_BLOCK = 1 << 18
"""Bytes of a workbook's XML looked through at a time."""

REGISTER_WORKBOOK = replace(WORKBOOK_ZIP, unpacked=128 * 1024 * 1024, members=256)
"""All Flemish workplaces (20,000) unpack to 74 MB. The template has 51 parts (four for each sheet with explanations),
and spreadsheet programs add some for every sheet."""
