"""A large delivery passes through; it is never held in memory, and when it does not fit on disk nothing stays of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import leerweg
from leerweg.store.embedded import EmbeddedStore

PROGRAM = Path(__file__).with_name("publish_large.py")


@pytest.fixture
def publish_large(tmp_path):
    """Publish so many generated records in a process of its own, whose files may have so many bytes."""

    def run(records: int, largest_file: int = -1) -> subprocess.CompletedProcess:
        program = (
            "import resource, runpy, sys; limit = int(sys.argv.pop()); "
            "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)); "
            "runpy.run_path(sys.argv.pop(0) and sys.argv[0], run_name='__main__')"
        )
        environment = os.environ | {"PYTHONPATH": str(Path(leerweg.__file__).parents[1])}
        command = [sys.executable, "-c", program, str(PROGRAM), str(tmp_path), str(records), str(largest_file)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    return run


def test_memory_stays_bounded(publish_large):
    """300,000 triples, published and then compared with one record more, within 400 MiB above the start."""
    ran = publish_large(50_000)
    triples, unchanged, before, peak, _ = ran.stdout.split()
    assert (int(triples), int(unchanged)) == (300_000, 50_000)
    assert int(peak) - int(before) < 400


def test_a_delivery_that_does_not_fit(publish_large, tmp_path, identifiers):
    """Where files may not grow so large, the error says what to check; store and acknowledgements are as they were."""
    ran = publish_large(20_000, 1_000_000)
    assert ran.returncode == 1
    last = ran.stderr.splitlines()[-1]
    assert last.startswith("leerweg.errors.StoreError")
    assert "Check the free space" in last
    store = EmbeddedStore(tmp_path / "store", identifiers.of("graph", "catalogue"))
    assert store.info().revision == 1
    files = [file for file in (tmp_path / "state").rglob("*") if file.is_file()]
    assert [file.relative_to(tmp_path / "state").as_posix() for file in files] == ["test/warm/1.jsonl.gz"]
