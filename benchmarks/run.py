"""The figures of the project, as tables: `make bench`, or with ARGS="--help" for what can be changed.

Needs the real data (ESCO and Flemish qualifications) in the folder that `--data` names, or a filled store (`--store`).
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from combining import combine_everything
from finding import find_everything
from imports import import_everything
from indexing import index_everything
from questions import ask_everything, ask_rdflib
from validating import add_trajectories, judge_many, judge_one
from whole_graph import judge_whole

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "docs" / "reference" / "figures.md"
PARTS = (
    "imports", "finding", "indexing", "questions", "combination", "rdflib", "trajectories", "one", "many", "whole",
)  # fmt: skip


def main() -> None:
    """Run the parts asked for and print their tables; with --write also keep them in the documentation."""
    chosen = _arguments()
    if chosen.store is None and not (chosen.data / "esco").is_dir():
        sys.exit(
            f"There is no ESCO in {chosen.data}; name the folder that has it with --data, or a store with --store."
        )
    scratch = Path(tempfile.mkdtemp(prefix="leerweg-bench-"))
    try:
        store = chosen.store or scratch / "store"
        parts = {
            "imports": lambda: import_everything(scratch / "store", chosen.data, chosen.workplaces),
            "finding": lambda: find_everything(store, chosen.samples, chosen.seed),
            "indexing": lambda: index_everything(store),
            "questions": lambda: ask_everything(store, chosen.samples, chosen.seed),
            "combination": lambda: combine_everything(store, chosen.samples, chosen.seed),
            "rdflib": lambda: ask_rdflib(store, chosen.samples, chosen.seed),
            "trajectories": lambda: add_trajectories(store, chosen.trajectories),
            "one": lambda: judge_one(store, 100, chosen.seed),
            "many": lambda: judge_many(store, [100, 1_000, 10_000, 100_000], os.cpu_count() or 1),
            "whole": lambda: judge_whole(store, [5, 10, 25]),
        }
        for part in chosen.only:
            if part == "imports" and chosen.store is not None:
                continue
            printed = parts[part]()
            if not printed:
                continue
            table = f"{printed}\nRun with --samples {chosen.samples} --seed {chosen.seed}.\n"
            print(table, flush=True)
            if chosen.write:
                _keep(table)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Print the figures of Leerweg.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder with esco/ and vks/")
    parser.add_argument("--store", type=Path, help="use this filled store instead of importing everything anew")
    parser.add_argument("--workplaces", type=int, default=20_000, help="size of the synthetic register")
    parser.add_argument("--trajectories", type=int, default=10_000, help="how many to generate and judge")
    parser.add_argument("--samples", type=int, default=25, help="questions of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts (rdflib: 10 minutes)"
    )
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/reference/figures.md")
    return parser.parse_args()


def _keep(table: str) -> None:
    """Put a table in the place of the one with the same title, or at the end."""
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()}"
    head = f"# Figures\n\nPrinted by `make bench ARGS=--write`, part by part (`--only`), on a machine with {machine}.\n"
    kept = FIGURES.read_text(encoding="utf-8").split("\n### ")[1:] if FIGURES.exists() else []
    sections = {section.splitlines()[0].split(" (")[0]: section.strip() for section in kept}
    fresh = table.removeprefix("### ").strip()
    sections[fresh.splitlines()[0].split(" (")[0]] = fresh
    FIGURES.write_text("\n### ".join([head, *(f"{section}\n" for section in sections.values())]), encoding="utf-8")


if __name__ == "__main__":
    main()
