"""What the shapes say of themselves, by node."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import RDF

__all__ = ["Description", "Node"]

Node = NamedNode | BlankNode
_FIRST, _REST = NamedNode(RDF + "first"), NamedNode(RDF + "rest")


class Description:
    """The triples of shapes, by subject."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._of: dict[object, list[Triple]] = {}
        for triple in triples:
            self._of.setdefault(triple.subject, []).append(triple)

    def about(self, node: Node) -> list[Triple]:
        """What is said of a node."""
        return self._of.get(node, [])

    def values(self, node: Node, predicate: NamedNode) -> list[NamedNode | BlankNode | Literal]:
        """The values of one property of a node."""
        found = (triple.object for triple in self.about(node) if triple.predicate == predicate)
        return [term for term in found if not isinstance(term, Triple)]

    def nodes(self, node: Node, predicate: NamedNode) -> list[Node]:
        """The values that are no literals."""
        return [term for term in self.values(node, predicate) if not isinstance(term, Literal)]

    def literal(self, node: Node, predicate: NamedNode) -> str | None:
        """The one literal value, if there is one."""
        return next((term.value for term in self.values(node, predicate) if isinstance(term, Literal)), None)

    def members(self, head: Node) -> list[Node]:
        """The nodes of an RDF list."""
        return [item for item in self.items(head) if not isinstance(item, Literal)]

    def items(self, head: Node) -> list[NamedNode | BlankNode | Literal]:
        """The members of an RDF list."""
        found = []
        while first := self.values(head, _FIRST):
            found.append(first[0])
            (head,) = self.nodes(head, _REST) or (BlankNode(),)
        return found
