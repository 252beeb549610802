"""Zips, and workbooks, which are zips: held against limits before any of it is believed, whoever reads them after."""

from leerweg.zips.checking import check_stream, check_zip
from leerweg.zips.limits import WORKBOOK_ZIP, WorkbookLimits, ZipLimits
from leerweg.zips.workbook_scan import SheetScan, scan_workbook

__all__ = [
    "WORKBOOK_ZIP",
    "SheetScan",
    "WorkbookLimits",
    "ZipLimits",
    "check_stream",
    "check_zip",
    "scan_workbook",
]
