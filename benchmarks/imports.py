"""How long the real data take to come in, and how much memory: the command line as whole processes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from measuring import Run, run_command, table

__all__ = ["import_everything"]

_LEERWEG = [sys.executable, "-m", "leerweg.cli.app"]


def import_everything(store: Path, data: Path, workplaces: int) -> str:
    """Fill a new store with ESCO, the Flemish qualifications and a synthetic register; the table of figures."""
    esco = sorted(str(path) for path in (data / "esco").glob("*.zip"))
    vks = sorted(str(path) for path in (data / "vks").glob("*.json"))
    steps = [
        ("ESCO (two English zips and the Dutch one)", ["import", "esco", *esco]),
        ("the same ESCO again", ["import", "esco", *esco]),
        ("Flemish qualifications and programmes", ["import", "vks", *vks]),
        (f"{workplaces:,} synthetic workplaces", ["generate", "register", "--workplaces", str(workplaces)]),
    ]
    rows: list[list[object]] = []
    run_command([*_LEERWEG, "store", "init", "--store", str(store)])
    for name, arguments in steps:
        run = run_command([*_LEERWEG, *arguments, "--store", str(store), "--format", "json"])
        rows.append(_row(name, run))
    return table(
        "Imports (whole process: read, acknowledge, publish, index)",
        ("what", "records", "triples", "seconds", "processor s", "peak MiB"),
        rows,
    )


def _row(name: str, run: Run) -> list[object]:
    said = json.loads(run.output)
    records = sum(said["counts"][kind] for kind in ("accepted", "unchanged", "rejected"))
    return [name, records, said["triples"], run.wall, run.processor, run.peak]
