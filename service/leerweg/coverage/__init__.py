"""The questions people ask: who can teach what, how far, and where nobody can. Each is stated by an `.rq` file."""

from leerweg.coverage.atlas import CoverageAtlas
from leerweg.coverage.finding import Finder

__all__ = ["CoverageAtlas", "Finder"]
