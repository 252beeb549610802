"""Progress on the terminal: a bar while a source is read, nothing when nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from leerweg.cli.output import console

__all__ = ["BarProgress", "watching"]


class BarProgress:
    """A model Progress drawn by Rich; every new task closes the former."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def start(self, task: str, total: float) -> None:
        """A task begins."""
        if self._task is not None:
            self._bars.stop_task(self._task)
        self._task = self._bars.add_task(task, total=total or None)

    def advance(self, amount: float) -> None:
        """So much more of it is done."""
        if self._task is not None:
            self._bars.advance(self._task, amount)


@contextmanager
def watching() -> Iterator[BarProgress]:
    """Progress on standard error while the block lasts; silent when that is no terminal."""
    terminal = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal, disable=not terminal.is_terminal, transient=True) as bars:
        yield BarProgress(bars)
