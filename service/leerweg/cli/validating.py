"""`leerweg validate` and `leerweg ontology check`: what holds, what does not, and how to mend it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import RdfFormat

from leerweg import assets
from leerweg.bootstrap import Service
from leerweg.cli.options import BaseOption, Files, Form, FormOption, Lang, LangOption, StoreOption, service
from leerweg.cli.output import console, write_csv, write_json
from leerweg.sources.archives import read_bytes
from leerweg.validation import Report, serialise_report
from leerweg.validation.ontology import check_ontology
from leerweg.validation.parsing import Limits
from leerweg.validation.rendering import render_table, render_text

__all__ = ["ontology_commands", "validate"]

ontology_commands = typer.Typer(help="The ontology itself.")


class ReportForm(StrEnum):
    """How a validation report is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    TURTLE = "turtle"


def validate(
    files: Files,
    form: Annotated[
        ReportForm, typer.Option("--format", help="Text for people; Turtle is the SHACL report itself.")
    ] = ReportForm.TEXT,
    lang: LangOption = Lang.NL,
    alone: Annotated[
        bool, typer.Option("--alone", help="Judge each file by what it says itself, without the store.")
    ] = False,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Hold files against the shapes. Exit code 0: they conform; 1: they do not; 2: one cannot be read."""
    rooms = service(store, base)
    reports = [_report(rooms, file, alone=alone) for file in files]
    if form is ReportForm.JSON:
        write_json([report.as_json() for report in reports])
    elif form is ReportForm.CSV:
        tables = [render_table(report, lang.value) for report in reports]
        rows = [(report.name, *row) for report, table in zip(reports, tables, strict=True) for row in table.rows]
        write_csv(("file", *tables[0].columns), rows)
    elif form is ReportForm.TURTLE:
        for report in reports:
            sys.stdout.buffer.write(serialise_report(report, RdfFormat.TURTLE))
    else:
        for report in reports:
            console().print(render_text(report, lang.value), markup=False, soft_wrap=True)
    if not all(report.conforms for report in reports):
        raise typer.Exit(1)


@ontology_commands.command("check")
def check(form: FormOption = Form.TABLE) -> None:
    """Load the ontology, reason over it (HermiT) and run its quality queries. Exit code 1 when something is found."""
    report = check_ontology(assets.ontology())
    if form is Form.JSON:
        write_json(report)
    else:
        out = console()
        for finding in report.findings:
            out.print(f"{finding.kind}: {finding.subject} {finding.sentence}", markup=False, soft_wrap=True)
        out.print("The ontology holds." if not report.findings else f"{len(report.findings)} findings.")
    if report.findings:
        raise typer.Exit(1)


def _report(rooms: Service, file: Path, *, alone: bool) -> Report:
    validator = rooms.lonely_validator if alone else rooms.validator
    return validator.validate(read_bytes(file, Limits().size), name=file.name)
