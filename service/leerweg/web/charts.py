"""The geometry of the small drawings in the pages; templates turn it into SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Bar", "Timeline", "draw_bar", "draw_timeline"]

WIDTH = 300.0
_MARGIN = 8.0
_LEAST_DAYS = 60


@dataclass(frozen=True)
class Timeline:
    """A validity on a line of `WIDTH` units, and the day asked about; `open_ended` when no end is stated."""

    start: date
    end: date | None
    on: date
    x: float
    width: float
    on_x: float
    anchor: str
    covers: bool

    @property
    def open_ended(self) -> bool:
        """Whether no last day is stated."""
        return self.end is None


def draw_timeline(start: date, end: date | None, on: date) -> Timeline:
    """The line from the first day named to the last, with some room on either side."""
    last = end or max(on, start) + timedelta(days=365)
    first, final = min(start, on), max(last, on)
    days = max((final - first).days, _LEAST_DAYS)
    scale = (WIDTH - 2 * _MARGIN) / days

    def place(day: date) -> float:
        return round(_MARGIN + (day - first).days * scale, 1)

    x, on_x = place(start), place(on)
    width = WIDTH - x if end is None else max(place(last) - x, 2.0)
    third = WIDTH / 3
    anchor = "start" if on_x < third else "end" if on_x > 2 * third else "middle"
    return Timeline(start, end, on, x, round(width, 1), on_x, anchor, start <= on <= last)


@dataclass(frozen=True)
class Bar:
    """A share as an interval, in percent of the width: proved, and what is possible on top of it."""

    proved: float
    possible: float


def draw_bar(proved: int, possible: int, total: int) -> Bar:
    """The bar of `proved` ≤ `possible` ≤ `total`; empty when there is nothing to count."""
    if not total:
        return Bar(0.0, 0.0)
    return Bar(round(100 * proved / total, 2), round(100 * (possible - proved) / total, 2))
