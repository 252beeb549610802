"""Where sites are and whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from leerweg.coverage.asking import Row, question, read
from leerweg.store import Reader

__all__ = ["Place", "places_of"]


@dataclass(frozen=True)
class Place:
    """A site's organisation and municipality (IRIs, empty when not stated) and coordinates (degrees, WGS 84)."""

    organisation: str = ""
    municipality: str = ""
    latitude: float | None = None
    longitude: float | None = None


def places_of(reader: Reader, sites: Iterable[str]) -> dict[str, Place]:
    """The place of each of these sites; a site that states nothing gets an empty Place."""
    wanted = sorted(set(sites))
    places = dict.fromkeys(wanted, Place())
    if wanted:
        query = question("list_sites").bind(site=[NamedNode(site) for site in wanted])
        for solution in reader.select(query):
            row = read(solution, "site", "organisation", "municipality", "latitude", "longitude")
            places[row["site"]] = _place(row)
    return places


def _place(row: Row) -> Place:
    located = "latitude" in row and "longitude" in row
    return Place(
        row.get("organisation", ""),
        row.get("municipality", ""),
        float(row["latitude"]) if located else None,
        float(row["longitude"]) if located else None,
    )
