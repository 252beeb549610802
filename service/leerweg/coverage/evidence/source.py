"""Where evidence comes from: the index where there is one of this revision, else the store itself."""

from __future__ import annotations

from leerweg.coverage.evidence.indexed import IndexedEvidence
from leerweg.coverage.evidence.port import Evidence
from leerweg.coverage.evidence.queried import QueriedEvidence
from leerweg.coverage.index import IndexKeeper
from leerweg.store import Reader

__all__ = ["EvidenceSource"]


class EvidenceSource:
    """Evidence for readers of one store; `keeper` None: a store of which no index is kept."""

    def __init__(self, keeper: IndexKeeper | None = None) -> None:
        self._keeper = keeper
        self._indexed: IndexedEvidence | None = None

    def of(self, reader: Reader) -> Evidence:
        """The evidence at the revision that `reader` shows."""
        index = self._keeper.at(reader.revision) if self._keeper else None
        if index is None:
            return QueriedEvidence(reader)
        indexed = self._indexed
        if indexed is None or indexed.index is not index:
            indexed = self._indexed = IndexedEvidence(index)
        return indexed
