"""The five questions on the filled store: in process, over HTTP, and the same SPARQL on other engines, in one run."""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph
from pyoxigraph import QuerySolutions

from leerweg.bootstrap import Service, assemble
from leerweg.coverage import CoverageAtlas, EvidenceSource, Finder
from leerweg.coverage.asking import read
from leerweg.model.answers import Answer, Basis
from leerweg.settings import Settings
from leerweg.store import Reader, Store
from leerweg.store.answer_cache import AnswerCache
from measuring import percentiles, served, table, timed

__all__ = ["ask_everything", "ask_rdflib"]

_ON = date(2026, 9, 15)
_REGIONS = (None, "BE21", "BE22", "BE23", "BE24", "BE25", "BE10")
_RDFLIB_SECONDS = 60
_WARMING = 3


@dataclass(frozen=True)
class Asked:
    """One question with its parameters: how to ask it in process, its address over HTTP, and its SPARQL."""

    name: str
    ask_of: Callable[[CoverageAtlas], Answer[Any]]
    path: str


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one question.

    In process from the store and from the index, over HTTP and asked again there, and each query on oxigraph serve.
    """

    store: float
    index: float
    http: float
    again: float
    peer: list[float]


def ask_everything(store: Path, samples: int, seed: int) -> str:
    """The table of p50 and p95 in milliseconds; both servers run side by side and are asked in turn."""
    service = assemble(Settings(store=str(store)))
    asked = list(_sample(service, samples, seed))
    warming = list(_sample(service, _WARMING, seed + 1))
    measured = _in_turn(store, service, asked, warming)
    rows: list[list[object]] = []
    for name in dict.fromkeys(item.name for item in asked):
        own = [measured[item] for item in asked if item.name == name]
        ratios = [each.http / sum(each.peer) for each in own]
        rows.append(
            [
                name,
                len(own),
                _both([each.store for each in own]),
                _both([each.index for each in own]),
                _both([each.http for each in own]),
                _both([each.again for each in own]),
                _both([each.peer[0] for each in own]),
                _both([sum(each.peer) for each in own]),
                f"{percentiles(ratios)[0]:.2f}",
            ]
        )
    columns = (
        "question",
        "asked",
        "in process, without the index",
        "in process",
        "HTTP",
        "HTTP, asked again",
        "oxigraph serve: the question alone",
        "oxigraph serve: every query of the answer",
        "HTTP / all of oxigraph's, median of pairs",
    )
    return table("Questions (ms, p50 / p95)", columns, rows)


def ask_rdflib(store: Path, samples: int, seed: int) -> str:
    """The table of the first question of each kind on rdflib in memory."""
    service = assemble(Settings(store=str(store)))
    asked = list(_sample(service, samples, seed))
    answers = _on_rdflib(service, asked, {item: _queries_of(service, item) for item in asked})
    return table("The same on rdflib in memory (ms)", ("question", "one question"), [[*row] for row in answers.items()])


def _in_turn(store: Path, service: Service, asked: list[Asked], warming: list[Asked]) -> dict[Asked, Measured]:
    """Every engine answers the same question one after the other, so that a busy moment strikes all alike."""
    queries = {item: _queries_of(service, item) for item in (*asked, *warming)}
    without, indexed = (_forgetful(service, source) for source in (EvidenceSource(), EvidenceSource(service.index)))
    with service.index or nullcontext() as keeper, _leerweg(store) as ours, _oxigraph(service) as theirs:
        if keeper is not None:
            keeper.wait()
        for item in warming:
            _fetch(ours + item.path)
            for query in queries[item]:
                _post(theirs, query)
        return {
            item: Measured(
                store=timed(partial(item.ask_of, without)),
                index=timed(partial(item.ask_of, indexed)),
                http=timed(partial(_fetch, ours + item.path)),
                again=timed(partial(_fetch, ours + item.path)),
                peer=[timed(partial(_post, theirs, query)) for query in queries[item]],
            )
            for item in asked
        }


def _queries_of(service: Service, item: Asked) -> list[str]:
    """Every query behind one answer, the one that states the question first."""
    recorder = Recorder(service.store)
    answer = item.ask_of(_forgetful(replace(service, store=recorder), EvidenceSource()))
    return [answer.query, *(query for query in recorder.queries if query != answer.query)]


def _forgetful(service: Service, evidence: EvidenceSource) -> CoverageAtlas:
    """An atlas that keeps no answers, so that asking twice costs twice."""
    store = service.store
    return CoverageAtlas(store, Finder(store, service.labels), AnswerCache(store, lasting=False), evidence)


class Recorder:
    """A store that writes down what it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.queries: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """The newest revision, overheard."""
        with self._store.reader() as reader:
            yield Overheard(reader, self.queries)


class Overheard:
    """A reader whose questions are written down."""

    def __init__(self, reader: Reader, queries: list[str]) -> None:
        self._reader = reader
        self._queries = queries

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def select(self, query: str) -> QuerySolutions:
        """The rows, and a note of the question."""
        self._queries.append(query)
        return self._reader.select(query)


def _sample(service: Service, samples: int, seed: int) -> Iterator[Asked]:
    """Distinct questions over what the store holds: competences, sites and qualifications by chance."""
    dice = random.Random(seed)
    seen: set[str] = set()
    with service.store.reader() as reader:
        rows = reader.select((Path(__file__).parent / "list_subjects.rq").read_text(encoding="utf-8"))
        pairs = [read(row, "qualification", "competence") for row in rows]
        rows = reader.select((Path(__file__).parent / "list_sites.rq").read_text(encoding="utf-8"))
        sites = [read(row, "site")["site"] for row in rows]
    qualifications = sorted({pair["qualification"] for pair in pairs})
    competences = sorted({pair["competence"] for pair in pairs})
    for _ in range(samples):
        region, basis = dice.choice(_REGIONS), dice.choice(list(Basis))
        common = {"on": _ON.isoformat(), "basis": basis.value, **({"region": region} if region else {})}
        competence, site, of = dice.choice(competences), dice.choice(sites), dice.choice(qualifications)

        where = {"region": region, "on": _ON, "basis": basis}
        for name, method, subject, given, path in (
            (
                "workplaces that can teach a competence",
                "workplaces",
                competence,
                where,
                {"teaches": competence, **common},
            ),
            (
                "competences a workplace can teach",
                "competences",
                site,
                {"on": _ON, "basis": basis},
                {"at": site, "on": _ON.isoformat(), "basis": basis.value},
            ),
            ("coverage of a qualification by each workplace", "coverage", of, where, {"of": of, **common}),
            ("gaps of a qualification in a region", "gaps", of, where, {"of": of, **common}),
            ("coverage in a region, all workplaces together", "regional", of, where, {"of": of, **common}),
        ):
            address = {"competences": "teachable", "regional": "regional-coverage"}.get(method, method)

            def ask_of(atlas: CoverageAtlas, method: str = method, subject: str = subject, given: Any = given) -> Any:
                return getattr(atlas, method)(subject, **given)

            where_to = f"/api/v1/{address}?{urlencode(path)}"
            if where_to not in seen:
                seen.add(where_to)
                yield Asked(name, ask_of, where_to)


@contextmanager
def _leerweg(store: Path) -> Iterator[str]:
    """Our own service on this store once it has its index, and its address; it remembers answers per revision."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    command = [sys.executable, "-m", "leerweg.cli.app", "serve", "--store", str(store), "--port", str(port)]
    with served(command, f"{address}/ready"):
        while not json.loads(_fetch(f"{address}/ready"))["indexed"]:
            time.sleep(0.1)
        yield address


@contextmanager
def _oxigraph(service: Service) -> Iterator[str]:
    """Oxigraph's own server over the same files, and the address of its queries."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        sys.exit("the oxigraph server is not installed; run `make bench`")
    place = f"127.0.0.1:{_free_port()}"
    command = [binary, "serve-read-only", "--location", str(service.store.checkpoint()), "--bind", place]
    with served(command, f"http://{place}/"):
        yield f"http://{place}/query"


def _on_rdflib(service: Service, asked: list[Asked], queries: dict[Asked, list[str]]) -> dict[str, str]:
    """The first question of each kind on rdflib in memory, which loads the same default graph once."""
    firsts = {item.name: queries[item][0] for item in reversed(asked)}
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


def _both(samples: list[float]) -> str:
    pair = percentiles(samples)
    return f"{pair[0]:,.1f} / {pair[1]:,.1f}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
