"""Names for IRIs, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from pyoxigraph import Literal, NamedNode

from leerweg.coverage.asking import question
from leerweg.model.answers import Reference
from leerweg.store import Reader

__all__ = ["LANGUAGES", "Names"]

LANGUAGES = ("nl", "en", "fr")
_BATCH = 2_000


class Names:
    """The names of the things in one answer, asked for together; `of` never fails, a nameless thing has no label."""

    def __init__(self, reader: Reader, iris: Iterable[str], language: str) -> None:
        self._language = language
        self._labels: dict[str, dict[str, str]] = {}
        self._codes: dict[str, str] = {}
        wanted = sorted(set(iris) - {""})
        for start in range(0, len(wanted), _BATCH):
            self._ask(reader, wanted[start : start + _BATCH])

    def of(self, iri: str) -> Reference:
        """The thing with its name in the reader's language, else Dutch, English, French, or any; and its code."""
        labels = self._labels.get(iri, {})
        order = (self._language, *LANGUAGES, *sorted(labels))
        label = next((labels[language] for language in order if language in labels), "")
        return Reference(iri, label, self._codes.get(iri, ""))

    def _ask(self, reader: Reader, iris: Sequence[str]) -> None:
        for row in reader.select(question("list_names").bind(thing=[NamedNode(iri) for iri in iris])):
            iri = cast("NamedNode", row["thing"]).value
            name, code = cast("Literal | None", row["name"]), cast("Literal | None", row["code"])
            if name is not None:
                self._labels.setdefault(iri, {}).setdefault(name.language or "", name.value)
            if code is not None:
                self._codes.setdefault(iri, code.value)
