"""Where things are, and how far apart."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from leerweg.coverage.asking import question, read
from leerweg.coverage.finding import Finder
from leerweg.coverage.naming import Names
from leerweg.coverage.places import Place, places_of
from leerweg.errors import MalformedInputError, UnknownTermError
from leerweg.model.answers import Reference
from leerweg.model.combinations import Start
from leerweg.store import Reader, Store

__all__ = ["Point", "Whereabouts", "metres", "start_at", "whereabouts_of"]

# Mean radius of the earth (IUGG), in metres.
_RADIUS = 6_371_008.8
_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*", re.ASCII)
_MOST_LATITUDE, _MOST_LONGITUDE = 90.0, 180.0
_BATCH = 2_000


class Point(NamedTuple):
    """A place on earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Whereabouts:
    """Whose a site is, its municipality, and where it lies: None unknown; `approximate` the middle of the latter."""

    place: Place
    point: Point | None
    approximate: bool = False


def metres(one: Point, other: Point) -> int:
    """The distance over the surface of the earth, taken as a sphere, in whole metres."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    chord = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return round(2 * _RADIUS * math.asin(min(1.0, math.sqrt(chord))))


def start_at(near: str, store: Store, finder: Finder, language: str) -> Start:
    """The place that is meant: a municipality, a site (a workplace or a school), or `latitude,longitude`.

    Raises UnknownTermError and AmbiguousTermError as the finder does, UnknownTermError for a thing whose place is not
    stated, and MalformedInputError for degrees that cannot be.
    """
    given = _POINT.fullmatch(near)
    if given:
        point = Point(float(given[1]), float(given[2]))
        if abs(point.latitude) > _MOST_LATITUDE or abs(point.longitude) > _MOST_LONGITUDE:
            raise MalformedInputError(
                f"'{near.strip()}' is no place on earth.",
                where="near",
                remedy="Write latitude and longitude in degrees, such as 50.930,5.338.",
            )
        return Start(Reference("", f"{point.latitude:.3f}, {point.longitude:.3f}"), *point)
    thing, kind = finder.find(near, kinds=["region", "site"], language=language)
    with store.reader() as reader:
        if kind == "site":
            known = whereabouts_of(reader, [thing.iri])[thing.iri].point
        else:
            known = _points(reader, [thing.iri]).get(thing.iri)
        place = Names(reader, [thing.iri], language).of(thing.iri)
    if known is None:
        raise UnknownTermError(
            f"It is not stated where '{thing.label or thing.iri}' lies.",
            where="near",
            remedy="Name a municipality or a site whose place is stated, or write latitude and longitude.",
        )
    return Start(place, *known)


def whereabouts_of(reader: Reader, sites: Collection[str]) -> dict[str, Whereabouts]:
    """Where each of these sites lies."""
    wanted = sorted(sites)
    places: dict[str, Place] = {}
    for first in range(0, len(wanted), _BATCH):
        places |= places_of(reader, wanted[first : first + _BATCH])
    middles = _points(
        reader, {place.municipality for place in places.values() if place.latitude is None and place.municipality}
    )
    return {site: _whereabouts(place, middles) for site, place in places.items()}


def _whereabouts(place: Place, middles: Mapping[str, Point]) -> Whereabouts:
    if place.latitude is not None and place.longitude is not None:
        return Whereabouts(place, Point(place.latitude, place.longitude))
    middle = middles.get(place.municipality)
    return Whereabouts(place, middle, approximate=middle is not None)


def _points(reader: Reader, things: Iterable[str]) -> dict[str, Point]:
    """Where these things lie, as they state it; the first where they state more than one place."""
    wanted = [NamedNode(thing) for thing in sorted(set(things))]
    found: dict[str, Point] = {}
    for solution in reader.select(question("list_places").bind(thing=wanted)) if wanted else ():
        row = read(solution, "thing", "latitude", "longitude")
        found.setdefault(row["thing"], Point(float(row["latitude"]), float(row["longitude"])))
    return found
