"""Holding trajectories against the shapes: one in a large store, many, and the reference engine beside it."""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from leerweg.bootstrap import Service, assemble, open_store
from leerweg.settings import Settings
from leerweg.validation import Neighbourhood
from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.evaluation import evaluate
from leerweg.validation.published import read_published
from leerweg.validation.reference_engine import run_reference
from leerweg.validation.shapes import load_shapes
from leerweg.validation.sweep import Sweep, judge_published, list_trajectories
from measuring import children_watched, percentiles, run_command, table, timed

__all__ = ["add_trajectories", "judge_many", "judge_one"]

_ON = date(2026, 11, 15)
_PROFILES = ("publishing", "running")
# So many are judged before any is measured.
_BEFORE = 200
_LEERWEG = [sys.executable, "-m", "leerweg.cli.app"]


def add_trajectories(store: Path, count: int) -> str:
    """Generate trajectories over a filled store and import them; the table of both, empty when they are there."""
    if len(_trajectories(assemble(Settings(store=str(store))))) >= count:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        made = str(Path(folder) / "trajectories.nt.gz")
        generate = ["generate", "trajectories", made, "--count", str(count), "--faults", "0.1", "--store", str(store)]
        runs = [
            (f"{count:,} trajectories generated", run_command([*_LEERWEG, *generate])),
            (
                f"{count:,} trajectories imported",
                run_command([*_LEERWEG, "import", "rdf", made, "--store", str(store)]),
            ),
        ]
    rows = [[name, run.wall, run.processor, run.peak] for name, run in runs]
    return table("Trajectories (whole process)", ("what", "seconds", "processor s", "peak MiB"), rows)


def judge_one(store: Path, samples: int, seed: int) -> str:
    """The table of one trajectory at a time, in this process: fetch what is around it; fetch and judge it; and pySHACL.

    Two hundred others come first, as in a service that has been running; the ones measured were never looked at before.
    """
    service = assemble(Settings(store=str(store)))
    chosen = random.Random(seed).sample(_trajectories(service), _BEFORE + 2 * len(_PROFILES) * samples)
    for iri in chosen[:_BEFORE]:
        judge_published(service.store, [iri], _PROFILES[-1], _ON)
    rows: list[list[object]] = []
    for position, profile in enumerate(_PROFILES):
        judge_published(service.store, chosen[:1], profile, _ON)
        begin = _BEFORE + 2 * position * samples
        fetched, judged = chosen[begin : begin + samples], chosen[begin + samples : begin + 2 * samples]
        fetch = [timed(partial(_around, service, iri)) for iri in fetched]
        whole = [timed(partial(judge_published, service.store, [iri], profile, _ON)) for iri in judged]
        reference = [_on_both(service, iri, profile) for iri in judged[:10]]
        rules = len(load_shapes(profile).shapes)
        ratio = percentiles([theirs / ours for ours, theirs in reference])[0]
        rows.append([profile, rules, _both(fetch), _both(whole), f"{ratio:.0f}"])
    triples = service.store.info().triples
    columns = ("profile", "rules", "fetch", "fetch and judge", "pySHACL / our evaluation, same data (median)")
    return table(f"One trajectory in a store of {triples:,} triples (ms, p50 / p95)", columns, rows)


def judge_many(store: Path, counts: list[int], processes: int) -> str:
    """The table of many: seconds, trajectories a second, memory of the largest process."""
    service = assemble(Settings(store=str(store)))
    trajectories = _trajectories(service)
    rows: list[list[object]] = []
    for count in (count for count in counts if count <= len(trajectories)):
        sweep = Sweep(partial(open_store, service.settings), "publishing", _ON, processes)
        found: list[int] = []

        def judge_all(count: int = count, sweep: Sweep = sweep, found: list[int] = found) -> None:
            found.append(sum(not judged.conforms for judged in sweep.judge(trajectories[:count])))

        with children_watched() as peak_of:
            seconds = timed(judge_all) / 1000
        peak = peak_of()
        rows.append([f"{count:,}", found[0], seconds, count / seconds, peak])
    columns = ("trajectories", "do not conform", "seconds", "a second", "peak MiB of a process")
    return table(f"Every trajectory against publishing ({processes} processes)", columns, rows)


def _trajectories(service: Service) -> list[str]:
    with service.store.reader() as reader:
        return list_trajectories(reader)


def _around(service: Service, iri: str) -> tuple[object, ...]:
    document = read_published(service.store, [NamedNode(iri)])
    return document.triples, tuple(Neighbourhood(service.store)(document.mentioned()))


def _on_both(service: Service, iri: str, profile: str) -> tuple[float, float]:
    """Milliseconds of evaluating the same data with the same shapes here and on the reference engine."""
    document = read_published(service.store, [NamedNode(iri)])
    triples = (*document.triples, *Neighbourhood(service.store)(document.mentioned()))
    data = Store()
    everything = dict.fromkeys((*triples, *load_background().hierarchy, *load_parameters()))
    data.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in everything)
    shapes = load_shapes(profile)
    return timed(lambda: list(evaluate(data, shapes))), timed(lambda: run_reference(data, shapes))


def _both(samples: list[float]) -> str:
    pair = percentiles(samples)
    return f"{pair[0]:,.1f} / {pair[1]:,.1f}"
