"""Three faces of one store: the command line, the HTTP API and SPARQL, each asked as a stranger would."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

DAY = "2026-09-15"
SIZE = 100
_ADDRESSES = {"competences": "teachable"}
_SUBJECTS = {"workplaces": "teaches", "competences": "at", "coverage": "of", "gaps": "of"}
_SECONDS = 600


@dataclass(frozen=True)
class Question:
    """One question, as it is typed: which one, about what, where, on which basis, with names in which language."""

    kind: str
    subject: str
    region: str = ""
    basis: str = "recognised"
    lang: str = "nl"

    def parameters(self) -> dict[str, str]:
        """What both faces call alike."""
        given = {_SUBJECTS[self.kind]: self.subject, "region": self.region, "basis": self.basis, "lang": self.lang}
        return {name: value for name, value in given.items() if value} | {"on": DAY}


class Faces:
    """The faces of one store; `client` speaks to the service that is open on it."""

    def __init__(self, store: Path, client: httpx.Client) -> None:
        self.store = store
        self.client = client

    def command(self, question: Question) -> dict[str, Any]:
        """The answer of the command line, as JSON."""
        options = [part for name, value in question.parameters().items() for part in (f"--{name}", value)]
        limit = [] if question.kind == "gaps" else ["--limit", str(SIZE)]
        return json.loads(run(self.store, question.kind, *options, *limit, "--format", "json"))

    def api(self, question: Question) -> dict[str, Any]:
        """The answer of the API."""
        size = {} if question.kind == "gaps" else {"size": str(SIZE)}
        address = f"/api/v1/{_ADDRESSES.get(question.kind, question.kind)}"
        answer = self.client.get(address, params={**question.parameters(), **size})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def sparql(self, query: str) -> list[dict[str, str]]:
        """The rows of a query that is posted to the SPARQL endpoint."""
        headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        answer = self.client.post("/sparql", content=query, headers=headers)
        assert answer.status_code == 200, answer.text
        assert answer.headers["x-leerweg-truncated"] == "false"
        return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]


def run(store: Path, *arguments: str) -> str:
    """What `leerweg …` prints; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "leerweg.cli.app", *arguments],
        env={**os.environ, "LEERWEG_STORE": str(store), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def faces_of(store: Path) -> Iterator[Faces]:
    """The faces of a store, with `leerweg serve` open on it; a stranger's query may take a minute here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    log = store.parent / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "leerweg.cli.app", "serve", "--port", port],
            env={**os.environ, "LEERWEG_STORE": str(store), "LEERWEG_QUERY_SECONDS": "60"},
            stdout=output,
            stderr=output,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_SECONDS) as client:
            _wait(client, server, log)
            yield Faces(store, client)
    finally:
        server.terminate()
        server.wait(30)


def disagreements(faces: Faces, question: Question) -> list[str]:
    """Where the three answers to a question differ, and whether it was answered at all."""
    told, api = faces.command(question), faces.api(question)
    rows = faces.sparql(told["query"])
    found = [] if told["total"] else ["the answer is empty"]
    if parse_qs(urlsplit(api["query"]).query)["query"] != [told["query"]]:
        found.append("the API and the command line ran another query")
    both = {name: value for name, value in told.items() if name != "query"}
    if (alike := _restricted(api, both)) != both:
        found.append(f"the API answers {_first_difference(alike, both)}")
    if (said := _facts(question, told)) != (asked := _facts_of_rows(question, rows, told)):
        found.append(f"SPARQL answers {_first_difference(asked, said)}")
    return [f"{question}: {each}" for each in found]


def _wait(client: httpx.Client, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            if client.get("/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _restricted(value: Any, pattern: Any) -> Any:
    """The value with only the members that the pattern has: the API adds shares and totals for convenience."""
    if isinstance(value, dict) and isinstance(pattern, dict):
        return {name: _restricted(value.get(name, "absent"), item) for name, item in pattern.items()}
    if isinstance(value, list) and isinstance(pattern, list) and len(value) == len(pattern):
        return [_restricted(one, other) for one, other in zip(value, pattern, strict=True)]
    return value


def _facts(question: Question, answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer says, in the terms of its query: how many, and of each thing shown its proofs or numbers."""
    items, name = answer["items"], _thing(question)
    if question.kind == "coverage":
        shown = [(item[name]["iri"], item["proved"], item["possible"]) for item in items]
    elif question.kind == "gaps":
        shown = [(item[name]["iri"], item["possible"]) for item in items]
    else:
        shown = sorted((item[name]["iri"], sorted(map(_proof, item["proofs"]))) for item in items)
    return {"total": answer["total"], "shown": shown}


def _facts_of_rows(question: Question, rows: Sequence[dict[str, str]], answer: dict[str, Any]) -> dict[str, Any]:
    """The same of the rows that the query gives; of lists in the order of a person only what is shown is compared."""
    name = _thing(question)
    if question.kind == "coverage":
        shown = [(row[name], int(row["proved"]), int(row["possible"])) for row in rows][: len(answer["items"])]
        return {"total": len(rows), "shown": shown}
    if question.kind == "gaps":
        return {"total": len(rows), "shown": [(row[name], int(row["possible"])) for row in rows]}
    proofs: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        proofs.setdefault(row[name], set()).add(_proof_of_row(row))
    on_page = {item[name]["iri"] for item in answer["items"]}
    return {"total": len(proofs), "shown": sorted((iri, sorted(proofs.get(iri, ()))) for iri in on_page)}


def _thing(question: Question) -> str:
    return "site" if question.kind in ("workplaces", "coverage") else "competence"


def _proof(proof: dict[str, Any]) -> tuple[str, ...]:
    recognition = proof["recognition"] or {}
    places = "" if proof["places"] is None else f"{proof['placesTaken']} of {proof['places']}"
    decided = (recognition.get("recognition", ""), recognition.get("validUntil", ""))
    granter = recognition.get("granter", {}).get("iri", "")
    proves = str(proof["proves"]).lower()
    return (proves, proof["match"], proof["taught"]["iri"], proof["offer"], *decided, granter, proof["mentor"], places)


def _proof_of_row(row: dict[str, str]) -> tuple[str, ...]:
    places = f"{row['taken']} of {row['places']}" if "places" in row else ""
    recognition = row if "decided" in row else {}
    decided = (recognition.get("recognition", ""), recognition.get("until", ""), recognition.get("granter", ""))
    return (row["proves"], row["match"], row["taught"], row["offer"], *decided, row.get("mentor", ""), places)


def _first_difference(one: Any, other: Any, path: str = "") -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(name, one.get(name), other.get(name)) for name in {**one, **other}]
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = [(str(index), *both) for index, both in enumerate(zip(one, other, strict=True))]
    else:
        return f"{str(one)[:200]} where the command line answers {str(other)[:200]} ({path or 'all'})"
    name, mine, theirs = next(pair for pair in pairs if pair[1] != pair[2])
    return _first_difference(mine, theirs, f"{path}/{name}")
