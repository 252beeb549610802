"""Municipalities by code or name, from the region scheme of the ontology."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, parse

from leerweg import assets
from leerweg.namespaces import GEO, MUNICIPALITY, NOTATION, NUTS, PREF_LABEL

__all__ = ["Municipality", "Regions", "regions"]

_WALLONIA = "BE3"
_LAT = NamedNode(GEO + "lat")
_LONG = NamedNode(GEO + "long")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality: NIS code, Dutch name, and its centre in degrees (WGS 84)."""

    code: str
    name: str
    latitude: float
    longitude: float

    @property
    def iri(self) -> NamedNode:
        """Its concept in the region scheme."""
        return NamedNode(MUNICIPALITY + self.code)


@dataclass(frozen=True)
class Regions:
    """The municipalities in the order of their codes, and every name (folded) with the codes it may mean."""

    municipalities: tuple[Municipality, ...]
    codes: Mapping[str, frozenset[str]]

    def find(self, text: str) -> tuple[NamedNode, ...]:
        """The regions meant by a NIS code, a name in nl, fr or en, or `BE3`; none or several are possible."""
        if text.strip().upper() == _WALLONIA:
            return (NamedNode(NUTS + _WALLONIA),)
        return tuple(NamedNode(MUNICIPALITY + code) for code in sorted(self.codes.get(_folded(text), ())))


@lru_cache(maxsize=1)
def regions() -> Regions:
    """The municipalities of `ontology/schemes/region.ttl`, read once."""
    labels: dict[str, dict[str, str]] = {}
    notations: dict[str, str] = {}
    places: dict[tuple[str, NamedNode], float] = {}
    for quad in parse(path=assets.ontology() / "schemes" / "region.ttl"):
        subject = str(quad.subject.value) if isinstance(quad.subject, NamedNode) else ""
        if not subject.startswith(MUNICIPALITY) or not isinstance(quad.object, Literal):
            continue
        if quad.predicate == PREF_LABEL:
            labels.setdefault(subject, {})[quad.object.language or ""] = quad.object.value
        elif quad.predicate == NOTATION:
            notations[subject] = quad.object.value
        elif quad.predicate in (_LAT, _LONG):
            places[subject, quad.predicate] = float(quad.object.value)
    codes: dict[str, set[str]] = {}
    for iri, code in notations.items():
        for name in (code, *labels[iri].values()):
            codes.setdefault(_folded(name), set()).add(code)
    found = sorted(
        (
            Municipality(code, labels[iri]["nl"], places[iri, _LAT], places[iri, _LONG])
            for iri, code in notations.items()
        ),
        key=lambda municipality: municipality.code,
    )
    return Regions(tuple(found), {name: frozenset(meant) for name, meant in codes.items()})


def _folded(name: str) -> str:
    """A name without capitals, accents, blanks and dashes: `Sint-Niklaas` and `sint niklaas` are one."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
