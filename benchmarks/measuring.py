"""Measuring: whole processes with their peak memory, percentiles, and tables."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

__all__ = ["Run", "children_watched", "percentiles", "run_command", "served", "table", "timed"]


@dataclass(frozen=True)
class Run:
    """A finished process: wall seconds, processor seconds, peak memory in MiB, and what it printed."""

    wall: float
    processor: float
    peak: float
    output: str


def run_command(arguments: Sequence[str], environment: dict[str, str] | None = None) -> Run:
    """Run a command to its end; raises SystemExit when it fails, with what it said."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        arguments, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{output}")
    return Run(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


@contextmanager
def served(arguments: Sequence[str], ready: str, environment: dict[str, str] | None = None) -> Iterator[None]:
    """A server for as long as the block lasts; waits until the address `ready` answers."""
    process = subprocess.Popen(
        arguments, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(ready, timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit(f"{arguments[0]} did not answer at {ready}")
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def children_watched() -> Iterator[Callable[[], float]]:
    """While the block lasts the processes below this one are looked at; gives what tells the largest one's MiB."""
    largest, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    largest[0] = max(largest[0], child.memory_info().rss / 2**20)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield lambda: largest[0]
    finally:
        ended.set()
        watching.join()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def percentiles(samples: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(samples)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown, numbers rounded so that a reader sees what matters."""
    lines = [f"### {title}", "", "| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def own_peak() -> float:
    """Peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
