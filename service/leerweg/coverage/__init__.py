"""The questions people ask: who can teach what, how far, and where nobody can. Each is stated by an `.rq` file."""

from leerweg.coverage.atlas import CoverageAtlas
from leerweg.coverage.evidence import EvidenceSource
from leerweg.coverage.finding import Finder
from leerweg.coverage.index import IndexKeeper

__all__ = ["CoverageAtlas", "EvidenceSource", "Finder", "IndexKeeper"]
