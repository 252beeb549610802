"""Making the index of the filled store: seconds and memory, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from measuring import run_command, table

__all__ = ["index_everything"]

_BUILD = """
import resource, sys, time
from leerweg.bootstrap import assemble
from leerweg.coverage.index import build_index
from leerweg.settings import Settings
service = assemble(Settings(store=sys.argv[1]))
with service.store.reader() as reader:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    index = build_index(reader, lambda done, total: None)
    spent = time.perf_counter() - begun
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(len(index.sites), round(spent, 1), round(grown / 1024))
"""


def index_everything(store: Path) -> str:
    """The table of one build: sites with offers, wall seconds, and MiB above what the process held before."""
    sites, seconds, memory = run_command([sys.executable, "-c", _BUILD, str(store)]).output.split()
    return table(
        "Making the index (once per revision)", ("sites", "seconds", "MiB"), [[f"{int(sites):,}", seconds, memory]]
    )
