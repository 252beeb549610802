"""From what a person types (an IRI, a code, a label) to the one thing meant, or the candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pyoxigraph import Literal, NamedNode

from leerweg.coverage.asking import question
from leerweg.coverage.naming import LANGUAGES, Names
from leerweg.errors import AmbiguousTermError, MalformedInputError, UnknownTermError
from leerweg.model.answers import Reference
from leerweg.namespaces import NUTS
from leerweg.store import Store
from leerweg.store.label_index import Hit, LabelIndex

__all__ = ["COUNTRY", "Finder"]

COUNTRY = NUTS + "BE"
_CANDIDATES = 10
# Characters of what was typed that an answer repeats.
_REPEATED = 200


class Finder:
    """Finds things by name in one store."""

    def __init__(self, store: Store, labels: LabelIndex) -> None:
        self._store = store
        self._labels = labels

    def search(self, text: str, *, kinds: Sequence[str], language: str = "nl", limit: int = 10) -> list[Hit]:
        """Things whose name or code begins with the text or holds its words, best first; for autocompletion."""
        languages = (language, *(other for other in LANGUAGES if other != language))
        return self._labels.search(text, kinds=kinds, languages=languages, limit=limit)

    def find(self, text: str, *, kinds: Sequence[str], language: str = "nl") -> tuple[Reference, str]:
        """The one thing of these kinds that the text means, and its kind.

        An IRI, a code (`BK-0139-4`, `bkc0053047`), a whole name, a whole alternative name; failing these, a text that
        only one thing begins with or holds. Raises UnknownTermError when nothing answers, AmbiguousTermError with the
        candidates when more than one thing does, and MalformedInputError for an IRI that cannot be.
        """
        given = text.strip()
        if given.startswith(("http://", "https://")):
            return self._by_iri(given, kinds, language)
        named = self._labels.named(given, kinds=kinds) if given else []
        hits = [hit for hit in named if hit.role != "altLabel"] or named
        hits = hits or self.search(given, kinds=kinds, language=language, limit=_CANDIDATES)
        things = {hit.iri: hit for hit in hits}
        if not things:
            raise UnknownTermError(
                f"Nothing here is called '{given[:_REPEATED]}'.", where=" or ".join(kinds), remedy=self._advice()
            )
        if len(things) > 1:
            raise AmbiguousTermError(
                f"'{given[:_REPEATED]}' can mean more than one thing.",
                where=" or ".join(kinds),
                remedy="Name one of the candidates by its IRI, its code or its whole name.",
                candidates=self._candidates(list(things.values())[:_CANDIDATES], language),
            )
        ((iri, hit),) = things.items()
        return self._named(iri, language), hit.kind

    def region(self, text: str | None, language: str = "nl") -> Reference:
        """The region meant: a NUTS or NIS code, a name or an IRI; the whole country when none is given."""
        return self.find(text or COUNTRY, kinds=["region"], language=language)[0]

    def _candidates(self, hits: Sequence[Hit], language: str) -> list[tuple[str, str]]:
        """What a name can mean: IRI and label, with the code that tells namesakes apart."""
        with self._store.reader() as reader:
            names = Names(reader, (hit.iri for hit in hits), language)
        codes = {hit.iri: names.of(hit.iri).code for hit in hits}
        return [(hit.iri, f"{hit.label} ({codes[hit.iri]})" if codes[hit.iri] else hit.label) for hit in hits]

    def _advice(self) -> str:
        """What to do when nothing answers to a name."""
        with self._store.reader() as reader:
            if reader.revision == 0:
                return "The store is empty: run `leerweg serve --example`, or `leerweg import`."
        return "Type part of a name or a code and choose from what is offered; an IRI works too."

    def _by_iri(self, text: str, kinds: Sequence[str], language: str) -> tuple[Reference, str]:
        try:
            thing = NamedNode(text)
        except ValueError as impossible:
            raise MalformedInputError(
                f"'{text[:_REPEATED]}' is not an IRI.",
                where=" or ".join(kinds),
                remedy="Copy the whole address, without spaces.",
            ) from impossible
        with self._store.reader() as reader:
            rows = reader.select(question("find_kind").bind(thing=thing))
            found = [kind for kind in (cast("Literal", row["kind"]).value for row in rows) if kind in kinds]
        if not found:
            raise UnknownTermError(
                f"<{text[:_REPEATED]}> is no {' or '.join(kinds)} in this graph.",
                where="the graph",
                remedy="Check the address, or import the data it belongs to.",
            )
        return self._named(text, language), found[0]

    def _named(self, iri: str, language: str) -> Reference:
        with self._store.reader() as reader:
            return Names(reader, [iri], language).of(iri)
