"""From a question to its combinations: who is in reach, what they teach, what the solver finds, and names for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from leerweg.coverage.asking import question, read
from leerweg.coverage.combining.checking import complaints_about, states
from leerweg.coverage.combining.distances import Point, Whereabouts, metres, start_at, whereabouts_of
from leerweg.coverage.combining.problem import Problem, Workplace
from leerweg.coverage.combining.telling import Telling
from leerweg.coverage.combining.throughout import Incidence, taught_on, taught_until
from leerweg.coverage.evidence import Evidence, EvidenceSource
from leerweg.coverage.finding import COUNTRY, Finder
from leerweg.errors import MalformedInputError, WorkLimitError
from leerweg.model.answers import Asked, Reference
from leerweg.model.combinations import Aim, Combinations, Preference, Start
from leerweg.store import Reader, Store

if TYPE_CHECKING:
    from leerweg.coverage.combining.solver import Found

__all__ = ["LONGEST", "MOST_ALTERNATIVES", "MOST_KM", "MOST_SECONDS", "Combiner"]

# What one answer may be asked for: days in the span, alternatives, kilometres, and work (`Aim.seconds`).
LONGEST = timedelta(days=3 * 366)
MOST_ALTERNATIVES = 20
MOST_KM = 1_000.0
MOST_SECONDS = 60.0
# Each takes a processor for as long as it lasts.
_AT_ONCE = 2
_WAIT = 30.0  # seconds


@dataclass(frozen=True)
class _Reach:
    """Who can be chosen from: where they are, what they teach, metres from the start, and who has no known place."""

    whereabouts: Mapping[str, Whereabouts]
    taught: Incidence
    distances: Mapping[str, int]
    unplaced: Sequence[str]


class Combiner:
    """Finds combinations in one store."""

    def __init__(self, store: Store, finder: Finder, evidence: EvidenceSource) -> None:
        self._store = store
        self._finder = finder
        self._evidence = evidence
        self._places = BoundedSemaphore(_AT_ONCE)

    def combine(self, asked: Asked, aim: Aim, language: str) -> Combinations:
        """The best combinations for what was asked.

        Raises MalformedInputError for an aim that cannot be, UnknownTermError and AmbiguousTermError for a start that
        is not understood, WorkLimitError while too many others are asking, and a StoreError when the store fails.
        """
        until = aim.until or asked.on
        _check(asked.on, until, aim)
        start = start_at(aim.near, self._store, self._finder, language) if aim.near else None
        if not self._places.acquire(timeout=_WAIT):
            raise WorkLimitError("Too many combinations are being worked out.", remedy="Ask again in a minute.")
        try:
            with self._store.reader() as reader:
                return self._combine(reader, asked, replace(aim, until=until), start, language)
        finally:
            self._places.release()

    def _combine(self, reader: Reader, asked: Asked, aim: Aim, start: Start | None, language: str) -> Combinations:
        evidence, until = self._evidence.of(reader), aim.until or asked.on
        reach = _lasting(evidence, asked, until, _reach(reader, taught_on(evidence, asked), start, aim.within))
        problem = _problem(list(_contents(reader, asked)), reach, possible=aim.possible)
        solvable = problem.without(problem.untaught)
        found, apart = _solved(solvable, aim)
        best = [workplace.site for workplace in found[0].chosen] if found else []
        elsewhere = _elsewhere(reader, evidence, asked, aim, start, problem.untaught) if problem.untaught else None
        telling = Telling(
            reader, language, start, {**reach.whereabouts, **(elsewhere.whereabouts if elsewhere else {})}
        )
        return telling.combinations(
            asked,
            aim,
            problem,
            found,
            apart,
            reach.taught,
            elsewhere.taught if elsewhere else Incidence(frozenset(), frozenset()),
            reach.unplaced,
            states(asked, best),
        )


def _check(on: date, until: date, aim: Aim) -> None:
    """Refuse what cannot be asked with a MalformedInputError."""
    if until < on or until - on > LONGEST:
        raise MalformedInputError(
            f"{on.isoformat()} to {until.isoformat()} is no span that can be asked about.",
            where="until",
            remedy="Name a last day on or after the first, at most three years later.",
        )
    if aim.within is not None and not aim.near:
        raise MalformedInputError(
            "A distance is measured from a place, and none is named.",
            where="within",
            remedy="Name the place with `near`: a municipality, a site, or latitude,longitude.",
        )
    for name, given, most in (
        ("within", aim.within or 0.0, MOST_KM),
        ("alternatives", aim.alternatives, MOST_ALTERNATIVES),
        ("seconds", aim.seconds, MOST_SECONDS),
    ):
        if not 0 <= given <= most:
            raise MalformedInputError(
                f"{given:g} cannot be asked for.", where=name, remedy=f"Name a number from 0 to {most:g}."
            )


def _contents(reader: Reader, asked: Asked) -> Iterator[str]:
    query = question("list_contents").bind(qualification=[NamedNode(item.iri) for item in asked.qualifications])
    for row in reader.select(query):
        yield read(row, "competence")["competence"]


def _reach(reader: Reader, taught: Incidence, start: Start | None, within: float | None) -> _Reach:
    """Who of these is near enough; where distances count, nobody whose place is unknown."""
    whereabouts = whereabouts_of(reader, taught.sites)
    if start is None:
        return _Reach(whereabouts, taught, dict.fromkeys(whereabouts, 0), ())
    here = Point(start.latitude, start.longitude)
    distances = {site: metres(here, known.point) for site, known in whereabouts.items() if known.point}
    if within is not None:
        distances = {site: distance for site, distance in distances.items() if distance <= within * 1_000}
    unplaced = sorted(site for site, known in whereabouts.items() if known.point is None)
    return _Reach(whereabouts, taught.of({*distances, *unplaced}), distances, unplaced)


def _lasting(evidence: Evidence, asked: Asked, until: date, reach: _Reach) -> _Reach:
    """Who of these teaches something on every day; only they are looked at for the whole of the span."""
    taught = taught_until(evidence, asked, until, reach.taught)
    return replace(reach, taught=taught, unplaced=[site for site in reach.unplaced if site in taught.sites])


def _problem(competences: list[str], reach: _Reach, *, possible: bool) -> Problem:
    teaches: dict[str, set[str]] = {}
    for site, competence in reach.taught.possible if possible else reach.taught.proved:
        if site in reach.distances:
            teaches.setdefault(site, set()).add(competence)
    return Problem(
        sorted(competences),
        [
            Workplace(
                site,
                reach.whereabouts[site].place.organisation or site,
                reach.distances[site],
                frozenset(teaches[site]),
            )
            for site in sorted(teaches)
        ],
    )


def _solved(problem: Problem, aim: Aim) -> tuple[list[Found], tuple[str, ...]]:
    """What the solver finds, looked at a second time; and why fewer workplaces do not suffice, where that is plain."""
    # It takes most of a second to load, which only whoever asks for a combination should wait for.
    from leerweg.coverage.combining.solver import keep_apart, solve  # noqa: PLC0415

    found = solve(problem, aim.prefer, aim.alternatives + 1, seconds=aim.seconds)
    fewest = bool(found) and aim.prefer is Preference.FEWEST_SITES
    apart = keep_apart(problem) if fewest else ()
    apart = apart if fewest and len(apart) == found[0].amount.sites else ()
    for item in found:
        wrong = list(complaints_about(problem, item.chosen, item.amount, apart))
        if wrong:
            raise RuntimeError(f"the solver's answer does not hold: {'; '.join(wrong)}")
    return found, apart


def _elsewhere(
    reader: Reader, evidence: Evidence, asked: Asked, aim: Aim, start: Start | None, competences: Collection[str]
) -> _Reach:
    """Everybody in the country, at any distance, who teaches what nobody in reach does."""
    country = replace(asked, region=Reference(COUNTRY))
    reach = _reach(reader, taught_on(evidence, country).about(competences), start, None)
    return _lasting(evidence, country, aim.until or asked.on, reach)
