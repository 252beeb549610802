"""The Flemish qualification structure becomes a delivery."""

from leerweg.sources.vks.reading import read_vks

__all__ = ["read_vks"]
