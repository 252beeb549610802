"""The shapes as the engine needs them and as people read them, loaded from the Turtle files of the shapes folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, parse

from leerweg import assets
from leerweg.errors import ConfigurationError
from leerweg.namespaces import DCT, LWSH, NOTATION, OWL, RDF, RDF_TYPE, RDFS, SH

__all__ = [
    "DRAFT",
    "LANGUAGES",
    "PUBLISHING",
    "STAGES",
    "Constraint",
    "Part",
    "Shape",
    "ShapeCollection",
    "known_profiles",
    "load_shapes",
    "sparql_prefixes",
]

LANGUAGES = ("nl", "fr", "en")
DRAFT = "draft"
"""The profile that somebody's own document is held against unless they choose another."""

PUBLISHING = "publishing"
"""The profile of what everybody may read."""

STAGES = (DRAFT, "ready-to-sign", "running", PUBLISHING)
"""The profiles that a trajectory comes past, in that order."""

Subject = NamedNode | BlankNode | Triple
_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")
_HOW_TO_COMPLY = NamedNode(LWSH + "howToComply")
_IMPORTS = NamedNode(OWL + "imports")
_FILES = "https://w3id.org/leerweg/shapes/"
_PROFILES = "profiles/"
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
class Part:
    """What a shape, or a shape within it, checks: its SHACL parameters, such as `sh:minCount 1`, by name.

    `choices` are the values that sh:in allows; `owner` is the IRI of the rule that the shape belongs to.
    """

    owner: str
    path: str
    checks: Mapping[str, str]
    choices: tuple[NamedNode | Literal, ...] = ()


@dataclass(frozen=True)
class Shape:
    """One rule, as it describes itself: texts per language, severity (`Violation`, `Warning`, `Info`), sources.

    `checks` holds the SHACL parameters it uses, such as `sh:minCount 1`; `targets` the classes it is held against, or
    the properties whose subjects or objects it is held against.
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
    """The shapes of one profile: `shapes` by IRI in reading order, `triples` for an engine.

    `parts` has what each shape and each shape within it checks, `constraints` every SPARQL constraint, by IRI or label
    of its node; `name` is what people call the profile, per language.
    """

    profile: str
    shapes: Mapping[str, Shape]
    triples: tuple[Triple, ...]
    parts: Mapping[str, Part]
    name: Mapping[str, str]
    constraints: Mapping[str, Constraint]


@cache
def load_shapes(profile: str = PUBLISHING, folder: Path | None = None) -> ShapeCollection:
    """The shapes of the files and profiles that `profiles/<profile>.ttl` imports, from `folder` (the shipped if None).

    Raises ConfigurationError for a profile that does not exist or that imports what does not exist.
    """
    place = folder or assets.shapes()
    graph = _Graph(triple for file in sorted(place.glob("*.ttl")) for triple in _read(file))
    members = _members(place, profile, graph)
    described = sorted((_describe(graph, member) for member in members), key=lambda shape: (shape.order, shape.iri))
    kept: dict[Triple, None] = {}
    parts: dict[str, Part] = {}
    for start in (*members, _PREFIXES):
        within: dict[Triple, None] = {}
        graph.collect(start, within)
        kept |= within
        for node in dict.fromkeys(triple.subject for triple in within):
            if isinstance(node, NamedNode | BlankNode):
                parts.setdefault(node.value, _part(graph, node, start.value))
    name = _Graph(_read(place / "profiles" / f"{profile}.ttl")).texts(NamedNode(LWSH + profile), _LABEL)
    called = {language: name.get(language, profile) for language in LANGUAGES}
    stated = {triple.object for triple in kept if triple.predicate == _sh("sparql")}
    constraints = {
        node.value: _constraint(graph, node)
        for node in sorted(stated, key=str)
        if isinstance(node, NamedNode | BlankNode)
    }
    return ShapeCollection(profile, {shape.iri: shape for shape in described}, tuple(kept), parts, called, constraints)


def sparql_prefixes(folder: Path | None = None) -> str:
    """The prologue of every query that stands beside the shapes: the prefixes that they share."""
    return _declarations(_Graph(_read((folder or assets.shapes()) / "prefixes.ttl")))


def known_profiles(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the profiles that there are: first those that a trajectory comes past, in that order."""
    names = sorted(file.stem for file in ((folder or assets.shapes()) / "profiles").glob("*.ttl"))
    rank = {name: position for position, name in enumerate(STAGES)}
    return tuple(sorted(names, key=lambda name: rank.get(name, len(rank))))


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
        """Add what is said of a subject, and of the parts it is built from: nameless ones, and shapes it refers to."""
        for triple in self.about(subject):
            if triple in into:
                continue
            into[triple] = None
            part = triple.object
            if isinstance(part, BlankNode) or (isinstance(part, NamedNode) and self._is_shape(part)):
                self.collect(part, into)

    def members(self, head: NamedNode | BlankNode) -> Iterator[NamedNode | Literal]:
        """The members of an RDF list."""
        while items := self.objects(head, _FIRST):
            if isinstance(items[0], NamedNode | Literal):
                yield items[0]
            rest = self.objects(head, _REST)
            if not rest or not isinstance(rest[0], NamedNode | BlankNode):
                return
            head = rest[0]

    def is_rule(self, node: NamedNode) -> bool:
        """Whether it is a shape that people know by a number."""
        return self._is_shape(node) and bool(self.objects(node, NOTATION))

    def _is_shape(self, node: NamedNode) -> bool:
        return bool(_SHAPE_CLASSES & set(self.objects(node, RDF_TYPE)))


def _read(file: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(file), rename_blank_nodes=True)]


def _members(place: Path, profile: str, graph: _Graph) -> tuple[NamedNode, ...]:
    """The rules of a profile: the shapes with a number in the files that it, or a profile it imports, imports."""
    file = place / "profiles" / f"{profile}.ttl"
    if not file.is_file():
        known = ", ".join(known_profiles(place))
        raise ConfigurationError(f"There is no shapes profile '{profile}'.", remedy=f"Choose one of: {known}.")
    found: set[NamedNode] = set()
    imports = (triple.object for triple in _read(file) if triple.predicate == _IMPORTS)
    for name in sorted(item.value.removeprefix(_FILES) for item in imports if isinstance(item, NamedNode)):
        topic = place / f"{name}.ttl"
        if name.startswith(_PROFILES):
            found.update(_members(place, name.removeprefix(_PROFILES), graph))
        elif topic.is_file():
            subjects = {triple.subject for triple in _read(topic)}
            found.update(node for node in subjects if isinstance(node, NamedNode) and graph.is_rule(node))
        else:
            raise ConfigurationError(
                f"The profile '{profile}' imports shapes that do not exist: {name}.",
                where=f"shapes/profiles/{profile}.ttl",
                remedy="Correct the IRI, or add the file.",
            )
    return tuple(sorted(found, key=str))


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


_CHECKS = (
    *("minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "hasValue", "uniqueLang"),
    *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength"),
    *("lessThan", "lessThanOrEquals"),
)
_TARGETS = ("targetClass", "targetObjectsOf", "targetSubjectsOf")


def _part(graph: _Graph, node: NamedNode | BlankNode, owner: str) -> Part:
    listed = graph.objects(node, _sh("in"))
    return Part(
        owner,
        graph.value(node, _sh("path")),
        {name: graph.value(node, _sh(name)) for name in _CHECKS if graph.values(node, _sh(name))},
        tuple(graph.members(listed[0])) if listed and isinstance(listed[0], NamedNode | BlankNode) else (),
    )


def _constraint(graph: _Graph, node: NamedNode | BlankNode) -> Constraint:
    query = f"{_declarations(graph)}\n{graph.value(node, _sh('select'))}"
    return Constraint(query, graph.texts(node, _sh("message")))


def _declarations(graph: _Graph) -> str:
    entries = (entry for entry in graph.objects(_PREFIXES, _sh("declare")) if isinstance(entry, BlankNode))
    return "\n".join(
        sorted(
            f"PREFIX {graph.value(entry, _sh('prefix'))}: <{graph.value(entry, _sh('namespace'))}>" for entry in entries
        )
    )


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
        targets=tuple(target for name in _TARGETS for target in graph.values(shape, _sh(name))),
        path=graph.value(shape, _sh("path")),
        checks=_part(graph, shape, shape.value).checks,
        constraints=tuple(sorted((_constraint(graph, node) for node in constraints), key=lambda one: one.query)),
    )
