"""Finding where in a document a thing is described, its line or its cell, for whoever has to mend it."""

from __future__ import annotations

import re
from dataclasses import replace

from leerweg.validation.parsing import Document
from leerweg.validation.report import CellPlace, Finding

__all__ = ["Locator"]


class Locator:
    """Looks things up in the text of one document: by full IRI, by prefixed name, or relative to the base."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[str, int] = {}

    def place(self, finding: Finding) -> Finding:
        """The finding with its place: in a workbook its cell, else the line of its thing."""
        cell = self.cell(finding.focus, finding.path, finding.value)
        if cell is None:
            return replace(finding, where=self.where(finding.focus), line=self.line(finding.focus))
        return replace(finding, where=", ".join(filter(None, (self._document.name, str(cell)))), cell=cell)

    def cell(self, focus: str, path: str, value: str) -> CellPlace | None:
        """The cell that a finding is about, or the row of its thing; None outside workbooks."""
        return self._document.places.of(focus, path, value)

    def where(self, key: str) -> str:
        """`file, line n` as `line` has it; only the file when the line is not known.

        Empty for a document without a name of which nothing is found.
        """
        line = self.line(key)
        return ", ".join(part for part in (self._document.name, f"line {line}" if line else "") if part)

    def line(self, key: str) -> int:
        """The line where this IRI first opens a line, or else first occurs; 0 when it does not."""
        if key not in self._found:
            self._found[key] = 0 if key.startswith("_:") else self._line(key)
        return self._found[key]

    def _line(self, iri: str) -> int:
        written = "|".join(re.escape(form) for form in self._forms(iri))
        text = self._document.text
        match = re.search(rf"^[ \t]*(?:{written})(?![\w-])", text, re.MULTILINE) or re.search(
            rf"(?:{written})(?![\w-])", text
        )
        return text.count("\n", 0, match.start()) + 1 if match else 0

    def _forms(self, iri: str) -> list[str]:
        base = self._document.base
        forms = [f"<{iri}>", f'"{iri}"', f"'{iri}'"]
        for prefix, namespace in self._document.prefixes.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                rest = iri[len(namespace) :]
                forms += [f"{prefix}:{rest}", f'"{prefix}:{rest}"']
        if base and iri.startswith(base):
            forms += [f"<{iri[len(base) :]}>", f'"{iri[len(base) :]}"']
        return forms
