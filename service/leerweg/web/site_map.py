"""A schematic map: the sites of an answer as numbered dots, true to scale and without a background."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = ["Dot", "MapSite", "SiteMap", "draw_map"]

_WIDTH = 360.0
_MARGIN = 34.0
_RADIUS = 11.0
_SMALL_RADIUS = 8.0
_FEW = 10
_LEAST_KM = 12.0
_LEAST_RATIO = 0.3
_KM_PER_DEGREE = 111.2
_SCALES = (1, 2, 5, 10, 20, 50, 100)
_LETTER = 6.3


@dataclass(frozen=True)
class MapSite:
    """A site to draw: its number in the table, name and municipality, place in degrees, and whether it is proved."""

    number: int
    name: str
    municipality: str
    latitude: float
    longitude: float
    proved: bool


@dataclass(frozen=True)
class Dot:
    """A site on the map; `label` is empty where another label stands in its way."""

    site: MapSite
    x: float
    y: float
    label: str = ""
    label_x: float = 0.0
    anchor: str = "start"


@dataclass(frozen=True)
class SiteMap:
    """The drawing: its size in units, the dots and their radius, and a bar of `scale_km` kilometres.

    The bar is `scale_width` units long.
    """

    width: float
    height: float
    dots: tuple[Dot, ...]
    scale_km: int
    scale_width: float
    radius: float


def draw_map(sites: Sequence[MapSite]) -> SiteMap | None:
    """The map of these sites; None when there are none."""
    if not sites:
        return None
    middle = math.radians(sum(site.latitude for site in sites) / len(sites))
    east = [site.longitude * _KM_PER_DEGREE * math.cos(middle) for site in sites]
    north = [site.latitude * _KM_PER_DEGREE for site in sites]
    span_x, span_y = _spans(max(east) - min(east), max(north) - min(north))
    scale = min((_WIDTH - 2 * _MARGIN) / span_x, (_WIDTH - 2 * _MARGIN) / span_y)
    height = span_y * scale + 2 * _MARGIN
    centre_x, centre_y = (max(east) + min(east)) / 2, (max(north) + min(north)) / 2
    dots = [
        Dot(site, _WIDTH / 2 + (x - centre_x) * scale, height / 2 - (y - centre_y) * scale)
        for site, x, y in zip(sites, east, north, strict=True)
    ]
    kilometres = max((km for km in _SCALES if km * scale <= _WIDTH / 3), default=1)
    radius = _RADIUS if len(dots) <= _FEW else _SMALL_RADIUS
    placed = tuple(_labelled(_apart(dots, radius), radius))
    return SiteMap(_WIDTH, round(height + 24, 1), placed, kilometres, round(kilometres * scale, 1), radius)


def _spans(across: float, up: float) -> tuple[float, float]:
    """What the map covers, in kilometres: neither a dot in a void nor a ribbon."""
    wide = max(across, up * _LEAST_RATIO, _LEAST_KM)
    return wide, max(up, wide * _LEAST_RATIO)


def _apart(dots: Sequence[Dot], radius: float) -> list[Dot]:
    """The dots moved a little, so that none hides another."""
    moved = list(dots)
    for _ in range(40):
        for here in range(len(moved)):
            for there in range(here + 1, len(moved)):
                moved[here], moved[there] = _pushed(moved[here], moved[there], radius)
    return [replace(dot, x=round(dot.x, 1), y=round(dot.y, 1)) for dot in moved]


def _pushed(one: Dot, other: Dot, radius: float) -> tuple[Dot, Dot]:
    across, down = other.x - one.x, other.y - one.y
    distance = math.hypot(across, down)
    lack = (2 * radius + 1 - distance) / 2
    if lack <= 0:
        return one, other
    across, down = (across / distance, down / distance) if distance else (1.0, 0.0)
    return (
        replace(one, x=one.x - across * lack, y=one.y - down * lack),
        replace(other, x=other.x + across * lack, y=other.y + down * lack),
    )


def _labelled(dots: Sequence[Dot], radius: float) -> list[Dot]:
    """Municipalities beside the dots, where there is room for them."""
    taken = [(dot.x - radius, dot.y - radius, dot.x + radius, dot.y + radius) for dot in dots]
    labelled: list[Dot] = []
    for dot in dots:
        width = len(dot.site.municipality) * _LETTER
        for anchor, left in (("start", dot.x + radius + 3), ("end", dot.x - radius - 3 - width)):
            box = (left, dot.y - 6, left + width, dot.y + 6)
            if left >= 0 and left + width <= _WIDTH and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                at = left if anchor == "start" else left + width
                labelled.append(replace(dot, label=dot.site.municipality, label_x=round(at, 1), anchor=anchor))
                break
        else:
            labelled.append(dot)
    return labelled


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
