"""Shapes made weaker, one small step at a time: what the cases must notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import LW, RDF, SH

__all__ = ["Mutant", "mutants_of", "parameter_mutants", "shape_triples"]

# Constraints that stand or fall by themselves; without one the shape asks less.
_DROPPED = frozenset(
    SH + name
    for name in (
        "minCount", "maxCount", "datatype", "class", "nodeKind", "in", "pattern", "hasValue", "uniqueLang",
        "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "lessThan",
        "lessThanOrEquals", "property", "node", "not", "and", "or", "xone", "sparql", "targetClass",
        "targetSubjectsOf", "targetObjectsOf", "qualifiedMinCount", "qualifiedMaxCount",
    )
)  # fmt: skip
_BOUNDS = {SH + name: step for name, step in (
    ("minCount", -1), ("maxCount", 1), ("minInclusive", -1), ("maxInclusive", 1), ("minExclusive", -1),
    ("maxExclusive", 1), ("minLength", -1), ("maxLength", 1), ("qualifiedMinCount", -1), ("qualifiedMaxCount", 1),
)}  # fmt: skip
_SELECT = SH + "select"
_FIRST = RDF + "first"
# Small changes of a query's text, each where it stands: a bound let go or moved, a condition turned.
_TURNED = (
    (r"<=", "<"), (r">=", ">"), (r"(?<![<>=!?])<(?![=\w:/#h])", "<="), (r"(?<![<>=!?^])>(?![=.;,])(?=\s)", ">="),
    (r"(?<![<>!])=(?!=)", "!="), (r"!=", "="), (r"&&", "||"), (r"\|\|", "&&"), (r"NOT EXISTS", "EXISTS"),
    (r"(?<!NOT )EXISTS", "NOT EXISTS"), (r", false\)", ", true)"), (r", true\)", ", false)"),
    (r"(?<=[<>=+\-*] )(\d+)\b", "{+1}"), (r"(?<=[<>=+\-*] )(\d+)\b", "{-1}"), (r"\bMIN\b", "MAX"),
    (r"\bMAX\b", "MIN"), (r"\bSUM\b", "MAX"), (r"COUNT\(DISTINCT ", "COUNT("), (r"\s\+\s", " - "), (r"\s-\s", " + "),
)  # fmt: skip
_BLOCKS = ("FILTER", "OPTIONAL", "FILTER NOT EXISTS", "FILTER EXISTS", "MINUS", "BIND")


@dataclass(frozen=True)
class Mutant:
    """One change: which shape or number, what was done, and all triples with the change in them."""

    shape: str
    change: str
    triples: tuple[Triple, ...]


def mutants_of(triples: list[Triple], shape: NamedNode) -> Iterator[Mutant]:
    """Every mutant of one shape in a file of shapes."""
    for place in _places(triples, shape):
        stated = triples[place]
        name = stated.predicate.value
        short = name.removeprefix(SH)
        if name in _DROPPED:
            yield _mutant(shape, f"without sh:{short} {_shown(stated)}", triples, place, None)
        if name in _BOUNDS and isinstance(stated.object, Literal):
            bound = Literal(str(int(float(stated.object.value)) + _BOUNDS[name]), datatype=stated.object.datatype)
            yield _mutant(shape, f"sh:{short} {bound.value} for {stated.object.value}", triples, place, bound)
        if name == _SELECT and isinstance(stated.object, Literal):
            for change, text in _turned(stated.object.value):
                yield _mutant(shape, change, triples, place, Literal(text))


def parameter_mutants(triples: list[Triple]) -> Iterator[Mutant]:
    """Every dated number, one more and one less."""
    for place, triple in enumerate(triples):
        if triple.predicate.value == LW + "parameterValue" and isinstance(triple.object, Literal):
            for step in (-1, 1):
                value = float(triple.object.value) + step
                text = str(int(value)) if value == int(value) else str(value)
                moved = Literal(text, datatype=triple.object.datatype)
                name = str(triple.subject)
                yield _mutant(NamedNode(name.strip("<>")), f"{text} for {triple.object.value}", triples, place, moved)


def shape_triples(triples: list[Triple], shape: NamedNode) -> list[Triple]:
    """The triples of one shape, and of the shapes that it refers to."""
    described = {triple.subject for triple in triples}
    wanted, seen, found = [shape], {shape}, list[Triple]()
    while wanted:
        node = wanted.pop()
        for place in _places(triples, node):
            found.append(triples[place])
            other = triples[place].object
            if isinstance(other, NamedNode) and other in described and other not in seen:
                seen.add(other)
                wanted.append(other)
    return found


def _places(triples: list[Triple], shape: NamedNode) -> list[int]:
    """Where the triples of a shape stand, those of its nameless parts included."""
    by_subject: dict[object, list[int]] = {}
    for place, triple in enumerate(triples):
        by_subject.setdefault(triple.subject, []).append(place)
    wanted: list[NamedNode | BlankNode] = [shape]
    found: list[int] = []
    seen: set[object] = set()
    while wanted:
        node = wanted.pop()
        if node not in seen:
            seen.add(node)
            places = by_subject.get(node, [])
            found += places
            wanted += [part for place in places if isinstance(part := triples[place].object, BlankNode)]
    return sorted(found)


def _mutant(shape: NamedNode, change: str, triples: list[Triple], place: int, value: Literal | None) -> Mutant:
    stated = triples[place]
    put = [] if value is None else [Triple(stated.subject, stated.predicate, value)]
    return Mutant(shape.value, change, (*triples[:place], *put, *triples[place + 1 :]))


def _turned(query: str) -> Iterator[tuple[str, str]]:
    for pattern, replacement in _TURNED:
        for match in re.finditer(pattern, query):
            new = replacement
            if replacement in {"{+1}", "{-1}"}:
                new = str(int(match[0]) + (1 if replacement == "{+1}" else -1))
            yield (
                f"{_line(query, match.start())} [{match[0].strip()} → {new.strip()}]",
                (query[: match.start()] + new + query[match.end() :]),
            )
    for keyword in _BLOCKS:
        for match in re.finditer(rf"\b{keyword}\s*(?=[({{])", query):
            end = _closing(query, match.end())
            yield f"{_line(query, match.start())} [without {keyword}]", query[: match.start()] + query[end:]


def _closing(text: str, start: int) -> int:
    """The place behind the bracket that closes the one at `start`."""
    pairs = {"(": ")", "{": "}"}
    opened, depth = text[start], 0
    for place in range(start, len(text)):
        if text[place] == opened:
            depth += 1
        elif text[place] == pairs[opened]:
            depth -= 1
            if depth == 0:
                return place + 1
    return len(text)


def _line(text: str, place: int) -> str:
    return " ".join(text[text.rfind("\n", 0, place) + 1 : (text.find("\n", place) + 1 or len(text))].split())


def _shown(triple: Triple) -> str:
    return triple.object.value if isinstance(triple.object, NamedNode | Literal) else "(…)"
