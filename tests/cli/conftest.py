"""The real command, in a process of its own, on a store with the example region."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leerweg.bootstrap import assemble, load_example, load_ontology
from leerweg.settings import Settings


class Command:
    """Runs `leerweg …` in a folder, on one store."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.store = store
        self.folder = folder

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "leerweg.cli.app", *arguments],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "250", "LEERWEG_STORE": str(self.store), "NO_COLOR": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )


@pytest.fixture(scope="session")
def example_store(tmp_path_factory):
    store = tmp_path_factory.mktemp("example") / "store"
    service = assemble(Settings(store=str(store)))
    load_ontology(service)
    load_example(service)
    service.labels.refresh()
    return store


@pytest.fixture
def leerweg(example_store, tmp_path):
    return Command(example_store, tmp_path)


@pytest.fixture
def fresh(tmp_path):
    return Command(tmp_path / "store", tmp_path)
