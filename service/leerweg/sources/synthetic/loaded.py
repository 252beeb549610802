"""What the generator of synthetic registers must know, read from the store."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, QuerySolution

from leerweg.sources.synthetic.catalogue import CatalogueBody, CatalogueProgramme, RegisterCatalogue
from leerweg.store import Reader, load_question

__all__ = ["load_catalogue"]

_HERE = Path(__file__).parent


def load_catalogue(reader: Reader) -> RegisterCatalogue:
    """The programmes, competence groups and recognising bodies that the store holds now."""
    competences: dict[str, dict[str, None]] = {}
    fields: dict[str, dict[str, None]] = {}
    for row in reader.select(load_question(_HERE / "list_programmes.rq").bind()):
        programme = _iri(row, "programme")
        competences.setdefault(programme, {})[_iri(row, "competence")] = None
        if row["field"] is not None:
            fields.setdefault(programme, {})[_code(_iri(row, "field"))] = None
    programmes = (
        CatalogueProgramme(programme, tuple(taken), tuple(fields.get(programme, ())))
        for programme, taken in competences.items()
    )
    return RegisterCatalogue(tuple(programmes), _groups(reader), _bodies(reader))


def _groups(reader: Reader) -> tuple[str, ...]:
    return tuple(_iri(row, "group") for row in reader.select(load_question(_HERE / "list_groups.rq").bind()))


def _bodies(reader: Reader) -> tuple[CatalogueBody, ...]:
    sectors: dict[str, list[str]] = {}
    for row in reader.select(load_question(_HERE / "list_bodies.rq").bind()):
        known = sectors.setdefault(_iri(row, "body"), [])
        if row["sector"] is not None:
            known.append(_code(_iri(row, "sector")))
    return tuple(CatalogueBody(body, tuple(codes)) for body, codes in sectors.items())


def _iri(row: QuerySolution, name: str) -> str:
    return cast("NamedNode", row[name]).value


def _code(iri: str) -> str:
    return iri.rsplit("/", 1)[1]
