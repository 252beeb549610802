"""Finding the line of a document where a thing is described, for whoever has to mend it."""

from __future__ import annotations

import re

from leerweg.validation.parsing import Document

__all__ = ["Locator"]


class Locator:
    """Looks things up in the text of one document: by full IRI, by prefixed name, or relative to the base."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[str, str] = {}

    def where(self, key: str) -> str:
        """`file, line n` where this IRI first opens a line, or else first occurs; only the file when it does not.

        Empty for a document without a name of which nothing is found.
        """
        if key not in self._found:
            line = 0 if key.startswith("_:") else self._line(key)
            name = self._document.name
            self._found[key] = ", ".join(part for part in (name, f"line {line}" if line else "") if part)
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
