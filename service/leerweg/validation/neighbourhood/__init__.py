"""What the graph knows around the things that a document mentions.

The questions beside this file say what is looked at. A store in this process is walked as they say (`surroundings`);
any other is asked them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from leerweg.errors import InputTooLargeError
from leerweg.store import PatternReader, Question, Reader, Store, load_question
from leerweg.validation.neighbourhood.surroundings import around

__all__ = ["MOST_IRIS", "Alternatives", "Neighbourhood", "ask_neighbourhood"]

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
            yield from _around(reader, iris)


@dataclass(frozen=True)
class Alternatives:
    """Asks a store what could be chosen instead; an instance serves as the `fetch_alternatives` of a Validator."""

    store: Store

    def __call__(self, iris: Sequence[NamedNode]) -> Iterator[Triple]:
        """What the shapes can reach from the alternatives to these things, about twenty; none for no IRIs.

        Raises StoreError.
        """
        if not iris:
            return
        with self.store.reader() as reader:
            query = _question("list_alternatives").bind(focus=iris[:_AT_ONCE])
            yield from _around(reader, _nodes(row["thing"] for row in reader.select(query)))


def ask_neighbourhood(reader: Reader, iris: Sequence[NamedNode]) -> Iterator[Triple]:
    """What the questions answer about these IRIs: what every other way of finding it must agree with."""
    found = dict.fromkeys(thing for part in _parts(iris) for thing in _reachable(reader, part))
    for part in _parts(list(found)):
        yield from reader.construct(_question("neighbourhood").bind(thing=part))


def _around(reader: Reader, iris: Sequence[NamedNode]) -> Iterable[Triple]:
    if isinstance(reader, PatternReader):
        return around(reader, iris)
    return ask_neighbourhood(reader, iris)


def _reachable(reader: Reader, iris: Sequence[NamedNode]) -> Iterator[NamedNode]:
    """What each of the questions in `reach` finds: one for each kind of thing, so that none looks in vain elsewhere."""
    for path in sorted(Path(__file__).with_name("reach").glob("*.rq")):
        question = _question(f"reach/{path.stem}")
        query = question.bind(focus=iris) if question.slots else question.text
        yield from _nodes(row["thing"] for row in reader.select(query))


def _nodes(terms: Iterable[object]) -> list[NamedNode]:
    return [term for term in terms if isinstance(term, NamedNode)]


def _parts(iris: Sequence[NamedNode]) -> Iterator[Sequence[NamedNode]]:
    for start in range(0, len(iris), _AT_ONCE):
        yield iris[start : start + _AT_ONCE]


@cache
def _question(name: str) -> Question:
    return load_question(Path(__file__).parent / f"{name}.rq")
