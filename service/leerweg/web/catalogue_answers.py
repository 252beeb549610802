"""An answer in SPARQL as people read it: columns with names, things by name with a link, numbers and days in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from leerweg.linkeddata import SparqlAnswer
from leerweg.linkeddata.catalogue.entries import column_names
from leerweg.namespaces import SH, XSD
from leerweg.store import Reader
from leerweg.validation.wording import words_in
from leerweg.web.asking import Labels
from leerweg.web.proof_views import last_part
from leerweg.web.texts import Texts, texts_in
from leerweg.web.vocabulary_forms import shorten

__all__ = ["AnswerTable", "Cell", "read_answer"]

_MOST_ROWS = 200
_DECIMALS = 3
_NUMBERS = frozenset(XSD + kind for kind in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `iri` of the thing it names (empty: a value), `kind` of a value: `number` or `day`."""

    text: str
    iri: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The columns by name, up to 200 rows, and how many rows there are (`more`: the answer itself was cut off)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    more: bool


def read_answer(answer: SparqlAnswer, reader: Reader, language: str) -> AnswerTable:
    """The table of an answer in SPARQL results JSON, with names in the reader's language."""
    solutions = parse_query_results(answer.content, QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions), "every question of the catalogue is a SELECT"
    names = [variable.value for variable in solutions.variables]
    shown = [list(solution) for solution in islice(solutions, _MOST_ROWS)]
    total = len(shown) + sum(1 for _ in solutions)
    iris = (term.value for row in shown for term in row if isinstance(term, NamedNode))
    labels, texts = Labels(reader, iris, language), texts_in(language)
    return AnswerTable(
        tuple(column_names().get(name, {}).get(language, name) for name in names),
        tuple(_cells(names, row, labels, texts) for row in shown),
        total,
        answer.truncated,
    )


def _cells(names: Sequence[str], row: Sequence[object], labels: Labels, texts: Texts) -> tuple[Cell, ...]:
    return tuple(
        _thing(term.value, labels, texts.language)
        if isinstance(term, NamedNode)
        else _value(name, term, texts)
        if isinstance(term, Literal)
        else Cell("")
        for name, term in zip(names, row, strict=True)
    )


def _thing(iri: str, labels: Labels, language: str) -> Cell:
    """A thing by its name, else its code, else in short; the severities of SHACL as reports say them."""
    severity = f"severity.{iri.removeprefix(SH)}"
    if severity in words_in(language):
        return Cell(words_in(language)(severity))
    short = shorten(iri)
    return Cell(labels.name(iri) or labels.code(iri) or (short if short != iri else last_part(iri)), iri)


def _value(column: str, term: Literal, texts: Texts) -> Cell:
    kind, word = term.datatype.value, f"catalogue.{column}.{term.value.replace(' ', '_')}"
    if word in texts.words:  # a word that the question itself chooses, such as a kind of match
        return Cell(texts(word))
    if kind == XSD + "boolean":
        return Cell(texts("catalogue.yes") if term.value in ("true", "1") else texts("catalogue.no"))
    if kind == XSD + "date":
        return Cell(texts.day(date.fromisoformat(term.value[:10])), kind="day")
    if kind in _NUMBERS:
        return Cell(_number(term.value, texts.language), kind="number")
    return Cell(term.value)


def _number(text: str, language: str) -> str:
    """Three decimals at most, and the decimal sign of the language."""
    rounded = f"{round(Decimal(text), _DECIMALS):f}"
    plain = rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    return plain if language == "en" else plain.replace(".", ",")
