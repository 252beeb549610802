"""`leerweg template trajectory`: a workbook to describe trajectories in, empty or filled with a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import Triple

from leerweg.cli.options import BaseOption, Lang, service
from leerweg.cli.output import console
from leerweg.errors import InputError
from leerweg.sources.archives import read_bytes
from leerweg.validation import Limits
from leerweg.validation.workbook import example_triples, write_workbook

__all__ = ["template_trajectory"]


def template_trajectory(
    output: Annotated[Path, typer.Argument(help="The .xlsx file to write.")] = Path("trajectory.xlsx"),
    document: Annotated[
        Path | None,
        typer.Option(
            "--from", help="A document to fill it with: RDF, or a workbook, for instance in another language."
        ),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Fill it with a trajectory of the example region.")
    ] = False,
    language: Annotated[Lang, typer.Option("--language", "--lang", help="Language of names and choices.")] = Lang.NL,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there already.")] = False,
    base: BaseOption = None,
) -> None:
    """A workbook to describe trajectories in; `leerweg validate` reads it."""
    if output.suffix.lower() != ".xlsx":
        raise InputError("A workbook is an .xlsx file.", where=output.name, remedy="Let the name end in .xlsx.")
    rooms = service(base=base)
    triples: Sequence[Triple] = example_triples(rooms.identifiers) if example else ()
    if document is not None:
        if example:
            raise InputError(
                "It is filled with the example or with a document.", where="--from", remedy="Give only one."
            )
        content = read_bytes(document, Limits().size)
        triples = rooms.lonely_validator.read(content, name=document.name).triples
    _write(output, write_workbook(language.value, rooms.identifiers, triples), overwrite=overwrite)
    console().print(f"{output} is ready to be filled in; then: leerweg validate {output}", soft_wrap=True)


def _write(output: Path, content: bytes, *, overwrite: bool) -> None:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("wb" if overwrite else "xb") as file:
            file.write(content)
    except FileExistsError as there:
        raise InputError(
            "There is a file of this name already; it may hold somebody's work.",
            where=output.name,
            remedy="Choose another name, or add --overwrite.",
        ) from there
    except OSError as refused:
        raise InputError(
            f"The workbook cannot be written: {refused.strerror or refused}.",
            where=output.name,
            remedy="Choose a place where you may write.",
        ) from refused
