"""The statements of the graph that decide who can teach what, as pairs of numbers, property by property."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from leerweg.coverage.index.relation import Codes, Relation
from leerweg.store import Reader, load_question

__all__ = ["DoubtError", "Statements", "Terms"]

_HERE = Path(__file__).parent
_DATE = re.compile(r'"(\d{4}-\d\d-\d\d)"\^\^<http://www\.w3\.org/2001/XMLSchema#date>')
_INTEGER = re.compile(r"-?\d{1,9}")
_TRUTHS = {"true": 1, "false": 0}
Reading = Callable[[str], int]


class DoubtError(Exception):
    """The graph holds a value that the index cannot compare as SPARQL would; it must be asked instead."""


class Terms(dict[str, int]):
    """The terms of one graph and their numbers, in the order in which they were met."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Statements:
    """What one graph states, by property; terms are numbers.

    The methods that read values raise DoubtError for a date that is no plain xsd:date, a number that is no integer,
    and a truth value that is neither true nor false.
    """

    def __init__(self, reader: Reader, properties: Sequence[NamedNode], progress: Callable[[int, int], None]) -> None:
        self._terms = Terms()
        self._relations: dict[str, Relation] = {}
        query = load_question(_HERE / "list_statements.rq")
        for done, item in enumerate(properties):
            progress(done, len(properties))
            subjects, objects = self._columns(reader, query.bind(property=item), "subject", "object")
            self._relations[item.value] = Relation(subjects, objects)
        (self.workplaces,) = self._columns(reader, load_question(_HERE / "list_workplaces.rq").bind(), "site")
        self._names = list(self._terms)

    @property
    def count(self) -> int:
        """How many terms have a number."""
        return len(self._names)

    def __getitem__(self, property_iri: NamedNode) -> Relation:
        """The statements with this property."""
        return self._relations[property_iri.value]

    def number(self, thing: str) -> int:
        """The number of an IRI; -1 for one that the statements do not name."""
        return self._terms.get(f"<{thing}>", -1)

    def iri(self, number: int) -> str:
        """The IRI of a number."""
        return self._names[number][1:-1]

    def iris(self, numbers: Codes) -> list[str]:
        """The IRIs of these numbers."""
        return [self._names[number][1:-1] for number in numbers]

    def days(self, numbers: Codes, *, unstated: int) -> NDArray[np.int32]:
        """The dates of these literals as days since the year 1; `unstated` where there is none (-1)."""
        return self._values(numbers, _day, unstated)

    def integers(self, numbers: Codes) -> NDArray[np.int32]:
        """The values of these literals."""
        return self._values(numbers, _integer, 0)

    def truths(self, numbers: Codes) -> NDArray[np.bool_]:
        """The truth values of these literals; false where there is none (-1)."""
        return self._values(numbers, _truth, 0).astype(bool)

    def _values(self, numbers: Codes, value_of: Reading, unstated: int) -> NDArray[np.int32]:
        """Each distinct literal is read once."""
        distinct, places = np.unique(numbers, return_inverse=True)
        values = [unstated if number < 0 else value_of(self._names[number]) for number in distinct]
        return np.array(values, dtype=np.int32)[places] if values else np.empty(0, dtype=np.int32)

    def _columns(self, reader: Reader, query: str, *names: str) -> Iterator[Codes]:
        """These columns of the rows of a query, as numbers of terms.

        Read from the text of the results, which costs a quarter of reading row by row.
        """
        output = BytesIO()
        reader.write_rows(query, output)
        heading, _, text = output.getvalue().decode().partition("\n")
        table = [name.removeprefix("?") for name in heading.split("\t")]
        cells = text.rstrip("\n").replace("\n", "\t").split("\t") if text else []
        for name in names:
            column = cells[table.index(name) :: len(table)]
            yield np.fromiter(map(self._terms.__getitem__, column), np.int32, len(column))


def _day(literal: str) -> int:
    match = _DATE.fullmatch(literal)
    try:
        return date.fromisoformat(match[1] if match else "").toordinal()
    except ValueError:
        raise DoubtError(f"{literal} is no plain date") from None


def _integer(literal: str) -> int:
    if _INTEGER.fullmatch(literal) is None:
        raise DoubtError(f"{literal} is no plain integer")
    return int(literal)


def _truth(literal: str) -> int:
    if literal not in _TRUTHS:
        raise DoubtError(f"{literal} is neither true nor false")
    return _TRUTHS[literal]
