"""Combinations on the filled store: how long the best set takes, how often it is proven, how often it is whole."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leerweg.bootstrap import Service, assemble
from leerweg.coverage import CoverageAtlas, EvidenceSource
from leerweg.coverage.asking import read
from leerweg.model.answers import Basis
from leerweg.model.combinations import Aim, Combinations, Preference
from leerweg.settings import Settings
from leerweg.store.answer_cache import AnswerCache
from measuring import percentiles, table

__all__ = ["combine_everything"]

_ON, _UNTIL = date(2026, 9, 15), date(2027, 6, 30)
_PLACES = ("50.931,5.338", "51.053,3.725", "51.220,4.400", "50.879,4.701")  # Hasselt, Ghent, Antwerp, Leuven
_KINDS = {
    "in a province": ("BE22", Aim()),
    "within 30 km": (None, Aim(within=30.0)),
    "within 30 km, least travel": (None, Aim(within=30.0, prefer=Preference.LEAST_TRAVEL)),
    "in the country, nearest": (None, Aim()),
    "in the country, one company": (None, Aim(prefer=Preference.ONE_COMPANY)),
    "within 30 km, a school year": (None, Aim(within=30.0, until=_UNTIL)),
}


@dataclass(frozen=True)
class _Measured:
    milliseconds: float
    answer: Combinations


def combine_everything(store: Path, samples: int, seed: int) -> str:
    """The table of p50 and p95 in milliseconds, from the index; nothing is kept between questions."""
    service = assemble(Settings(store=str(store)))
    if service.index is None:
        raise SystemExit(f"{store} is no embedded store.")
    with service.index as index:
        index.wait()
        atlas = CoverageAtlas(
            service.store, service.finder, AnswerCache(service.store, lasting=False), EvidenceSource(index)
        )
        rows = [_row(kind, list(_measure(atlas, service, kind, samples, seed))) for kind in _KINDS]
    columns = ("combination", "asked", "p50 / p95", "workplaces considered, most", "whole", "proven")
    return table("Combinations (ms)", columns, rows)


def _measure(atlas: CoverageAtlas, service: Service, kind: str, samples: int, seed: int) -> Iterator[_Measured]:
    dice = random.Random(seed)
    qualifications = _qualifications(service)
    region, aim = _KINDS[kind]
    atlas.combinations(qualifications[0], region=region, on=_ON, basis=Basis.RECOGNISED, aim=Aim())  # loads the solver
    for _ in range(samples):
        of = dice.choice(qualifications)
        near = Aim(**{**vars(aim), "near": "" if kind == "in a province" else dice.choice(_PLACES)})
        begun = time.perf_counter()
        answer = atlas.combinations(of, region=region, on=_ON, basis=Basis.RECOGNISED, aim=near)
        yield _Measured((time.perf_counter() - begun) * 1_000, answer)


def _qualifications(service: Service) -> list[str]:
    with service.store.reader() as reader:
        rows = reader.select((Path(__file__).parent / "list_subjects.rq").read_text(encoding="utf-8"))
        return sorted({read(row, "qualification")["qualification"] for row in rows})


def _row(kind: str, measured: list[_Measured]) -> list[object]:
    half, most = percentiles([each.milliseconds for each in measured])
    found = [each.answer for each in measured if each.answer.items]
    proven = sum(answer.items[0].proven for answer in found)
    return [
        kind,
        len(measured),
        f"{half:,.0f} / {most:,.0f}",
        max(each.answer.reachable for each in measured),
        f"{sum(each.answer.complete for each in measured)} of {len(measured)}",
        f"{proven} of {len(found)}",
    ]
