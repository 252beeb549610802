"""The circumstances of a judgement, as statements that the shapes can read.

They are the day, what the document refers to, and which mandates it states itself. They stand in the data beside the
document, as every other thing a shape looks at, so that any SHACL engine can be handed the same data. A document cannot
state them: nobody may describe a word of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import LWSH, XSD, lw

__all__ = ["JUDGEMENT", "Circumstances", "today"]

JUDGEMENT = NamedNode(LWSH + "judgement")
_ON = NamedNode(LWSH + "onDate")
_REFERS = NamedNode(LWSH + "refersTo")
_MANDATES = NamedNode(LWSH + "mandatesItself")
_DATE = NamedNode(XSD + "date")
_MANDATE_OF = lw("mandateOf")
_REACH = frozenset((_MANDATE_OF, *map(lw, ("mandateFor", "sector", "validFrom", "validUntil"))))


@dataclass(frozen=True)
class Circumstances:
    """`on` is the day the document is judged on; `base` what the IRIs of the graph's own things begin with.

    With an empty `base` nobody can say which things are unknown, and nothing is said of references.
    """

    on: date
    base: str = ""

    def statements(self, document: Iterable[Triple], published: Iterable[Triple] = ()) -> Iterator[Triple]:
        """The statements about this judgement; none for a document of our own that brings them itself.

        A mandate is the document's own unless what is `published` gives it the same holder, purpose, sector and dates.
        """
        triples = list(document)
        described: Collection[NamedNode | BlankNode | Triple] = {triple.subject for triple in triples}
        if JUDGEMENT in described:
            return
        yield Triple(JUDGEMENT, _ON, Literal(self.on.isoformat(), datatype=_DATE))
        mine, theirs = _mandates(triples), _mandates(published)
        for mandate, reach in mine.items():
            if theirs.get(mandate) != reach:
                yield Triple(JUDGEMENT, _MANDATES, mandate)
        if self.base:
            mentioned = dict.fromkeys(triple.object for triple in triples if isinstance(triple.object, NamedNode))
            for thing in mentioned:
                if thing.value.startswith(self.base) and thing not in described:
                    yield Triple(JUDGEMENT, _REFERS, thing)


def _mandates(triples: Iterable[Triple]) -> dict[NamedNode | BlankNode, set[Triple]]:
    """Each mandate with the statements that decide what it allows."""
    stated = [triple for triple in triples if triple.predicate in _REACH]
    found: dict[NamedNode | BlankNode, set[Triple]] = {
        triple.subject: set()
        for triple in stated
        if triple.predicate == _MANDATE_OF and isinstance(triple.subject, NamedNode | BlankNode)
    }
    for triple in stated if found else ():
        if isinstance(triple.subject, NamedNode | BlankNode) and triple.subject in found:
            found[triple.subject].add(triple)
    return found


def today() -> date:
    """The date where the validator runs."""
    return datetime.now(UTC).astimezone().date()
