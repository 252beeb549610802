"""What the graph knows around the things that a document mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from leerweg.errors import InputTooLargeError
from leerweg.store import Question, Reader, Store, load_question

__all__ = ["MOST_IRIS", "Alternatives", "Neighbourhood"]

MOST_IRIS = 20_000
_AT_ONCE = 500


@dataclass(frozen=True)
class Neighbourhood:
    """Asks a store; an instance serves as the `fetch_context` of a Validator."""

    store: Store

    def __call__(self, iris: Sequence[NamedNode]) -> Iterator[Triple]:
        """The triples that the shapes can reach from these IRIs, in one revision of the graph; none for no IRIs.

        Raises InputTooLargeError for more than 20,000 IRIs, and StoreError.
        """
        if len(iris) > MOST_IRIS:
            raise InputTooLargeError(
                f"The document mentions {len(iris):,} things; {MOST_IRIS:,} are looked up at most.",
                remedy="Split it into smaller documents.",
            )
        with self.store.reader() as reader:
            things = dict.fromkeys(thing for part in _parts(iris) for thing in _reachable(reader, part))
            for part in _parts(list(things)):
                yield from reader.construct(_question("neighbourhood").bind(thing=part))


@dataclass(frozen=True)
class Alternatives:
    """Asks a store what could be chosen instead; an instance serves as the `fetch_alternatives` of a Validator."""

    store: Store

    def __call__(self, iris: Sequence[NamedNode]) -> Iterator[Triple]:
        """What the shapes can reach from the alternatives to these things, about twenty; none for no IRIs.

        Raises StoreError.
        """
        with self.store.reader() as reader:
            rows = reader.select(_question("list_alternatives").bind(focus=iris[:_AT_ONCE])) if iris else ()
            things = [thing for row in rows if isinstance(thing := row["thing"], NamedNode)]
        yield from Neighbourhood(self.store)(things)


def _reachable(reader: Reader, iris: Sequence[NamedNode]) -> Iterator[NamedNode]:
    """What each of the questions in `reach` finds: one for each kind of thing, so that none looks in vain elsewhere."""
    for question in _reach():
        for row in reader.select(question.bind(focus=iris) if question.slots else question.text):
            if isinstance(thing := row["thing"], NamedNode):
                yield thing


def _parts(iris: Sequence[NamedNode]) -> Iterator[Sequence[NamedNode]]:
    for start in range(0, len(iris), _AT_ONCE):
        yield iris[start : start + _AT_ONCE]


@cache
def _reach() -> tuple[Question, ...]:
    return tuple(load_question(path) for path in sorted(Path(__file__).with_name("reach").glob("*.rq")))


@cache
def _question(name: str) -> Question:
    return load_question(Path(__file__).with_name(f"{name}.rq"))
