"""One trajectory of the example region, to show what a filled workbook looks like."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, parse

from leerweg import assets
from leerweg.namespaces import RDF_TYPE, Identifiers
from leerweg.validation.workbook.form import Form, load_form

__all__ = ["example_triples"]


def example_triples(identifiers: Identifiers) -> list[Triple]:
    """What the example says of its first trajectory, and of whatever hangs on it that the form has room for."""
    form = load_form()
    triples = [
        quad.triple
        for file in assets.turtle_files(assets.data() / "example")
        for quad in parse(path=str(file), format=RdfFormat.TURTLE, base_iri=identifiers.base)
    ]
    described = _described(form, triples)
    linked = [triple for triple in triples if triple.subject in described]
    first = next(triple.subject for triple in linked if triple.object == form.sheets[0].target)
    found: set[object] = set()
    waiting: set[object] = {first}
    while waiting:
        found |= waiting
        reached = {triple.object for triple in linked if triple.subject in waiting}
        reached |= {triple.subject for triple in linked if triple.object in waiting}
        waiting = (reached & described) - found
    return [triple for triple in linked if triple.subject in found]


def _described(form: Form, triples: Iterable[Triple]) -> set[object]:
    """The things of which the form has a sheet."""
    types = [(triple.subject, triple.object) for triple in triples if triple.predicate == RDF_TYPE]
    return {subject for subject, kind in types if any(sheet.holds((kind,)) for sheet in form.sheets)}
