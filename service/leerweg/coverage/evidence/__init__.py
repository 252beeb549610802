"""What the graph has to say to a question: asked in SPARQL, or read from the index; both say the same."""

from leerweg.coverage.evidence.indexed import IndexedEvidence
from leerweg.coverage.evidence.port import Count, Evidence, Proved, Taught
from leerweg.coverage.evidence.queried import QueriedEvidence
from leerweg.coverage.evidence.source import EvidenceSource

__all__ = ["Count", "Evidence", "EvidenceSource", "IndexedEvidence", "Proved", "QueriedEvidence", "Taught"]
