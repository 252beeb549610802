"""Qualifications in the European Learning Model, version 3: what the LOQ application profile asks, and nothing else.

The shapes of that profile are closed: a property of our own on an exported thing would break them. What the model has
no place for, or what its code lists are not known to name, is left out; docs/how-to/export-elm.md lists it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.errors import UnacceptableContentError
from leerweg.linkeddata.statements import statements_about
from leerweg.namespaces import NOTATION, RDF_TYPE, XSD
from leerweg.store import Question, Reader, Store, load_question
from leerweg.validation.shapes import load_shapes

__all__ = ["ElmExport"]

_PROFILE = "elm"
_ELM = "http://data.europa.eu/snb/model/elm/"
_SITES = NamedNode(_ELM + "organisation")
# What leads from an exported thing to an organisation, which is then described too.
_TO_ORGANISATIONS = {_SITES, *(NamedNode(_ELM + name) for name in ("accreditingAgent", "providedBy", "awardingBody"))}
_OF_A_DAY = ("elm_accreditations", "elm_learning_opportunities")


class ElmExport:
    """Exports the qualifications of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(self, qualifications: Sequence[str], *, on: date) -> tuple[Triple, ...]:
        """These qualifications (IRIs) with their learning outcomes, and who may teach and award them on a day.

        A part comes with its whole. Raises UnacceptableContentError when one lacks what the model asks (rule R32),
        which says what; StoreError.
        """
        with self._store.reader() as reader:
            asked = [NamedNode(iri) for iri in dict.fromkeys(qualifications)]
            named = list(dict.fromkeys((*asked, *_column(reader, "list_wholes", "whole", qualification=asked))))
            _refuse_incomplete(reader, named)
            triples = dict.fromkeys(_constructed(reader, "elm_qualifications", qualification=named))
            triples |= dict.fromkeys(_constructed(reader, "elm_learning_outcomes", qualification=named))
            for name in _OF_A_DAY:
                triples |= dict.fromkeys(_constructed(reader, name, qualification=named, on=_day(on)))
            triples |= dict.fromkeys(_organisations(reader, tuple(triples)))
            return tuple(sorted(triples, key=_place))


def _organisations(reader: Reader, triples: Sequence[Triple]) -> list[Triple]:
    """Every organisation that is mentioned, and the companies that mentioned workplaces belong to."""
    mentioned = [t.object for t in triples if t.predicate in _TO_ORGANISATIONS and isinstance(t.object, NamedNode)]
    sites = [t.object for t in triples if t.predicate == _SITES and isinstance(t.object, NamedNode)]
    companies = _column(reader, "list_companies", "company", site=sites) if sites else []
    wanted = sorted({*mentioned, *companies}, key=str)
    return _constructed(reader, "elm_organisations", organisation=wanted) if wanted else []


def _refuse_incomplete(reader: Reader, qualifications: Sequence[NamedNode]) -> None:
    """Hold the qualifications against the rules for publishing them in this model."""
    from leerweg.validation.shacl import validate_graph  # noqa: PLC0415  # only who exports pays for loading the engine

    triples = list(statements_about(reader, (iri.value for iri in qualifications)))
    findings = validate_graph(triples, (), load_shapes(_PROFILE)).findings
    if not findings:
        return
    codes = {t.subject: t.object.value for t in triples if t.predicate == NOTATION and isinstance(t.object, Literal)}
    told = {f"{codes.get(NamedNode(one.focus), one.focus)}: {one.message['en']}": one for one in findings}
    raise UnacceptableContentError(
        " ".join(told),
        where=f"rule {', '.join(sorted({one.rule for one in findings}))}",
        remedy=" ".join(dict.fromkeys(one.how_to_comply["en"] for one in findings)),
    )


def _constructed(reader: Reader, name: str, **slots: Literal | Sequence[NamedNode]) -> list[Triple]:
    return list(reader.construct(_question(name).bind(**slots)))


def _column(reader: Reader, name: str, column: str, **slots: Sequence[NamedNode]) -> list[NamedNode]:
    return [cast("NamedNode", row[column]) for row in reader.select(_question(name).bind(**slots))]


def _place(triple: Triple) -> tuple[str, bool, str, str]:
    """Thing by thing, what it is before what it has: a document that people can read."""
    return str(triple.subject), triple.predicate != RDF_TYPE, str(triple.predicate), str(triple.object)


def _day(on: date) -> Literal:
    return Literal(on.isoformat(), datatype=NamedNode(XSD + "date"))


@cache
def _question(name: str) -> Question:
    return load_question(Path(__file__).with_name(f"{name}.rq"))
