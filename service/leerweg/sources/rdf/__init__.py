"""Any RDF becomes a delivery."""

from leerweg.sources.rdf.reading import read_rdf

__all__ = ["read_rdf"]
