"""Many trajectories as one graph: our evaluation beside other engines on the same data with the same shapes."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from leerweg.bootstrap import Service, assemble
from leerweg.settings import Settings
from leerweg.validation import Neighbourhood
from leerweg.validation.background import load_background, load_parameters
from leerweg.validation.evaluation import evaluate
from leerweg.validation.published import read_published
from leerweg.validation.reference_engine import run_reference
from leerweg.validation.shapes import ShapeCollection, load_shapes
from leerweg.validation.sweep import BATCH, list_trajectories
from measuring import table, timed

__all__ = ["judge_whole"]

_TOPBRAID = "shaclvalidate.sh"
_JAVA_NEEDED = 21


def judge_whole(store: Path, counts: list[int]) -> str:
    """The table of seconds over one graph of so many trajectories and all that surrounds them."""
    service = assemble(Settings(store=str(store)))
    shapes = load_shapes("publishing")
    with service.store.reader() as reader:
        trajectories = list_trajectories(reader)
    hindrance = _topbraid_hindrance()
    rows: list[list[object]] = []
    for count in (count for count in counts if count <= len(trajectories)):
        graph = _graph(service, trajectories[:count])
        ours = timed(lambda graph=graph: list(evaluate(graph, shapes))) / 1000  # type: ignore[misc]
        theirs = timed(partial(run_reference, graph, shapes)) / 1000
        third = hindrance or _topbraid(graph, shapes)
        rows.append([f"{count:,}", len(graph), ours, theirs, f"{theirs / ours:.0f}", third])
    columns = ("trajectories", "triples", "our evaluation, s", "pySHACL, s", "pySHACL / ours", "TopBraid, s")
    return table("One graph of many trajectories against publishing, all engines", columns, rows)


def _graph(service: Service, trajectories: list[str]) -> Store:
    graph = Store()
    graph.extend(_quads((*load_background().hierarchy, *load_parameters())))
    for begin in range(0, len(trajectories), BATCH):
        document = read_published(service.store, [NamedNode(iri) for iri in trajectories[begin : begin + BATCH]])
        graph.extend(_quads(document.triples))
        graph.extend(_quads(Neighbourhood(service.store)(document.mentioned())))
    return graph


def _quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object) for triple in triples)


def _topbraid_hindrance() -> str:
    """Why the third engine cannot run here; empty when it can."""
    java = shutil.which("java")
    if java is None:
        return "not run: no Java"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < _JAVA_NEEDED:
        return f"not run: Java {version[1] if version else '?'}, needs {_JAVA_NEEDED}"
    return "" if shutil.which(_TOPBRAID) else f"not run: no {_TOPBRAID}"


def _topbraid(graph: Store, shapes: ShapeCollection) -> float:
    with tempfile.TemporaryDirectory() as folder:
        data, rules = Path(folder) / "data.ttl", Path(folder) / "shapes.ttl"
        data.write_bytes(serialize((quad.triple for quad in graph), format=RdfFormat.TURTLE) or b"")
        rules.write_bytes(serialize(shapes.triples, format=RdfFormat.TURTLE) or b"")
        command = [_TOPBRAID, "-datafile", str(data), "-shapesfile", str(rules)]
        return timed(lambda: subprocess.run(command, capture_output=True, check=False)) / 1000
