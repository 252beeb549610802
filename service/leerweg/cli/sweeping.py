"""`leerweg validate --all`: every published trajectory held against a profile."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

import typer

from leerweg.bootstrap import Service, open_store
from leerweg.cli.output import console, write_table
from leerweg.cli.progress import watching
from leerweg.validation.journal import Journal, Tally
from leerweg.validation.shapes import load_shapes
from leerweg.validation.sweep import Sweep, list_trajectories

__all__ = ["validate_all"]


def validate_all(
    rooms: Service, profile: str, on: date, language: str, results: Path | None, processes: int | None
) -> None:
    """Judge every published trajectory and print how many break which rule. Exit code 1 when one does not conform.

    `results` is a file of JSON lines to keep the findings in; a run that was interrupted goes on where it ended.
    """
    with rooms.store.reader() as reader:
        trajectories, revision = list_trajectories(reader), reader.revision
    sweep = Sweep(partial(open_store, rooms.settings), profile, on, processes or os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as scratch:
        kept = results or Path(scratch) / "results.jsonl"
        with Journal(kept, revision, profile, on) as journal, watching() as bars:
            waiting = [iri for iri in trajectories if iri not in journal.done]
            bars.start("trajectories", len(waiting))
            for judged in sweep.judge(waiting):
                journal.add(judged)
                bars.advance(1)
    _tell(journal.tally, profile, language)
    if results is not None:
        console(stderr=True).print(f"The findings are in {results}.", soft_wrap=True, markup=False)
    if journal.tally.failing:
        raise typer.Exit(1)


def _tell(tally: Tally, profile: str, language: str) -> None:
    shapes = load_shapes(profile)
    names = {shape.rule: shape.name.get(language, shape.rule) for shape in shapes.shapes.values()}
    rows = [
        (rule, names.get(rule, rule), severity, f"{count:,}")
        for (rule, severity), count in sorted(tally.rules.items(), key=lambda item: (-item[1], item[0]))
    ]
    conforming = (
        f"{tally.judged - tally.failing:,} of {tally.judged:,} trajectories conform to {shapes.name[language]}."
    )
    if rows:
        write_table("Rules that trajectories break", ("rule", "name", "severity", "trajectories"), rows, conforming)
    else:
        console().print(conforming, markup=False)
