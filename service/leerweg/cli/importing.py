"""`leerweg import …` and `leerweg generate …`: bytes from outside become a publication."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from leerweg.bootstrap import Service, load_ontology, publishing_gate
from leerweg.cli.options import BaseOption, Files, Form, FormOption, StoreOption, day, service
from leerweg.cli.output import console, write_json
from leerweg.cli.progress import watching
from leerweg.errors import LeerwegError
from leerweg.model.delivery import Acknowledgement, Delivery, Outcome, Progress
from leerweg.namespaces import Identifiers
from leerweg.publishing import Receipt
from leerweg.sources.esco import read_esco
from leerweg.sources.rdf import read_rdf
from leerweg.sources.register import read_register
from leerweg.sources.register.template_writer import write_register_template
from leerweg.sources.register.writer import write_register
from leerweg.sources.synthetic.generator import generate_register, generate_rows
from leerweg.sources.synthetic.loaded import load_catalogue
from leerweg.sources.synthetic.trajectories import AS_OF, generate_trajectories, load_supply, write_trajectories
from leerweg.sources.vks import read_vks

__all__ = ["generate", "imports", "template"]

imports = typer.Typer(help="Take over data: ESCO, Flemish qualifications, a company register, any RDF.")
generate = typer.Typer(help="Make synthetic data, marked as such in every record.")
template = typer.Typer(help="Write a file to fill in.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Read and acknowledge everything, but write nothing.")]
_SHOWN = 20

Reader = Callable[[Sequence[Path], Identifiers, Progress], Delivery]


@imports.command("esco")
def import_esco(
    files: Files,
    store: StoreOption = None,
    base: BaseOption = None,
    dry_run: DryRun = False,
    form: FormOption = Form.TABLE,
) -> None:
    """The official ESCO CSV download: zips as they come, any language and version, several at once."""
    _import(read_esco, files, service(store, base), form, dry_run=dry_run, gated=False)


@imports.command("vks")
def import_vks(
    files: Files,
    store: StoreOption = None,
    base: BaseOption = None,
    dry_run: DryRun = False,
    form: FormOption = Form.TABLE,
) -> None:
    """Flemish professional qualifications and dual programmes, as the public API gives them (JSON)."""
    _import(read_vks, files, service(store, base), form, dry_run=dry_run, gated=False)


@imports.command("register")
def import_register(
    files: Files,
    store: StoreOption = None,
    base: BaseOption = None,
    dry_run: DryRun = False,
    form: FormOption = Form.TABLE,
) -> None:
    """A register of companies, sites, offers, recognitions, mentors and places: XLSX, CSV files or a zip of them."""
    _import(read_register, files, service(store, base), form, dry_run=dry_run, gated=True)


@imports.command("rdf")
def import_rdf(
    files: Files,
    store: StoreOption = None,
    base: BaseOption = None,
    dry_run: DryRun = False,
    form: FormOption = Form.TABLE,
) -> None:
    """Any RDF: Turtle, TriG, JSON-LD, N-Triples, N-Quads, RDF/XML."""
    _import(read_rdf, files, service(store, base), form, dry_run=dry_run, gated=True)


@generate.command("register")
def generate_synthetic_register(
    workplaces: Annotated[int, typer.Option(min=1, help="How many workplaces.")],
    seed: Annotated[int, typer.Option(help="The same seed makes the same register.")] = 1,
    output: Annotated[
        Path | None, typer.Option(help="Write an XLSX file or a folder of CSV files instead of publishing it.")
    ] = None,
    store: StoreOption = None,
    base: BaseOption = None,
    dry_run: DryRun = False,
    form: FormOption = Form.TABLE,
) -> None:
    """A synthetic company register over the qualifications in the store."""
    rooms = service(store, base)
    with rooms.store.reader() as reader:
        catalogue = load_catalogue(reader)
    if output is not None:
        counts = write_register(output, generate_rows(workplaces, seed, catalogue))
        console().print(f"{output}: " + ", ".join(f"{count} {sheet}" for sheet, count in counts.items()))
        return
    with watching() as progress:
        delivery = generate_register(workplaces, seed, catalogue, rooms.identifiers, progress)
        _publish(rooms, delivery, form, dry_run=dry_run, gated=False)


@generate.command("trajectories")
def generate_synthetic_trajectories(
    output: Annotated[Path, typer.Argument(help="File to write: .nt.gz, .nt or .ttl.", dir_okay=False)],
    count: Annotated[int, typer.Option(min=1, help="How many trajectories.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same trajectories.")] = 1,
    faults: Annotated[
        float, typer.Option(min=0, max=1, help="Put one known fault into this share of them, and list those beside it.")
    ] = 0.0,
    on: Annotated[str, typer.Option("--on", help="The day as of which they run.")] = AS_OF.isoformat(),
    store: StoreOption = None,
    base: BaseOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Synthetic trajectories over the programmes, workplaces and schools in the store, as a file to import."""
    rooms = service(store, base)
    with rooms.store.reader() as reader:
        supply = load_supply(reader)
    with watching() as progress:
        made = generate_trajectories(
            count, seed, supply, rooms.identifiers, faults=faults, on=day(on), progress=progress
        )
        written = write_trajectories(output, made, rooms.identifiers, faults=faults > 0)
    if form is Form.JSON:
        write_json(written)
        return
    console().print(f"{output}: {written.trajectories} trajectories, {written.triples} triples.", soft_wrap=True)
    if written.list_of_faults:
        console().print(f"{written.list_of_faults}: {written.faults} faults, each with its rule.", soft_wrap=True)


@template.command("register")
def template_register(
    output: Annotated[Path, typer.Argument(help="An .xlsx file, or a folder for CSV files.")] = Path("register.xlsx"),
    example: Annotated[bool, typer.Option("--example", help="Fill in three invented places.")] = False,
) -> None:
    """The register to fill in: one sheet per thing, with explanations in three languages."""
    write_register_template(output, with_example=example)
    console().print(f"{output} is ready to be filled in; then: leerweg import register {output}")


def _import(read: Reader, files: Sequence[Path], rooms: Service, form: Form, *, dry_run: bool, gated: bool) -> None:
    if not dry_run:
        load_ontology(rooms)
    with watching() as progress:
        _publish(rooms, read(files, rooms.identifiers, progress), form, dry_run=dry_run, gated=gated)


def _publish(rooms: Service, delivery: Delivery, form: Form, *, dry_run: bool, gated: bool) -> None:
    rejected: list[Acknowledgement] = []

    def watch(acknowledgement: Acknowledgement) -> None:
        if acknowledgement.outcome is Outcome.REJECTED and len(rejected) < _SHOWN:
            rejected.append(acknowledgement)

    gate = publishing_gate(rooms) if gated else None
    try:
        receipt = rooms.publisher.publish(delivery, dry_run=dry_run, gate=gate, watch=watch)
    except LeerwegError:
        _name(rejected, console(stderr=True))  # what was rejected on the way may be why the rest does not hold
        raise
    rooms.labels.refresh()
    if form is Form.JSON:
        write_json({**_summary(receipt), "rejections": rejected})
        return
    _say(receipt, rejected, dry_run=dry_run)


def _summary(receipt: Receipt) -> dict[str, object]:
    return {
        "source": receipt.source,
        "dataset": receipt.key,
        "counts": receipt.counts,
        "triples": receipt.triples,
        "published": receipt.published,
        "data_version": receipt.revision,
        "graph": receipt.graph,
        "acknowledgements": str(receipt.acknowledgements or ""),
        "summary": receipt.summary,
    }


def _say(receipt: Receipt, rejected: Sequence[Acknowledgement], *, dry_run: bool) -> None:
    out, counts = console(), receipt.counts
    out.print(
        f"{receipt.source} {receipt.key}: {counts.accepted} accepted, {counts.unchanged} unchanged, "
        f"{counts.rejected} rejected, {counts.gone} no longer stated.",
        soft_wrap=True,
    )
    if receipt.summary:
        out.print(", ".join(f"{count} {thing}" for thing, count in receipt.summary.items()), soft_wrap=True)
    _name(rejected, out)
    if counts.rejected > len(rejected):
        out.print(f"  … and {counts.rejected - len(rejected)} more rejected; the acknowledgements name each.")
    if dry_run:
        out.print("Dry run: nothing was written.")
    elif receipt.published:
        out.print(
            f"Published as revision {receipt.revision}: {receipt.triples} triples in {receipt.graph}", soft_wrap=True
        )
    else:
        out.print("Nothing changed, so nothing was written.")
    if receipt.acknowledgements is not None:
        out.print(f"A line for every record: {receipt.acknowledgements}", soft_wrap=True)


def _name(rejected: Sequence[Acknowledgement], out: Console) -> None:
    for acknowledgement in rejected:
        where, why = acknowledgement.where, " ".join(acknowledgement.reasons)
        out.print(f"  rejected  {acknowledgement.key} ({where}): {why}", soft_wrap=True, markup=False)
