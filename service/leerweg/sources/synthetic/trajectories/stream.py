"""Trajectories one after the other, each with its lines and the fault that was put into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from leerweg.errors import InputError
from leerweg.model.delivery import Progress, SilentProgress
from leerweg.namespaces import Identifiers
from leerweg.sources.synthetic.places import numbers
from leerweg.sources.synthetic.trajectories.breaking import Elsewhere
from leerweg.sources.synthetic.trajectories.dossier import lines_of_plan, lines_of_provider
from leerweg.sources.synthetic.trajectories.faults import FAULTS, Fault, put_fault
from leerweg.sources.synthetic.trajectories.openings import find_openings
from leerweg.sources.synthetic.trajectories.plan import Planner
from leerweg.sources.synthetic.trajectories.supply import Provider, Supply
from leerweg.sources.synthetic.trajectories.terms import Names

__all__ = ["AS_OF", "Generated", "generate_trajectories"]

AS_OF = dt.date(2026, 11, 15)
"""The day as of which trajectories run unless another is asked for; fixed, so that one seed always gives one file."""

_SCHOOL_YEARS, _NEW_YEAR = 3, 9
_INVENTED_SCHOOLS = 5


@dataclass(frozen=True, slots=True)
class Generated:
    """The N-Triples of one trajectory (or, with an empty `iri`, of what several share), and its fault, if any."""

    iri: str
    lines: list[str]
    fault: Fault | None = None


def generate_trajectories(
    count: int,
    seed: int,
    supply: Supply,
    identifiers: Identifiers,
    *,
    faults: float = 0.0,
    kinds: Sequence[Fault] = FAULTS,
    on: dt.date = AS_OF,
    progress: Progress | None = None,
) -> Iterator[Generated]:
    """So many trajectories over what the store holds, streamed; a share of them (0 to 1) with one fault each.

    All began in the three school years up to `on` and still run then. A trajectory is the same for the same seed,
    number and supply, whatever the count. A fault is of one of `kinds`; a trajectory that can have none of those has
    none. Raises InputError when the store has nothing to make trajectories of, or for a number that makes no sense.
    """
    if count < 1 or not 0 <= faults <= 1:
        raise InputError(
            "That many trajectories, or that share of faults, cannot be made.",
            remedy="Give a count from 1 upwards, and a share of faults from 0 to 1.",
        )
    newest = on.year if on.month >= _NEW_YEAR else on.year - 1
    years = [find_openings(supply, newest - back, on) for back in range(_SCHOOL_YEARS)]
    years = [year for year in years if year.openings]
    if not years:
        raise InputError(
            "The store has no recognised workplace that teaches most of what a programme asks on that day.",
            remedy="Import qualifications, programmes and a register first (leerweg generate register makes one).",
        )
    names = Names(identifiers)
    providers = supply.providers or _invented(seed, names)
    planner, elsewhere = Planner(years, providers, seed, on), Elsewhere.of(supply)

    def stream() -> Iterator[Generated]:
        yield from _shared(providers)
        watched = progress or SilentProgress()
        watched.start("synthetic trajectories", count)
        for number in range(1, count + 1):
            plan = planner.plan(number)
            chance = Random(f"faults of {seed}, {number}")  # noqa: S311 - sampling, not cryptography
            fault = put_fault(plan, elsewhere, chance, kinds) if chance.random() < faults else None
            yield Generated(names.of("trajectory", plan.key)[1:-1], lines_of_plan(plan, names), fault)
            watched.advance(1)

    return stream()


def _shared(providers: Sequence[Provider]) -> Iterator[Generated]:
    """Schools that the store does not have, before the first trajectory that needs them."""
    for provider in providers:
        if provider.invented:
            label = f"Synthetisch centrum {provider.iri.rsplit('/', 1)[-1][:-1]}"
            yield Generated("", list(lines_of_provider(provider.iri, provider.sites, label)))


def _invented(seed: int, names: Names) -> tuple[Provider, ...]:
    enterprises = numbers("19", Random(seed))  # noqa: S311 - sampling, not cryptography
    made = []
    for _ in range(_INVENTED_SCHOOLS):
        key = f"synthetic-{next(enterprises)}"
        made.append(Provider(names.of("organisation", key), (names.of("site", f"{key}-workshop"),), invented=True))
    return tuple(made)
