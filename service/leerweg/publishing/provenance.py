"""The provenance record of a publication: what came from where, when, how much of it, and what it replaces (PROV-O)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Delivery
from leerweg.namespaces import DCT, PROV, RDF_TYPE, XSD, lw, scheme

__all__ = ["Counts", "Former", "record_publication", "retire_publication"]

_STATUS = lw("publicationStatus")
_CURRENT = scheme("publication-status", "current")
_SUPERSEDED = scheme("publication-status", "superseded")


@dataclass(frozen=True)
class Counts:
    """Records of a delivery by outcome, and the former delivery's records that it no longer states."""

    accepted: int
    unchanged: int
    rejected: int
    gone: int = 0


@dataclass(frozen=True)
class Former:
    """The publication that stands before a new delivery of the same data set."""

    graph: NamedNode
    digest: str
    version: int
    counts: Counts


def record_publication(
    graph: NamedNode, delivery: Delivery, version: int, counts: Counts, former: Former | None
) -> tuple[Triple, ...]:
    """The triples that the catalogue gains for a new publication."""
    now = _now()
    record = [
        Triple(graph, RDF_TYPE, lw("Publication")),
        Triple(graph, NamedNode(DCT + "title"), Literal(delivery.title)),
        Triple(graph, NamedNode(PROV + "generatedAtTime"), now),
        Triple(graph, lw("sourceName"), Literal(delivery.source)),
        Triple(graph, lw("datasetKey"), Literal(delivery.key)),
        Triple(graph, lw("digest"), Literal(delivery.digest)),
        Triple(graph, lw("versionNumber"), Literal(version)),
        Triple(graph, lw("acceptedRecords"), Literal(counts.accepted)),
        Triple(graph, lw("unchangedRecords"), Literal(counts.unchanged)),
        Triple(graph, lw("rejectedRecords"), Literal(counts.rejected)),
        Triple(graph, _STATUS, _CURRENT),
    ]
    record += [Triple(graph, NamedNode(DCT + "source"), Literal(name)) for name in delivery.origin]
    if delivery.licence:
        record.append(Triple(graph, NamedNode(DCT + "rights"), Literal(delivery.licence)))
    if delivery.issued:
        record.append(Triple(graph, NamedNode(DCT + "issued"), Literal(delivery.issued)))
    if former is not None:
        record += [
            Triple(graph, NamedNode(PROV + "wasRevisionOf"), former.graph),
            Triple(former.graph, _STATUS, _SUPERSEDED),
            Triple(former.graph, NamedNode(DCT + "isReplacedBy"), graph),
            Triple(former.graph, NamedNode(PROV + "invalidatedAtTime"), now),
        ]
    return tuple(record)


def retire_publication(former: Former | None) -> tuple[Triple, ...]:
    """The triples that the catalogue loses when a publication is superseded."""
    return (Triple(former.graph, _STATUS, _CURRENT),) if former is not None else ()


def _now() -> Literal:
    instant = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Literal(instant, datatype=NamedNode(XSD + "dateTime"))
