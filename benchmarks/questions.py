"""The five questions on the filled store: in process, over HTTP, and the same SPARQL on other engines, in one run."""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pyoxigraph

from leerweg.bootstrap import Service, assemble
from leerweg.coverage.asking import read
from leerweg.model.answers import Answer, Basis
from leerweg.settings import Settings
from measuring import percentiles, served, table, timed

__all__ = ["ask_everything"]

_ON = date(2026, 9, 15)
_REGIONS = (None, "BE21", "BE22", "BE23", "BE24", "BE25", "BE10")
_RDFLIB_SECONDS = 60


@dataclass(frozen=True)
class Asked:
    """One question with its parameters: how to ask it in process, its address over HTTP, and its SPARQL."""

    name: str
    ask: Callable[[], Answer[object]]
    path: str


def ask_everything(store: Path, samples: int, seed: int, *, rdflib: bool) -> str:
    """The table of p50 and p95 in milliseconds; every engine answers the same questions in the same order."""
    service = assemble(Settings(store=str(store)))
    asked = list(_sample(service, samples, seed))
    ours = {item: timed(item.ask) for item in asked}
    queries = {item: item.ask().query for item in asked}
    over_http = _over_http(store, asked)
    again = over_http["second"]
    oxigraph = _on_oxigraph(service, asked, queries)
    slow = _on_rdflib(service, asked, queries) if rdflib else {}
    rows: list[list[object]] = []
    for name in dict.fromkeys(item.name for item in asked):
        own = [item for item in asked if item.name == name]
        first = percentiles([over_http["first"][item] for item in own])
        theirs = percentiles([oxigraph[item] for item in own])
        rows.append(
            [
                name,
                len(own),
                _both(percentiles([ours[item] for item in own])),
                _both(first),
                _both(percentiles([again[item] for item in own])),
                _both(theirs),
                f"{first[0] / theirs[0]:.2f}",
                slow.get(name, "not asked"),
            ]
        )
    return table(
        "Questions (ms, p50 / p95)",
        ("question", "asked", "in process", "HTTP", "HTTP, asked again", "oxigraph serve", "HTTP ÷ oxigraph", "rdflib"),
        rows,
    )


def _sample(service: Service, samples: int, seed: int) -> Iterator[Asked]:
    """Distinct questions over what the store holds: competences, sites and qualifications by chance."""
    dice = random.Random(seed)
    with service.store.reader() as reader:
        rows = reader.select((Path(__file__).parent / "list_subjects.rq").read_text(encoding="utf-8"))
        pairs = [read(row, "qualification", "competence") for row in rows]
        rows = reader.select((Path(__file__).parent / "list_sites.rq").read_text(encoding="utf-8"))
        sites = [read(row, "site")["site"] for row in rows]
    qualifications = sorted({pair["qualification"] for pair in pairs})
    competences = sorted({pair["competence"] for pair in pairs})
    atlas = service.atlas
    for _ in range(samples):
        region, basis = dice.choice(_REGIONS), dice.choice(list(Basis))
        common = {"on": _ON.isoformat(), "basis": basis.value, **({"region": region} if region else {})}
        competence, site, of = dice.choice(competences), dice.choice(sites), dice.choice(qualifications)

        asked_of = {"region": region, "on": _ON, "basis": basis}

        yield Asked(
            "workplaces that can teach a competence",
            partial(atlas.workplaces, competence, **asked_of),
            _path("workplaces", teaches=competence, **common),
        )
        yield Asked(
            "competences a workplace can teach",
            partial(atlas.competences, site, on=_ON, basis=basis),
            _path("teachable", at=site, on=_ON.isoformat(), basis=basis.value),
        )
        yield Asked(
            "coverage of a qualification by each workplace",
            partial(atlas.coverage, of, **asked_of),
            _path("coverage", of=of, **common),
        )
        yield Asked(
            "gaps of a qualification in a region", partial(atlas.gaps, of, **asked_of), _path("gaps", of=of, **common)
        )


def _path(name: str, **parameters: str) -> str:
    return f"/api/v1/{name}?{urllib.parse.urlencode(parameters)}"


def _over_http(store: Path, asked: list[Asked]) -> dict[str, dict[Asked, float]]:
    """Each question twice: the second time the answer of the same revision is remembered."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "leerweg.cli.app", "serve", "--store", str(store), "--port", str(port)]
    with served(command, f"{address}/ready"):
        return {
            turn: {item: timed(partial(_fetch, address + item.path)) for item in asked} for turn in ("first", "second")
        }


def _on_oxigraph(service: Service, asked: list[Asked], queries: dict[Asked, str]) -> dict[Asked, float]:
    """The same SPARQL on Oxigraph's own server, over the same files."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        sys.exit("the oxigraph server is not installed; run `make bench`")
    port, checkpoint = _free_port(), service.store.checkpoint()
    command = [binary, "serve-read-only", "--location", str(checkpoint), "--bind", f"127.0.0.1:{port}"]
    with served(command, f"http://127.0.0.1:{port}/"):
        address = f"http://127.0.0.1:{port}/query"
        return {item: timed(partial(_post, address, queries[item])) for item in asked}


def _on_rdflib(service: Service, asked: list[Asked], queries: dict[Asked, str]) -> dict[str, str]:
    """The first question of each kind on rdflib in memory, which loads the same default graph once."""
    firsts = {item.name: queries[item] for item in reversed(asked)}
    checkpoint = service.store.checkpoint()
    assert checkpoint is not None, "benchmarks run on an embedded store"
    with tempfile.TemporaryDirectory() as folder:
        triples = Path(folder) / "default.nt"
        pyoxigraph.Store.read_only(str(checkpoint)).dump(
            str(triples), pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()
        )
        run = subprocess.run(
            [sys.executable, str(Path(__file__).parent / "on_rdflib.py"), str(triples), str(_RDFLIB_SECONDS)],
            input=json.dumps(firsts).encode(),
            capture_output=True,
            check=True,
        )
    answers = json.loads(run.stdout)
    late = f"not within {_RDFLIB_SECONDS} s"
    return {name: late if spent is None else f"{spent:,.0f} (one)" for name, spent in answers.items()}


def _fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=600) as answer:
        content: bytes = answer.read()
        return content


def _post(address: str, query: str) -> bytes:
    headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    with urllib.request.urlopen(urllib.request.Request(address, query.encode(), headers), timeout=600) as answer:
        content: bytes = answer.read()
        return content


def _both(pair: tuple[float, float]) -> str:
    return f"{pair[0]:,.1f} / {pair[1]:,.1f}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
