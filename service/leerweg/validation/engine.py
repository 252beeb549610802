"""From data and shapes to results: evaluated here where our shapes allow it, else by the reference engine."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from pyoxigraph import Store

from leerweg.validation.evaluation import Found, UnsupportedShapesError, evaluate
from leerweg.validation.results import Result
from leerweg.validation.shapes import ShapeCollection

__all__ = ["run_engine"]


def run_engine(store: Store, collection: ShapeCollection, among: AbstractSet[object] | None = None) -> list[Result]:
    """Every result of holding the data in `store` against the shapes of this collection, in no particular order.

    With `among` only what these things break.
    """
    try:
        return [_result(found, collection) for found in evaluate(store, collection, among)]
    except UnsupportedShapesError:
        from leerweg.validation.reference_engine import run_reference  # noqa: PLC0415  # a second to load, rarely needed

        results = run_reference(store, collection)
        return [result for result in results if among is None or result.focus in among]


def _result(found: Found, collection: ShapeCollection) -> Result:
    details = (_result(detail, collection) for detail in found.details)
    return Result(
        shape=collection.shapes[collection.parts[found.part.value].owner],
        focus=found.focus,
        path=found.path,
        value=found.value,
        component=found.component,
        constraint=found.constraint,
        answers=found.answers,
        part=found.part.value,
        details=tuple(sorted(details, key=lambda one: (str(one.focus), str(one.path), one.component, str(one.value)))),
    )
