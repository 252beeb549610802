"""What trajectories can be made of, read from the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import Literal, QuerySolution

from leerweg.namespaces import LW, scheme
from leerweg.sources.synthetic.trajectories.supply import (
    Mentor,
    Offer,
    Provider,
    Qualification,
    Standard,
    Supply,
    Version,
    Workplace,
)
from leerweg.store import Reader, load_question

__all__ = ["load_supply"]

_HERE = Path(__file__).parent
_UNPAID = str(scheme("agreement-type", "SOAO"))

Parts = dict[tuple[str, str], list[str]]


def load_supply(reader: Reader) -> Supply:
    """The programmes, recognised workplaces and schools that the store holds now, in an order that does not change."""
    return Supply(tuple(_versions(reader)), tuple(_workplaces(reader)), tuple(_providers(reader)))


def _versions(reader: Reader) -> Iterator[Version]:
    parts: Parts = {}
    for row in _rows(reader, "list_belongings"):
        parts.setdefault((_text(row, "whole"), _text(row, "kind")[1:-1].removeprefix(LW)), []).append(
            _text(row, "part")
        )
    standards: dict[str, list[Standard]] = {}
    for row in _rows(reader, "list_standards"):
        standard = Standard(_text(row, "standard"), _day(row, "first"), _day(row, "last"))
        standards.setdefault(_text(row, "programme"), []).append(standard)
    found: dict[tuple[str, str], tuple[QuerySolution, dict[str, Qualification]]] = {}
    for row in _rows(reader, "list_versions"):
        _, qualifications = found.setdefault((_text(row, "version"), _text(row, "type")), (row, {}))
        iri = _text(row, "qualification")
        qualifications[iri] = Qualification(
            iri,
            tuple(parts.get((iri, "hasCompetence"), ())),
            tuple(parts.get((iri, "requiredCertificate"), ())),
            _day(row, "qualifiedFrom"),
            _day(row, "qualifiedUntil"),
        )
    for (version, kind), (row, qualifications) in found.items():
        programme, contexts = _text(row, "programme"), tuple(parts.get((version, "requiredContext"), ()))
        yield Version(
            version,
            programme,
            kind,
            kind == _UNPAID,
            tuple(qualifications.values()),
            tuple(standards.get(programme, ())),
            contexts,
            _contexts_asked(row, contexts),
            _day(row, "first"),
            _day(row, "last"),
        )


def _contexts_asked(row: QuerySolution, listed: Sequence[str]) -> int:
    """How many of the contexts that a version lists are asked: all, or at least so many."""
    at_least = row["rule"] is not None and _text(row, "rule").endswith("/MINSTENS>")
    return int(_value(row, "count") or 0) if at_least else len(listed)


def _workplaces(reader: Reader) -> Iterator[Workplace]:
    offers = dict(_offers(reader))
    mentors: dict[str, list[Mentor]] = {}
    for row in _rows(reader, "list_mentors"):
        mentor = Mentor(_text(row, "mentor"), _maybe(row, "programme"), _day(row, "first"), _day(row, "last"))
        mentors.setdefault(_text(row, "site"), []).append(mentor)
    places = {_text(row, "site"): int(_value(row, "places")) for row in _rows(reader, "list_places")}
    obstacles = {_text(row, "thing") for row in _rows(reader, "list_obstacles")}
    for row in _rows(reader, "list_workplaces"):
        site, programme = _text(row, "site"), _text(row, "programme")
        first, last = _day(row, "first"), _day(row, "last")
        hindered = obstacles & {site, _text(row, "company"), _text(row, "recognition")}
        if first is None or last is None or site not in offers or hindered:
            continue
        yield Workplace(
            site,
            _text(row, "company"),
            programme,
            first,
            last,
            max(1, places.get(site, 1)),
            _province(row),
            offers[site],
            tuple(each for each in mentors.get(site, ()) if each.programme in (None, programme)),
        )


def _offers(reader: Reader) -> Iterator[tuple[str, tuple[Offer, ...]]]:
    """Each site with its offers; competences are kept once, however many sites teach them."""
    names: dict[str, str] = {}
    offered: dict[str, tuple[str, ...]] = {}
    for row in _rows(reader, "list_offered"):
        listed = sorted(f"<{iri}>" for iri in _value(row, "competences").split())
        offered[_text(row, "offer")] = tuple(names.setdefault(each, each) for each in listed)
    found: dict[str, list[Offer]] = {}
    for row in _rows(reader, "list_offers"):
        if competences := offered.get(_text(row, "offer")):
            offer = Offer(competences, _day(row, "first"), _day(row, "last"), _maybe(row, "context") or "")
            found.setdefault(_text(row, "site"), []).append(offer)
    for site, offers in found.items():
        yield site, tuple(offers)


def _providers(reader: Reader) -> Iterator[Provider]:
    found: dict[str, tuple[str, list[str]]] = {}
    for row in _rows(reader, "list_providers"):
        found.setdefault(_text(row, "provider"), (_province(row), []))[1].append(_text(row, "site"))
    for iri, (province, sites) in found.items():
        yield Provider(iri, tuple(sites), province)


def _rows(reader: Reader, name: str) -> Iterator[QuerySolution]:
    yield from reader.select(load_question(_HERE / f"{name}.rq").bind())


def _text(row: QuerySolution, name: str) -> str:
    return str(row[name])


def _maybe(row: QuerySolution, name: str) -> str | None:
    return None if row[name] is None else str(row[name])


def _value(row: QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, Literal) else ""


def _day(row: QuerySolution, name: str) -> dt.date | None:
    """A date of the store; one that cannot be read counts as not stated."""
    try:
        return dt.date.fromisoformat(_value(row, name))
    except ValueError:
        return None


def _province(row: QuerySolution) -> str:
    """The first digit of the NIS code: the province, with Brussels and the two Brabants as one."""
    return str(row["municipality"] or "").rsplit("/", 1)[-1][:1]
