"""The graph in the words of others: exports that a foreign tool can read without knowing ours."""

from leerweg.linkeddata.exports.elm import ElmExport

__all__ = ["ElmExport"]
