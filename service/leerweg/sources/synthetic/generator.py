"""Synthetic company registers over the loaded qualifications: realistic in shape, invented in every fact.

Every record is marked `lw:synthetic true`, every name begins with the word synthetic, every number lies in a range
that is not in use. The same seed and catalogue give the same register.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain
from random import Random

from leerweg.errors import InputError
from leerweg.model.delivery import Delivery, Location, Progress, Record, Rejection, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.digests import digest_of_texts
from leerweg.sources.register.cells import Cell
from leerweg.sources.register.rows import RowReader
from leerweg.sources.register.tables import Row
from leerweg.sources.register.template import SHEETS
from leerweg.sources.synthetic.catalogue import SECTORS, CatalogueProgramme, RegisterCatalogue, Sector, sectors_of
from leerweg.sources.synthetic.places import Towns, around, check_workplaces, numbers
from leerweg.sources.synthetic.sites import GeneratedSite, rows_of_site

__all__ = ["generate_register", "generate_rows"]

Rows = Iterator[tuple[str, dict[str, Cell]]]

_GENERAL_BODY = "synthetisch-partnerschap"
_SECTORAL_BODIES = ("43", "47", "56", "87", "25", "95")
_MANDATED_FROM = dt.date(2016, 9, 1)
_SCHOOLS, _PUBLIC = 0.03, 0.05
_UNRECOGNISED, _EXCLUDED, _SIMULATED = 0.05, 0.002, 0.04
_MOST_SITES, _MOST_PROGRAMMES = 40, 4
_SITE_PER_EMPLOYEES = 30
_MEDIAN_LOG, _SPREAD_LOG = 1.9, 1.3


def generate_rows(workplaces: int, seed: int, catalogue: RegisterCatalogue) -> Iterator[Row]:
    """The rows of a register with this many sites, in an order that `RowReader` accepts, streamed.

    Write them with `register_writer.write_register`. Raises InputError for a catalogue without programmes that have
    competences, or a number that cannot be invented.
    """
    check_workplaces(workplaces)
    if not any(programme.competences for programme in catalogue.programmes):
        raise InputError(
            "There is no programme with competences to invent companies for.",
            remedy="Import qualifications and programmes first (leerweg import vks).",
        )
    sheets = {sheet.name: sheet for sheet in SHEETS}
    counts = dict.fromkeys(sheets, 1)
    for name, cells in _Invention(workplaces, seed, catalogue).rows():
        counts[name] += 1
        yield Row(sheets[name], Location("synthetic", name, counts[name]), {**cells, "synthetic": True})


def generate_register(
    workplaces: int,
    seed: int,
    catalogue: RegisterCatalogue,
    identifiers: Identifiers,
    progress: Progress | None = None,
) -> Delivery:
    """A synthetic register as a delivery, streamed: the same rows as `generate_rows`, read as any register is.

    Raises what `generate_rows` raises, before the first record.
    """
    rows = generate_rows(workplaces, seed, catalogue)
    first = next(rows)
    summary: dict[str, int] = {}
    return Delivery(
        source="register",
        key=f"synthetic-{seed}",
        title=f"Synthetic register of {workplaces} workplaces (seed {seed})",
        digest=digest_of_texts(chain((str(workplaces), str(seed)), catalogue.texts())),
        records=_records(chain([first], rows), identifiers, progress or SilentProgress(), workplaces, summary),
        licence="https://creativecommons.org/publicdomain/zero/1.0/",
        summary=summary,
    )


def _records(
    rows: Iterator[Row], identifiers: Identifiers, progress: Progress, workplaces: int, summary: dict[str, int]
) -> Iterator[Record | Rejection]:
    reader = RowReader(identifiers)
    progress.start("synthetic register", workplaces)
    for row in rows:
        outcome = reader.read(row)
        counted = row.sheet.name if isinstance(outcome, Record) else "rejected"
        summary[counted] = summary.get(counted, 0) + 1
        if row.sheet.name == "sites":
            progress.advance(1)
        yield outcome


class _Invention:
    """One register in the making: the generator of chance, the numbers, and who works in which sector."""

    def __init__(self, workplaces: int, seed: int, catalogue: RegisterCatalogue) -> None:
        self._random = Random(seed)  # noqa: S311 - sampling, not cryptography
        self._left = workplaces
        self._catalogue = catalogue
        self._towns = Towns.load()
        self._enterprises = numbers("19", self._random)
        self._establishments = numbers("89", self._random)
        self._programmes: dict[str, list[CatalogueProgramme]] = {}
        for programme in catalogue.programmes:
            for code in sectors_of(programme) if programme.competences else ():
                self._programmes.setdefault(code, []).append(programme)
        self._sectors = [sector for sector in SECTORS if sector.code in self._programmes]
        self._weights = [sector.weight for sector in self._sectors]
        self._bodies = {code: body.iri for body in catalogue.bodies for code in body.sectors}
        general = [body.iri for body in catalogue.bodies if not body.sectors]
        self._general = general[0] if general else _GENERAL_BODY

    def rows(self) -> Rows:
        yield from self._invented_bodies()
        number = 0
        while self._left > 0:
            number += 1
            yield from self._company(number)

    def _invented_bodies(self) -> Rows:
        """Bodies and mandates, as far as the catalogue has none."""
        if self._general == _GENERAL_BODY:
            yield from _body(_GENERAL_BODY, "partnership", None)
        if self._catalogue.bodies:
            return
        for sector in self._sectors:
            if sector.code in _SECTORAL_BODIES:
                key = f"{_GENERAL_BODY}-{sector.code}"
                self._bodies[sector.code] = key
                yield from _body(key, "sectoral-partnership", sector)

    def _company(self, number: int) -> Rows:
        random = self._random
        sector = random.choices(self._sectors, self._weights)[0]
        chance = random.random()
        kind = "education-provider" if chance < _SCHOOLS else "public-body" if chance < _PUBLIC else "company"
        employees = 1 + int(random.lognormvariate(_MEDIAN_LOG, _SPREAD_LOG))
        enterprise = next(self._enterprises)
        names = _names(kind, number, sector)
        yield "companies", {"enterprise_number": enterprise, **names, "kind": kind, "activity": sector.code}
        sites = 1 + min(_MOST_SITES, int(employees / _SITE_PER_EMPLOYEES * random.expovariate(1)))
        for position in range(1, 1 + min(sites, self._left)):
            self._left -= 1
            yield from self._site(enterprise, f"{names['name']}, {position}", kind, sector, max(1, employees // sites))

    def _site(self, enterprise: str, name: str, kind: str, sector: Sector, employees: int) -> Rows:
        random = self._random
        town = self._towns.draw(random)
        latitude, longitude = around(town, random)
        simulated = random.random() < _SIMULATED
        usual = "school-workshop" if kind == "education-provider" else "real"
        place: dict[str, Cell] = {
            "establishment_number": next(self._establishments),
            "environment": "simulated" if simulated else usual,
        }
        yield (
            "sites",
            {
                **place,
                "enterprise_number": enterprise,
                "name": f"{name} ({town.name})",
                "municipality": town.code,
                "latitude": latitude,
                "longitude": longitude,
            },
        )
        excluded = _period(random) if random.random() < _EXCLUDED else None
        if excluded is not None:
            yield "exclusions", {**place, "valid_from": excluded[0], "valid_until": excluded[1]}
        offered = self._programmes[sector.code]
        some = random.sample(offered, min(len(offered), 1 + min(_MOST_PROGRAMMES - 1, int(random.expovariate(1.2)))))
        recognised = place["environment"] == "real" and random.random() >= _UNRECOGNISED
        body = self._bodies.get(sector.code, self._general)
        site = GeneratedSite(place, employees, some, recognised, body, excluded)
        yield from rows_of_site(site, self._catalogue.groups, random)


def _period(random: Random) -> tuple[dt.date, dt.date]:
    """Half a year to two years, some time since 2020."""
    first = dt.date(2020, 1, 1) + dt.timedelta(days=random.randint(0, 2000))
    return first, first + dt.timedelta(days=random.randint(180, 730))


def _body(key: str, kind: str, sector: Sector | None) -> Rows:
    names = {"nl": "Synthetisch partnerschap", "en": "Synthetic partnership", "fr": "Partenariat synthétique"}
    if sector is not None:
        names = {
            "nl": f"{names['nl']} {sector.nl}",
            "en": f"{names['en']} {sector.en}",
            "fr": f"{names['fr']} {sector.fr}",
        }
    yield "bodies", {"body": key, "kind": kind, "name": names["nl"], "name_en": names["en"], "name_fr": names["fr"]}
    mandate: dict[str, Cell] = {"body": key, "purpose": "recognition", "valid_from": _MANDATED_FROM}
    yield "mandates", {**mandate, "sector": sector.code} if sector is not None else mandate


def _names(kind: str, number: int, sector: Sector) -> dict[str, Cell]:
    what = {
        "company": ("Synthetisch bedrijf", "Synthetic company", "Entreprise synthétique"),
        "education-provider": ("Synthetische school", "Synthetic school", "École synthétique"),
        "public-body": ("Synthetische dienst", "Synthetic service", "Service synthétique"),
    }[kind]
    return {
        "name": f"{what[0]} {number:05d} - {sector.nl}",
        "name_en": f"{what[1]} {number:05d} - {sector.en}",
        "name_fr": f"{what[2]} {number:05d} - {sector.fr}",
    }
