"""The remedies that are stated beside the rules: how a breach can be mended, as queries that look for the ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple, parse

from leerweg import assets
from leerweg.namespaces import LWSH, RDF_TYPE, SH
from leerweg.validation.shapes import LANGUAGES, sparql_prefixes

__all__ = ["Remedy", "load_remedies"]

_REMEDY = NamedNode(LWSH + "Remedy")


@dataclass(frozen=True)
class Remedy:
    """One way to mend breaches of the rule `shape`.

    `ways` is a SELECT query that is asked with $this, ?value and ?path of the breach, and with whatever the query of
    the rule answered; each row is a way. `adds` and `removes`
    are CONSTRUCT queries that are asked with the variables of a row: the triples of the change. `message` says what to
    do, with the variables in braces; remedies of lower `order` come first.
    """

    iri: str
    shape: str
    order: int
    message: Mapping[str, str]
    ways: str
    adds: str
    removes: str


@cache
def load_remedies(folder: Path | None = None) -> Mapping[str, tuple[Remedy, ...]]:
    """The remedies of `remedies/*.ttl` in the folder of shapes (the shipped one if None), by the rule they mend."""
    place = folder or assets.shapes()
    prefixes = sparql_prefixes(folder)
    remedies: dict[str, list[Remedy]] = {}
    for file in sorted((place / "remedies").glob("*.ttl")):
        triples = [quad.triple for quad in parse(path=str(file))]
        for stated in triples:
            if stated.predicate == RDF_TYPE and stated.object == _REMEDY and isinstance(stated.subject, NamedNode):
                remedy = _remedy(stated.subject, [one for one in triples if one.subject == stated.subject], prefixes)
                remedies.setdefault(remedy.shape, []).append(remedy)
    return {shape: tuple(sorted(own, key=lambda one: (one.order, one.iri))) for shape, own in remedies.items()}


def _remedy(node: NamedNode, about: list[Triple], prefixes: str) -> Remedy:
    values = {triple.predicate.value: triple.object for triple in about}

    def text(predicate: str) -> str:
        value = values.get(predicate)
        return f"{prefixes}\n{value.value}" if isinstance(value, Literal) else ""

    messages = (one.object for one in about if one.predicate.value == SH + "message")
    said = {literal.language or "": literal.value for literal in messages if isinstance(literal, Literal)}
    shape, order = values[LWSH + "mends"], values.get(SH + "order")
    return Remedy(
        node.value,
        shape.value if isinstance(shape, NamedNode) else "",
        int(order.value) if isinstance(order, Literal) else 0,
        {language: said[language] for language in LANGUAGES if language in said},
        text(SH + "select"),
        text(LWSH + "adds"),
        text(LWSH + "removes"),
    )
