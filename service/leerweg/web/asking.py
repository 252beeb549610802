"""The questions that the pages themselves ask; rows come back as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution

from leerweg.coverage.asking import xsd_date
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.namespaces import NOTATION, PREF_LABEL
from leerweg.store import Question, Reader, load_question

__all__ = ["Labels", "Row", "ask_rows", "question"]

Row = Mapping[str, str]
_FOLDER = Path(__file__).parent / "questions"
_AT_ONCE = 2_000


@cache
def question(name: str) -> Question:
    """The question in `questions/<name>.rq`."""
    return load_question(_FOLDER / f"{name}.rq")


def ask_rows(reader: Reader, name: str, *columns: str, **slots: str | date) -> list[Row]:
    """The rows of a question whose slots are filled with IRIs and dates; unbound columns are left out."""
    given = {slot: xsd_date(value) if isinstance(value, date) else NamedNode(value) for slot, value in slots.items()}
    query = question(name).bind(**given)
    return [_row(solution, columns) for solution in reader.select(query)]


def _row(solution: QuerySolution, columns: Iterable[str]) -> Row:
    values = ((column, solution[column]) for column in columns)
    return {name: cast("NamedNode | Literal | BlankNode", value).value for name, value in values if value is not None}


class Labels:
    """Names and codes of things and of the terms of the ontology, in the reader's language, asked for together."""

    def __init__(self, reader: Reader, iris: Iterable[str], language: str) -> None:
        self._names: dict[str, tuple[tuple[int, int], str]] = {}
        self._codes: dict[str, str] = {}
        self._order = (language, *LANGUAGES)
        wanted = sorted({iri for iri in iris if iri})
        for start in range(0, len(wanted), _AT_ONCE):
            batch = [NamedNode(iri) for iri in wanted[start : start + _AT_ONCE]]
            for row in reader.select(question("list_labels").bind(thing=batch)):
                self._take(
                    cast("NamedNode", row["thing"]), cast("NamedNode", row["role"]), cast("Literal", row["name"])
                )

    def name(self, iri: str) -> str:
        """The name: preferred label before others, the reader's language before others; empty when nameless."""
        return self._names.get(iri, ((0, 0), ""))[1]

    def code(self, iri: str) -> str:
        """The code, empty when it has none."""
        return self._codes.get(iri, "")

    def _take(self, thing: NamedNode, role: NamedNode, name: Literal) -> None:
        if role == NOTATION:
            self._codes.setdefault(thing.value, name.value)
            return
        language = name.language or ""
        place = self._order.index(language) if language in self._order else len(self._order)
        merit = (0 if role == PREF_LABEL else 1, place)
        if thing.value not in self._names or merit < self._names[thing.value][0]:
            self._names[thing.value] = (merit, name.value)
