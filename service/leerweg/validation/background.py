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
from leerweg.namespaces import DCT, LW, PREF_LABEL, RDFS, SKOS

__all__ = ["Background", "load_background", "load_parameters"]

_HIERARCHIES = {NamedNode(RDFS + "subClassOf"), NamedNode(SKOS + "broader")}
_LABELS = {PREF_LABEL, NamedNode(RDFS + "label"), NamedNode(DCT + "title")}


@dataclass(frozen=True)
class Background:
    """What surrounds a document.

    `hierarchy` (classes, code lists and what their codes mean) belongs in the data that is validated; `labels` only in
    the report on it.
    """

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
                elif folder == "schemes" and triple.predicate.value.startswith(LW):
                    hierarchy.append(triple)  # what a code means, such as the routes that a readiness allows
                elif triple.predicate in _LABELS:
                    labels.append(triple)
    return Background(tuple(hierarchy), tuple(labels))


@cache
def load_parameters() -> tuple[Triple, ...]:
    """The legal numbers that are shipped, with the dates between which each holds."""
    return tuple(triple for file in assets.turtle_files(assets.data() / "parameters") for triple in _read(file))


def _read(file: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(file), rename_blank_nodes=True)]
