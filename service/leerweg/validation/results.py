"""A result of holding data against shapes, before anybody reads it: which shape, which thing, which value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode

from leerweg.validation.shapes import Constraint, Shape

__all__ = ["Result", "Term"]

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Result:
    """One result as the engine gives it; for a SPARQL constraint also which one, and what its query answered.

    `part` is the node of the shape, or of the shape within it, that found it; `details` are the failures underneath.
    """

    shape: Shape
    focus: Term
    path: NamedNode | None
    value: Term | None
    component: str
    constraint: Constraint | None = None
    answers: Mapping[str, Term] = field(default_factory=dict)
    part: str = ""
    details: tuple[Result, ...] = ()
