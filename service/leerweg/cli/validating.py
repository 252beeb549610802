"""`leerweg validate` and `leerweg ontology check`: what holds, what does not, and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leerweg import assets
from leerweg.cli.options import (
    BaseOption,
    DateOption,
    Form,
    FormOption,
    Lang,
    LangOption,
    StoreOption,
    day,
    service,
)
from leerweg.cli.output import console, write_bytes, write_json
from leerweg.cli.sweeping import validate_all
from leerweg.errors import InputError
from leerweg.sources.archives import read_bytes
from leerweg.validation import Report, Validator, compare
from leerweg.validation.mending import mend
from leerweg.validation.ontology import check_ontology
from leerweg.validation.parsing import Limits
from leerweg.validation.reports import render_text, write_reports
from leerweg.validation.shapes import DRAFT, PUBLISHING

__all__ = ["ontology_commands", "validate"]

ontology_commands = typer.Typer(help="The ontology itself.")


class ReportForm(StrEnum):
    """How a validation report is written."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    CSV = "csv"
    XLSX = "xlsx"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files to read; none with --all.", exists=True, readable=True)
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Judge every trajectory that the store holds, on all processors.")
    ] = False,
    results: Annotated[
        Path | None,
        typer.Option(
            "--results",
            help="With --all: file of JSON lines for the findings; a run that was interrupted goes on there.",
        ),
    ] = None,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, max=256, help="With --all: how many at a time.")
    ] = None,
    form: Annotated[
        ReportForm,
        typer.Option(
            "--report-format",
            "--format",
            help="text and html for people, csv and xlsx to work off, sarif and junit for build servers, json for"
            " programs; turtle, ntriples, jsonld and rdfxml are the SHACL report itself.",
        ),
    ] = ReportForm.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", help="File to write the report to; without it, the screen.")
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", help="A former report as JSON: marks what is new, still open and solved."),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            help="The gate to hold it against: draft (files, without it), ready-to-sign, running, publishing (--all,"
            " without it), recognition-request, standard-trajectory or elm.",
        ),
    ] = None,
    repair: Annotated[
        str,
        typer.Option(
            "--repair",
            help="The name of a repair in the report on the file: writes the workbook with it, changed cells yellow,"
            " or else the change as RDF Patch, to --output.",
        ),
    ] = "",
    on: DateOption = None,
    lang: LangOption = Lang.NL,
    alone: Annotated[
        bool, typer.Option("--alone", help="Judge each file by what it says itself, without the store.")
    ] = False,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Hold files, or the whole store, against the shapes. Exit code 0: conforms; 1: does not; 2: cannot be read."""
    rooms = service(store, base)
    if every:
        validate_all(rooms, profile or PUBLISHING, day(on), lang.value, results, processes)
        return
    if not files:
        raise InputError("There is nothing to validate.", remedy="Name one or more files, or use --all.")
    validator = replace(rooms.lonely_validator if alone else rooms.validator, profile=profile or DRAFT)
    when = None if on is None else day(on)
    if repair:
        _mend(validator, files, repair, when, output)
        return
    reports = [validator.validate(read_bytes(file, Limits().size), name=_name(file), on=when) for file in files]
    if previous is not None:
        reports = _compared(reports, validator, previous)
    if form is ReportForm.TEXT and output is None:
        for report in reports:
            console().print(render_text(report, lang.value), markup=False, soft_wrap=True)
    else:
        write_bytes(write_reports(reports, form.value, lang.value), output)
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


def _mend(validator: Validator, files: list[Path], repair: str, on: date | None, output: Path | None) -> None:
    if len(files) > 1 or output is None:
        raise InputError("A repair makes one file of one file.", remedy="Name one file, and with --output the other.")
    if output.exists():
        raise InputError("There is a file of this name already.", where=output.name, remedy="Choose another name.")
    content = read_bytes(files[0], Limits().size)
    report = validator.validate(content, name=_name(files[0]), on=on)
    write_bytes(mend(validator, report, content, repair).content, output)
    console().print(f"{output} has the repair {repair}; then: leerweg validate {output}", soft_wrap=True)


def _name(file: Path) -> str:
    """What reports call a file: as it was typed, so that build servers find it; never where this machine keeps it."""
    return file.name if file.is_absolute() else file.as_posix()


def _compared(reports: list[Report], validator: Validator, previous: Path) -> list[Report]:
    former = validator.read_previous(read_bytes(previous, Limits().size))
    return [compare(report, former) for report in reports]
