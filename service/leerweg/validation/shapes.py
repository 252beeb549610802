"""The shapes as the engine needs them and as people read them, loaded from the Turtle files of the shapes folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, parse

from leerweg import assets
from leerweg.errors import ConfigurationError
from leerweg.namespaces import DCT, LWSH, NOTATION, RDF_TYPE, RDFS, SH

__all__ = ["LANGUAGES", "PUBLISHING", "Constraint", "Shape", "ShapeCollection", "load_shapes"]

LANGUAGES = ("nl", "fr", "en")
PUBLISHING = "publishing"

Subject = NamedNode | BlankNode | Triple
_HAS_PART = NamedNode(DCT + "hasPart")
_HOW_TO_COMPLY = NamedNode(LWSH + "howToComply")
_LABEL = NamedNode(RDFS + "label")
_PREFIXES = NamedNode(LWSH + "prefixes")
_SHAPE_CLASSES = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")}
_SOURCE = NamedNode(DCT + "source")


@dataclass(frozen=True)
class Constraint:
    """One SPARQL constraint of a shape: its query, prefixes included, and its own message per language, if any."""

    query: str
    message: Mapping[str, str]


@dataclass(frozen=True)
class Shape:
    """One rule, as it describes itself: texts per language, severity (`Violation`, `Warning`, `Info`), sources.

    `checks` holds the SHACL parameters it uses, such as `sh:minCount 1`; `targets` the classes it is held against.
    """

    iri: str
    rule: str
    severity: str
    name: Mapping[str, str]
    message: Mapping[str, str]
    how_to_comply: Mapping[str, str]
    sources: tuple[str, ...]
    group: str
    group_name: Mapping[str, str]
    order: tuple[int, int]
    targets: tuple[str, ...]
    path: str
    checks: Mapping[str, str]
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class ShapeCollection:
    """The shapes of one profile: `shapes` by IRI in reading order, `triples` for an engine."""

    profile: str
    shapes: Mapping[str, Shape]
    triples: tuple[Triple, ...]


@cache
def load_shapes(profile: str = PUBLISHING, folder: Path | None = None) -> ShapeCollection:
    """The shapes that `profiles/<profile>.ttl` names by dct:hasPart, from `folder` (the shipped one if None).

    Raises ConfigurationError for a profile that does not exist or that names a shape that does not exist.
    """
    place = folder or assets.shapes()
    graph = _Graph(triple for file in sorted(place.glob("*.ttl")) for triple in _read(file))
    members = _members(place / "profiles" / f"{profile}.ttl", profile)
    for member in members:
        if not _SHAPE_CLASSES & set(graph.objects(member, RDF_TYPE)):
            raise ConfigurationError(
                f"The profile '{profile}' names a shape that does not exist: {member.value}.",
                where=f"shapes/profiles/{profile}.ttl",
                remedy="Correct the IRI, or add the shape.",
            )
    described = sorted((_describe(graph, member) for member in members), key=lambda shape: (shape.order, shape.iri))
    kept: dict[Triple, None] = {}
    for start in (*members, _PREFIXES):
        graph.collect(start, kept)
    return ShapeCollection(profile, {shape.iri: shape for shape in described}, tuple(kept))


class _Graph:
    """Triples by subject."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._of: dict[Subject, list[Triple]] = {}
        for triple in triples:
            self._of.setdefault(triple.subject, []).append(triple)

    def objects(self, subject: Subject, predicate: NamedNode) -> list[NamedNode | BlankNode | Literal | Triple]:
        return [triple.object for triple in self._of.get(subject, ()) if triple.predicate == predicate]

    def texts(self, subject: Subject, predicate: NamedNode) -> dict[str, str]:
        found = [term for term in self.objects(subject, predicate) if isinstance(term, Literal)]
        by_language = {term.language or "": term.value for term in found}
        return {language: by_language[language] for language in (*LANGUAGES, "") if language in by_language}

    def values(self, subject: Subject, predicate: NamedNode) -> tuple[str, ...]:
        found = self.objects(subject, predicate)
        return tuple(sorted(term.value for term in found if isinstance(term, NamedNode | Literal)))

    def value(self, subject: Subject, predicate: NamedNode, default: str = "") -> str:
        return next(iter(self.values(subject, predicate)), default)

    def about(self, subject: Subject) -> list[Triple]:
        return self._of.get(subject, [])

    def collect(self, subject: Subject, into: dict[Triple, None]) -> None:
        """Add what is said of a subject, and of the nameless parts it is built from."""
        for triple in self.about(subject):
            into[triple] = None
            if isinstance(triple.object, BlankNode):
                self.collect(triple.object, into)


def _read(file: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(file), rename_blank_nodes=True)]


def _members(file: Path, profile: str) -> tuple[NamedNode, ...]:
    if not file.is_file():
        known = ", ".join(sorted(path.stem for path in file.parent.glob("*.ttl")))
        raise ConfigurationError(f"There is no shapes profile '{profile}'.", remedy=f"Choose one of: {known}.")
    parts = {triple.object for triple in _read(file) if triple.predicate == _HAS_PART}
    return tuple(sorted((part for part in parts if isinstance(part, NamedNode)), key=str))


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


_CHECKS = ("minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "in")


def _constraint(graph: _Graph, node: NamedNode | BlankNode) -> Constraint:
    declarations = [
        f"PREFIX {graph.value(entry, _sh('prefix'))}: <{graph.value(entry, _sh('namespace'))}>"
        for entry in graph.objects(_PREFIXES, _sh("declare"))
        if isinstance(entry, BlankNode)
    ]
    query = "\n".join((*sorted(declarations), graph.value(node, _sh("select"))))
    return Constraint(query, graph.texts(node, _sh("message")))


def _describe(graph: _Graph, shape: NamedNode) -> Shape:
    group = graph.objects(shape, _sh("group"))
    group_node = group[0] if group and isinstance(group[0], NamedNode) else shape
    own_order = int(graph.value(shape, _sh("order"), "0"))
    constraints = [term for term in graph.objects(shape, _sh("sparql")) if isinstance(term, BlankNode | NamedNode)]
    return Shape(
        iri=shape.value,
        rule=graph.value(shape, NOTATION),
        severity=graph.value(shape, _sh("severity"), SH + "Violation").removeprefix(SH),
        name=graph.texts(shape, _sh("name")),
        message=graph.texts(shape, _sh("message")),
        how_to_comply=graph.texts(shape, _HOW_TO_COMPLY),
        sources=graph.values(shape, _SOURCE),
        group=group_node.value,
        group_name=graph.texts(group_node, _LABEL),
        order=(int(graph.value(group_node, _sh("order"), "0")), own_order),
        targets=graph.values(shape, _sh("targetClass")),
        path=graph.value(shape, _sh("path")),
        checks={name: graph.value(shape, _sh(name)) for name in _CHECKS if graph.values(shape, _sh(name))},
        constraints=tuple(sorted((_constraint(graph, node) for node in constraints), key=lambda one: one.query)),
    )
