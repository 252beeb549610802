"""A document with a repair that somebody chose: a workbook with its cells changed, or the change as a patch."""

from __future__ import annotations

from dataclasses import dataclass

from leerweg.errors import UnknownTermError
from leerweg.validation.parsing import WORKBOOK_TYPE, is_workbook
from leerweg.validation.report import Repair, Report
from leerweg.validation.reports.outline import repairs_of
from leerweg.validation.reports.patch import PATCH_TYPE, as_patch
from leerweg.validation.validator import Validator

__all__ = ["Mended", "mend"]


@dataclass(frozen=True)
class Mended:
    """What comes of a repair: its bytes, their media type, and the ending of a file with it."""

    content: bytes
    media_type: str
    ending: str


def mend(validator: Validator, report: Report, document: bytes, wanted: str, format: str = "") -> Mended:  # noqa: A002  # the field's word for it
    """The document that the report is about, with the repair of this name; the same workbook, or an RDF Patch.

    A workbook whose cells cannot say it gets the patch too. Raises UnknownTermError for a repair that is not in the
    report, and what `Validator.mend` raises.
    """
    repair = _chosen(report, wanted)
    if is_workbook(format, report.name) and repair.cells:
        return Mended(validator.mend(document, repair.cells, name=report.name), WORKBOOK_TYPE, ".xlsx")
    return Mended(as_patch(repair).encode(), PATCH_TYPE, ".rdfp")


def _chosen(report: Report, wanted: str) -> Repair:
    repairs = {name: repair for finding in report.findings for name, repair in repairs_of(finding)}
    if wanted not in repairs:
        raise UnknownTermError(
            "This document has no such repair.",
            where=wanted[:40],
            remedy=f"Choose one of: {', '.join(list(repairs)[:20])}." if repairs else "No repair was found for it.",
        )
    return repairs[wanted]
