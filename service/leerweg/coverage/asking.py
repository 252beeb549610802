"""Asking the questions that lie in `questions/`: load once, bind terms, read rows as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolution

from leerweg.model.answers import Asked
from leerweg.namespaces import XSD
from leerweg.store import Question, load_question

__all__ = ["Row", "catalogue", "question", "read", "slots_of", "xsd_date"]

Row = Mapping[str, str]

_FOLDER = Path(__file__).parent / "questions"


@cache
def question(name: str) -> Question:
    """The question in `questions/<name>.rq`."""
    return load_question(_FOLDER / f"{name}.rq")


def catalogue() -> list[Question]:
    """Every question of this room, by name."""
    return [load_question(path) for path in sorted(_FOLDER.glob("*.rq"))]


def xsd_date(day: date) -> Literal:
    """A date as an RDF term."""
    return Literal(day.isoformat(), datatype=NamedNode(XSD + "date"))


def slots_of(asked: Asked) -> dict[str, NamedNode | Literal | list[NamedNode]]:
    """The parameters of a question about qualifications, as RDF terms."""
    return {
        "qualification": [NamedNode(qualification.iri) for qualification in asked.qualifications],
        "region": NamedNode(asked.region.iri),
        "on": xsd_date(asked.on),
        "basis": Literal(asked.basis.value),
    }


def read(row: QuerySolution, *names: str) -> Row:
    """The bound values of a row as strings (IRIs and lexical forms); unbound variables are left out."""
    values = ((name, row[name]) for name in names)
    return {name: cast("NamedNode | Literal", value).value for name, value in values if value is not None}
