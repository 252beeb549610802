"""What a zip, and a workbook in it, may claim: one name each, with the reason for its size."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WORKBOOK_ZIP", "XML_BLOCK", "WorkbookLimits", "ZipLimits"]

_MIB = 1024 * 1024

XML_BLOCK = 1 << 18
"""Bytes of a workbook's XML looked through at a time."""


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a zip may claim before any of it is unpacked.

    `packed` and `unpacked` are bytes (the file itself; all members together); `ratio` is unpacked by packed of one
    member, asked only of members over `ratio_floor` bytes, because tiny files of blanks pack absurdly well;
    `members` counts entries; `directory` is the size of the zip's table of contents in bytes.
    """

    packed: int
    unpacked: int
    ratio: int
    ratio_floor: int
    members: int
    directory: int


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """What a workbook may hold: its zip, the columns and cells (rows times columns) of one sheet, all characters.

    A stray cell far to the right is a mistake or an attack. Cells are held in memory at once, about 120 bytes each.
    One shared text of 32,000 signs can be pointed at a million times, which unpacks to 32 GB although the file is
    small: `characters` counts the texts of all cells together.
    """

    zip: ZipLimits
    columns: int
    cells: int
    characters: int


WORKBOOK_ZIP = ZipLimits(
    packed=20 * _MIB, unpacked=50 * _MIB, ratio=100, ratio_floor=_MIB, members=64, directory=64 * 1024
)
"""A spreadsheet (.xlsx is a zip). A 0.7 MB workbook of 157 MB of XML kept a reader busy for 22 s."""
