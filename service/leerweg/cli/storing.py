"""`leerweg store …` and `leerweg query`: looking after the store, and asking it in SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from leerweg.bootstrap import answer_query, load_ontology
from leerweg.cli.options import BaseOption, Form, FormOption, StoreOption, service
from leerweg.cli.output import console, write_bytes, write_json, write_table
from leerweg.errors import InputError

__all__ = ["query", "store_commands"]

store_commands = typer.Typer(help="Look after the store.")

_MEDIA_TYPES = {
    Form.TABLE: ("application/sparql-results+json", "text/turtle"),
    Form.CSV: ("text/csv", "text/turtle"),
    Form.JSON: ("application/sparql-results+json", "application/ld+json"),
    Form.TURTLE: ("text/turtle", "text/turtle"),
}


@store_commands.command("info")
def info(store: StoreOption = None, base: BaseOption = None, form: FormOption = Form.TABLE) -> None:
    """What the store holds."""
    said = service(store, base).store.info()
    if form is Form.JSON:
        write_json(said)
        return
    out = console()
    out.print(f"{said.kind} at {said.place}", soft_wrap=True)
    out.print(f"revision {said.revision}: {said.triples} triples, {said.graphs} named graphs")


@store_commands.command("backup")
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, .nq or .nq.gz.")],
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Write everything as N-Quads, while the service may go on."""
    count = service(store, base).store.dump(target)
    console().print(f"{count} quads written to {target}", soft_wrap=True)


@store_commands.command("restore")
def restore(
    source: Annotated[Path, typer.Argument(help="A file of `store backup`.", exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; everything in the store is replaced.")] = False,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Replace everything in the store by a backup: all or nothing, but not behind a SPARQL endpoint."""
    rooms = service(store, base)
    if not yes and rooms.store.info().triples and not typer.confirm("Replace everything in this store?"):
        raise typer.Abort
    revision = rooms.store.restore(source)
    rooms.labels.refresh()
    console().print(f"Restored as revision {revision}.")


@store_commands.command("init")
def init(store: StoreOption = None, base: BaseOption = None) -> None:
    """Make a store that holds the ontology and nothing else."""
    rooms = service(store, base)
    load_ontology(rooms)
    console().print(f"Ready; the store holds {rooms.store.info().triples} triples.")


def query(
    file: Annotated[Path, typer.Argument(help="A file with one SPARQL query.", exists=True, dir_okay=False)],
    form: FormOption = Form.TABLE,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Ask the store a question of your own, in SPARQL."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        raise InputError(
            f"The file is not UTF-8: {wrong.reason}.", where=str(file), remedy="Save it as UTF-8."
        ) from wrong
    answer = answer_query(service(store, base), text, _MEDIA_TYPES[form])
    if form is Form.TABLE and answer.startswith(b"{"):
        _write_rows(answer)
    else:
        write_bytes(answer)


def _write_rows(answer: bytes) -> None:
    """Solutions as a table; the answer to an ASK query as one word."""
    results = parse_query_results(answer, QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        console().print("yes" if results else "no")
        return
    columns = [variable.value for variable in results.variables]
    rows = [["" if term is None else getattr(term, "value", str(term)) for term in solution] for solution in results]
    write_table("", columns, rows, f"{len(rows)} rows.")
