"""The official ESCO download becomes a delivery."""

from leerweg.sources.esco.reading import read_esco

__all__ = ["read_esco"]
