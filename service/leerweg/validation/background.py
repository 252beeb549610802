"""What the rules take for granted: class hierarchy and code lists of the ontology, and the dated legal numbers.

It comes from our own files, never from the document that is judged: a document that could state that its own class
is a subclass of ours, or that twelve hours are enough, could approve of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple, parse

from leerweg import assets
from leerweg.namespaces import PREF_LABEL, RDFS, SKOS

__all__ = ["Background", "load_background", "load_parameters"]

_HIERARCHIES = {NamedNode(RDFS + "subClassOf"), NamedNode(SKOS + "broader")}
_LABELS = {PREF_LABEL, NamedNode(RDFS + "label")}


@dataclass(frozen=True)
class Background:
    """`hierarchy` (classes and code lists) belongs in the data that is validated; `labels` only in its report."""

    hierarchy: tuple[Triple, ...]
    labels: tuple[Triple, ...]


@cache
def load_background() -> Background:
    """The hierarchies and labels of the ontology's modules and code lists."""
    hierarchy: list[Triple] = []
    labels: list[Triple] = []
    for folder in ("modules", "schemes"):
        for file in assets.turtle_files(assets.ontology() / folder):
            for triple in _read(file):
                if triple.predicate in _HIERARCHIES and isinstance(triple.object, NamedNode):
                    hierarchy.append(triple)
                elif triple.predicate in _LABELS:
                    labels.append(triple)
    return Background(tuple(hierarchy), tuple(labels))


@cache
def load_parameters() -> tuple[Triple, ...]:
    """The legal numbers that are shipped, with the dates between which each holds."""
    return tuple(triple for file in assets.turtle_files(assets.data() / "parameters") for triple in _read(file))


def _read(file: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(file), rename_blank_nodes=True)]
