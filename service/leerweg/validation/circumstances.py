"""The circumstances of a judgement, as statements that the shapes can read: the day, and what the document refers to.

They stand in the data beside the document, as every other thing a shape looks at, so that any SHACL engine can be
handed the same data. A document cannot state them: nobody may describe a word of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import LWSH, XSD

__all__ = ["JUDGEMENT", "Circumstances", "today"]

JUDGEMENT = NamedNode(LWSH + "judgement")
_ON = NamedNode(LWSH + "onDate")
_REFERS = NamedNode(LWSH + "refersTo")
_DATE = NamedNode(XSD + "date")


@dataclass(frozen=True)
class Circumstances:
    """`on` is the day the document is judged on; `base` what the IRIs of the graph's own things begin with.

    With an empty `base` nobody can say which things are unknown, and nothing is said of references.
    """

    on: date
    base: str = ""

    def statements(self, document: Iterable[Triple]) -> Iterator[Triple]:
        """The statements about this judgement; none for a document of our own that brings them itself."""
        triples = list(document)
        described: Collection[NamedNode | BlankNode | Triple] = {triple.subject for triple in triples}
        if JUDGEMENT in described:
            return
        yield Triple(JUDGEMENT, _ON, Literal(self.on.isoformat(), datatype=_DATE))
        if self.base:
            mentioned = dict.fromkeys(triple.object for triple in triples if isinstance(triple.object, NamedNode))
            for thing in mentioned:
                if thing.value.startswith(self.base) and thing not in described:
                    yield Triple(JUDGEMENT, _REFERS, thing)


def today() -> date:
    """The date where the validator runs."""
    return datetime.now(UTC).astimezone().date()
