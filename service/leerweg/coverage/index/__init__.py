"""The graph as arrays: an index derived from one revision, from which the questions are answered in milliseconds."""

from leerweg.coverage.index.coverage_index import CoverageIndex, build_index
from leerweg.coverage.index.keeper import IndexKeeper
from leerweg.coverage.index.statements import DoubtError

__all__ = ["CoverageIndex", "DoubtError", "IndexKeeper", "build_index"]
