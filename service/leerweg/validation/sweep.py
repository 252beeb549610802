"""Holding every published trajectory against a profile: in batches, on several processors, without limits of size."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode

from leerweg.store import Reader, Store, load_question
from leerweg.validation.neighbourhood import Neighbourhood
from leerweg.validation.published import read_published
from leerweg.validation.report import Finding, Report
from leerweg.validation.shapes import load_shapes

__all__ = ["BATCH", "Judged", "Sweep", "judge_published", "list_trajectories"]

# Trajectories that are judged together, so that what they share is fetched once.
BATCH = 25
_AHEAD = 3

Opener = Callable[[], Store]
"""Opens the store in another process; a function of a module, with arguments that can be sent there."""


@dataclass(frozen=True)
class Judged:
    """A published trajectory and the findings about it and its parts."""

    trajectory: str
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether no finding is a Violation."""
        return not any(finding.severity == "Violation" for finding in self.findings)


@dataclass(frozen=True)
class Sweep:
    """Judges trajectories of the store that `open_store` opens, in `processes` processes of their own.

    Our own published data is judged, so the processes have no limit of time or memory; each holds one batch at a time.
    """

    open_store: Opener
    profile: str
    on: date
    processes: int

    def judge(self, trajectories: Sequence[str]) -> Iterator[Judged]:
        """The trajectories as they come out of the processes, in the order given; ending early stops the work.

        Raises StoreError.
        """
        batches = (trajectories[start : start + BATCH] for start in range(0, len(trajectories), BATCH))
        pool = ProcessPoolExecutor(
            self.processes,
            mp_context=multiprocessing.get_context("forkserver"),
            initializer=_open,
            initargs=(self.open_store,),
        )
        waiting: deque[Future[list[Judged]]] = deque()
        try:
            for batch in islice(batches, self.processes * _AHEAD):
                waiting.append(pool.submit(_judge_here, batch, self.profile, self.on))
            while waiting:
                judged = waiting.popleft().result()
                for batch in islice(batches, 1):
                    waiting.append(pool.submit(_judge_here, batch, self.profile, self.on))
                yield from judged
        finally:
            pool.shutdown(cancel_futures=True)


def list_trajectories(reader: Reader) -> list[str]:
    """The IRIs of every published trajectory, in order."""
    rows = (row["trajectory"] for row in reader.select(_question()))
    return [thing.value for thing in rows if isinstance(thing, NamedNode)]


def judge_published(store: Store, trajectories: Sequence[str], profile: str, on: date) -> list[Judged]:
    """Published trajectories held against a profile together, in this process; raises StoreError.

    Of one trajectory at most 1,000 findings are told.
    """
    # Only who judges pays for loading the engine.
    from leerweg.validation.shacl import validate_graph  # noqa: PLC0415

    document = read_published(store, [NamedNode(iri) for iri in trajectories])
    context = tuple(Neighbourhood(store)(document.mentioned()))
    report = validate_graph(document.triples, context, load_shapes(profile), on=on, own_only=True)
    if report.omitted and len(trajectories) > 1:
        half = len(trajectories) // 2
        return [
            one
            for part in (trajectories[:half], trajectories[half:])
            for one in judge_published(store, part, profile, on)
        ]
    return _by_trajectory(report, trajectories)


def _by_trajectory(report: Report, trajectories: Sequence[str]) -> list[Judged]:
    findings: dict[str, list[Finding]] = {iri: [] for iri in trajectories}
    for finding in report.findings:
        findings.get(finding.trajectory, []).append(finding)
    return [Judged(iri, tuple(found)) for iri, found in findings.items()]


_OPENED: list[Store] = []


def _open(open_store: Opener) -> None:
    """Open the store once in a process of the pool."""
    _OPENED.append(open_store())


def _judge_here(trajectories: Sequence[str], profile: str, on: date) -> list[Judged]:
    return judge_published(_OPENED[-1], trajectories, profile, on)


@cache
def _question() -> str:
    return load_question(Path(__file__).with_name("list_published_trajectories.rq")).bind()
