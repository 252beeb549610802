"""An answer as a table for a spreadsheet: with names beside the IRIs, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from leerweg.coverage import CoverageAtlas
from leerweg.model.answers import Reference, WorkplaceAnswer, WorkplaceCoverage
from leerweg.web.proof_views import view_proofs
from leerweg.web.result_views import REASONS
from leerweg.web.texts import Texts
from leerweg.web.wishes import Understood

__all__ = ["MOST_ROWS", "as_csv", "write_table"]

MOST_ROWS = 5_000
# A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(asked: Understood, atlas: CoverageAtlas, texts: Texts) -> tuple[str, bool]:
    """The answer as CSV, and whether it was longer than 5,000 rows. Raises InputError and StoreError.

    Columns are parted by semicolons, as spreadsheets with a decimal comma expect, and a byte order mark says UTF-8.
    """
    what, region, on, basis = asked.subject.iri, asked.region or None, asked.on, asked.basis
    spoken = texts.language
    if asked.kind == "competence":
        proofs = atlas.workplaces(what, region=region, on=on, basis=basis, language=spoken, size=MOST_ROWS)
        rows = [_proof_row(item, on, texts) for item in proofs.items]
        return as_csv(_proof_head(texts), rows), proofs.total > MOST_ROWS
    shares = atlas.coverage(what, region=region, on=on, basis=basis, language=spoken, size=MOST_ROWS)
    rows = [_coverage_row(item) for item in shares.items]
    return as_csv(_coverage_head(texts), rows), shares.total > MOST_ROWS


def _proof_head(texts: Texts) -> list[str]:
    place = [texts("column.workplace"), "IRI", texts("form.municipality"), texts("column.verdict")]
    offer = [f"{texts('proof.offer')} {texts(f'date.{end}')}" for end in ("from", "until")]
    recognition = [texts("proof.recognition"), texts("column.programme"), texts("column.granter")]
    dates = [texts("proof.decided"), *(f"{texts('proof.valid')} {texts(f'date.{end}')}" for end in ("from", "until"))]
    return [*place, *offer, *recognition, *dates, texts("column.free"), texts("column.places")]


def _proof_row(item: WorkplaceAnswer, on: date, texts: Texts) -> list[object]:
    best = view_proofs(item.proofs, on)[0]
    verdict = texts("verdict.proved" if item.proved else "verdict.possible")
    line = best.timeline
    return [
        item.site.label,
        item.site.iri,
        item.municipality.label,
        verdict,
        best.offered_from,
        best.offered_until,
        best.number,
        _name(best.programme),
        _name(best.granter),
        best.decided,
        line.start if line else None,
        line.end if line else None,
        best.free,
        best.places,
    ]


def _coverage_head(texts: Texts) -> list[str]:
    place = [texts("column.workplace"), "IRI", texts("form.municipality")]
    counts = [texts("column.proved"), texts("column.possible"), texts("holds.Competence")]
    return [*place, *counts, *(texts(f"reason.{reason}.long") for reason in REASONS.values())]


def _coverage_row(item: WorkplaceCoverage) -> list[object]:
    missing = [
        " | ".join(_name(lacking.competence) for lacking in item.missing if lacking.standing is standing)
        for standing in REASONS
    ]
    return [
        item.site.label,
        item.site.iri,
        item.municipality.label,
        item.proved,
        item.possible - item.proved,
        item.total,
        *missing,
    ]


def _name(reference: Reference) -> str:
    return reference.label or reference.code or reference.iri


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as a spreadsheet with a decimal comma reads them; a cell that it would run gets an apostrophe before it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
