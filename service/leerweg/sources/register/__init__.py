"""A register of companies, sites, offers and recognitions: read, written, and made up."""

from leerweg.sources.register.reading import read_register

__all__ = ["read_register"]
