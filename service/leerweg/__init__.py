"""Leerweg: which workplaces can teach which competences, as linked data."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("leerweg")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+checkout"
