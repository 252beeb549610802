"""Answers on paper: tables for people, JSON, CSV and Turtle for programs."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from leerweg.errors import InputError
from leerweg.model.answers import Answer, Reference

__all__ = ["as_json", "console", "name", "write_bytes", "write_csv", "write_json", "write_lines", "write_table"]

# Columns of a table that no terminal limits: wide enough to find a whole name on one line.
_PAPER = 250
# What a spreadsheet would run as a formula; our own tables put an apostrophe before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def console(*, stderr: bool = False) -> Console:
    """The terminal; when the output goes to a file, as wide as COLUMNS says, else wide enough for whole rows."""
    terminal = Console(stderr=stderr, highlight=False)
    told = terminal.is_terminal or "COLUMNS" in os.environ
    return terminal if told else Console(stderr=stderr, highlight=False, width=_PAPER)


def name(reference: Reference) -> str:
    """How a person calls it: its label, else its code, else its IRI."""
    return reference.label or reference.code or reference.iri


def write_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], footer: str = "") -> None:
    """A table with a title, and a line below it."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out = console()
    out.print(table)
    if footer:
        out.print(footer, soft_wrap=True)


def write_lines(lines: Iterable[str]) -> None:
    """Sentences below a table, each on a line of its own."""
    out = console()
    for line in lines:
        out.print(line, soft_wrap=True, markup=False)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Comma-separated values; a cell that a spreadsheet would run as a formula is preceded by an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])


def write_json(value: object) -> None:
    """JSON with camelCase keys."""
    sys.stdout.write(json.dumps(as_json(value), ensure_ascii=False, indent=2) + "\n")


def write_bytes(content: bytes, output: Path | None = None) -> None:
    """An answer that is already in its form, such as Turtle: to a file, or to the screen where none is named.

    Raises InputError for a place where nothing can be written.
    """
    if output is not None:
        try:
            output.write_bytes(content)
        except OSError as refused:
            raise InputError(
                f"The file cannot be written: {refused.strerror or refused}.",
                where=str(output),
                remedy="Name a file in a folder where you may write.",
            ) from refused
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def as_json(value: object) -> object:
    """The value as what `json.dumps` takes: data classes as objects with camelCase keys, dates as ISO texts."""
    if isinstance(value, Answer):
        fields = {"asked": value.asked, "items": value.items, "total": value.total, "page": value.page}
        rest = {"size": value.size, "query": value.query, "data_version": value.revision, "summary": value.summary}
        return as_json({**fields, **rest})
    if is_dataclass(value) and not isinstance(value, type):
        return as_json(asdict(value))
    if isinstance(value, dict):
        return {_camel(str(key)): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _camel(key: str) -> str:
    head, *rest = key.split("_")
    return head + "".join(word.title() for word in rest)
