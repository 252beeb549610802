"""Processes that publish, and what they must have left behind."""

import subprocess
import sys
from pathlib import Path

import pytest

import leerweg
from leerweg.store.embedded import EmbeddedStore

PROGRAM = Path(__file__).with_name("publish_forever.py")


@pytest.fixture
def publishing():
    """Start a process that publishes in a loop; every process ends with the test."""
    started: list[subprocess.Popen] = []

    def start(folder: Path, first: int, size: int, last: int = 10**9, **options) -> subprocess.Popen:
        command = [sys.executable, str(PROGRAM), str(folder), str(first), str(size), str(last)]
        environment = {"PYTHONPATH": str(Path(leerweg.__file__).parents[1]), "PATH": "/usr/bin:/bin"}
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment, **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def sound(catalogue):
    """Open a store, and check that every revision up to the newest is there whole; returns the newest."""

    def check(folder: Path, size: int) -> int:
        store = EmbeddedStore(folder, catalogue)
        with store.reader() as reader:
            newest = reader.revision
            query = """SELECT ?thing (COUNT(?fact) AS ?facts) WHERE { ?thing <http://example.org/says> ?fact }
                       GROUP BY ?thing ORDER BY ?thing"""
            said = {int(row["thing"].value.rsplit("/", 1)[1]): int(row["facts"].value) for row in reader.select(query)}
            named = """SELECT ?graph (COUNT(?fact) AS ?facts)
                       WHERE { GRAPH ?graph { ?s <http://example.org/says> ?fact } }
                       GROUP BY ?graph ORDER BY ?graph"""
            graphs = {row["graph"].value.rsplit("-", 1)[1]: int(row["facts"].value) for row in reader.select(named)}
        store.close()
        withdrawn = {number - 1 for number in range(5, newest + 1, 5)}
        assert said == {number: size for number in range(1, newest + 1) if number not in withdrawn}
        assert graphs == {str(number): size for number in range(1, newest + 1)}
        return newest

    return check
