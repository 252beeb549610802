"""`leerweg export …`: the graph in the words of others."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leerweg.cli.options import BaseOption, DateOption, StoreOption, day, service
from leerweg.cli.output import console, write_bytes
from leerweg.linkeddata import serialise
from leerweg.linkeddata.exports import ElmExport
from leerweg.linkeddata.negotiation import JSON_LD, N_TRIPLES, RDF_XML, TURTLE

__all__ = ["exports"]

exports = typer.Typer(help="Write the graph in the words of others.")


class RdfForm(StrEnum):
    """How RDF is written."""

    TURTLE = "turtle"
    JSONLD = "jsonld"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"


_MEDIA_TYPES = {
    RdfForm.TURTLE: TURTLE,
    RdfForm.JSONLD: JSON_LD,
    RdfForm.NTRIPLES: N_TRIPLES,
    RdfForm.RDFXML: RDF_XML,
}


@exports.command("elm")
def elm(
    qualification: Annotated[list[str], typer.Argument(help="Qualifications: IRI, code or label.")],
    output: Annotated[
        Path | None, typer.Option("--output", help="The file to write; standard output without it.", dir_okay=False)
    ] = None,
    form: Annotated[RdfForm, typer.Option("--format", help="How the export is written.")] = RdfForm.TURTLE,
    on: DateOption = None,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Qualifications in the European Learning Model (ELM 3), with who may teach and award them on a day."""
    asked, rooms = day(on), service(store, base)
    found = [rooms.finder.find(text, kinds=["qualification"])[0].iri for text in qualification]
    content = serialise(ElmExport(rooms.store).export(found, on=asked), _MEDIA_TYPES[form])
    write_bytes(content, output)
    if output is not None:
        console(stderr=True).print(f"{len(found)} exported to {output}", soft_wrap=True)
