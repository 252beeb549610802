"""The company register as a source: who can teach what, where, with whose recognition.

It comes as a workbook (.xlsx) or as CSV files made from the template; see `template` for its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leerweg.errors import InputError, UnsupportedFormatError
from leerweg.model.delivery import Delivery, Progress, Record, Rejection
from leerweg.namespaces import Identifiers
from leerweg.sources.archives import find_parts
from leerweg.sources.digests import digest_of_files
from leerweg.sources.limits import ESCO_ZIP
from leerweg.sources.register.csv import csv_tables
from leerweg.sources.register.rows import RowReader
from leerweg.sources.register.tables import Table, files_of, in_template_order
from leerweg.sources.register.workbook import workbook_tables

__all__ = ["read_register"]

_WORKBOOK = ".xlsx"
_TABLES = (".csv", ".zip")


def read_register(paths: Sequence[Path], identifiers: Identifiers, progress: Progress) -> Delivery:
    """A register as one delivery: from a workbook, a folder or zip of CSV files, or CSV files by themselves.

    Its key is the name of the first path without extension, so that a register keeps its place from delivery to
    delivery. Every filled row becomes a record or a rejection; a row that refers to a rejected or missing row is
    rejected too. Raises InputError (and its kinds) before the first record for a file that is no register, passes a
    limit, or lacks a required column; broken text may show while the records are read.
    """
    if not paths:
        raise InputError(
            "No file was given.", remedy="Name a workbook (.xlsx), a folder or zip of CSV files, or CSV files."
        )
    files = files_of(paths)
    where = ", ".join(path.name for path in paths)
    tables = in_template_order(list(_tables(files)), where)
    summary: dict[str, int] = {}
    stem = paths[0].name if paths[0].is_dir() else paths[0].stem
    return Delivery(
        source="register",
        key=re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "register",
        title=f"Register {stem}",
        digest=digest_of_files(files),
        records=_Reading(tables, RowReader(identifiers), progress, summary).records(),
        origin=tuple(path.name for path in paths),
        summary=summary,
    )


@dataclass(frozen=True)
class _Reading:
    tables: Sequence[Table]
    reader: RowReader
    progress: Progress
    summary: dict[str, int]

    def records(self) -> Iterator[Record | Rejection]:
        self.progress.start("register", sum(table.size for table in self.tables))
        for table in self.tables:
            notes = table.notes
            for row in table.rows(self.progress.advance):
                outcome = self.reader.read(row, notes)
                counted = table.sheet.name if isinstance(outcome, Record) else "rejected"
                self.summary[counted] = self.summary.get(counted, 0) + 1
                if isinstance(outcome, Record):
                    notes = ()
                yield outcome


def _tables(files: Sequence[Path]) -> Iterator[Table]:
    others = [file for file in files if file.suffix.lower() in _TABLES]
    for file in files:
        if file.suffix.lower() == _WORKBOOK:
            yield from workbook_tables(file)
        elif file not in others:
            raise UnsupportedFormatError(
                f"Files of the kind '{file.suffix or file.name}' are not read as a register.",
                where=file.name,
                remedy="Save the register as .xlsx without macros, or as CSV files (UTF-8).",
            )
    if others:
        yield from csv_tables(find_parts(others, ".csv", ESCO_ZIP))
