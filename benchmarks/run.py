"""The figures of the project, as tables: `make bench`, or with ARGS="--help" for what can be changed.

Needs the real data (ESCO and Flemish qualifications) in the folder that `--data` names.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from finding import find_everything
from imports import import_everything
from questions import ask_everything

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run every part and print its table; with --write also keep them in the documentation."""
    parser = argparse.ArgumentParser(description="Print the figures of Leerweg.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder with esco/ and vks/")
    parser.add_argument("--store", type=Path, help="use this filled store instead of importing everything anew")
    parser.add_argument("--workplaces", type=int, default=20_000, help="size of the synthetic register")
    parser.add_argument("--samples", type=int, default=25, help="questions of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-rdflib", action="store_true", help="leave out rdflib, which takes minutes to load")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/reference/figures.md")
    chosen = parser.parse_args()
    if not (chosen.data / "esco").is_dir() and chosen.store is None:
        sys.exit(f"There is no ESCO in {chosen.data}; name the folder that has it with --data.")
    scratch = Path(tempfile.mkdtemp(prefix="leerweg-bench-"))
    tables = []
    try:
        store = chosen.store or scratch / "store"
        if chosen.store is None:
            tables.append(import_everything(store, chosen.data, chosen.workplaces))
            print(tables[-1], flush=True)
        tables.append(find_everything(store, chosen.samples, chosen.seed))
        print(tables[-1], flush=True)
        tables.append(ask_everything(store, chosen.samples, chosen.seed, rdflib=not chosen.no_rdflib))
        print(tables[-1], flush=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if chosen.write:
        _keep(tables)


def _keep(tables: list[str]) -> None:
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()}"
    head = f"# Figures\n\nPrinted by `make bench ARGS=--write` on a machine with {machine}.\n\n"
    (ROOT / "docs" / "reference" / "figures.md").write_text(head + "\n".join(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
