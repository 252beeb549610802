"""What the script offers while somebody types. Without the script the form works too: it asks which is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import JSONResponse

from leerweg.coverage import Finder
from leerweg.errors import LeerwegError
from leerweg.linkeddata.negotiation import choose_language
from leerweg.store import Store
from leerweg.web.asking import Labels
from leerweg.web.failures import explain
from leerweg.web.rendering import HEADERS
from leerweg.web.texts import texts_in

__all__ = ["Suggestions"]

_KINDS = ("competence", "qualification", "programme", "region")
_LONGEST = 300
_MOST = 8


@dataclass(frozen=True)
class Suggestions:
    """Offers things by the beginning or the words of their names."""

    finder: Finder
    store: Store

    def router(self) -> APIRouter:
        """`GET /suggest?q=&kind=` (repeatable): `items` of `iri`, `label`, `code`, `kind`, `kindLabel`."""
        router = APIRouter()

        @router.get("/suggest", include_in_schema=False)
        def suggest(
            q: str = "",
            kind: Annotated[list[str] | None, Query()] = None,
            lang: str = "",
            accept_language: Annotated[str, Header()] = "",
        ) -> JSONResponse:
            kinds = [known for known in _KINDS if known in (kind or _KINDS)]
            try:
                items = self.items(q[:_LONGEST], kinds, choose_language(accept_language, lang))
            except LeerwegError as error:
                return JSONResponse({"items": []}, explain(error).status, HEADERS)
            return JSONResponse({"items": items}, headers=HEADERS)

        return router

    def items(self, text: str, kinds: list[str], language: str) -> list[dict[str, str]]:
        """Up to eight things, by the names they have in this language. Raises StoreError when the store fails."""
        hits = self.finder.search(text, kinds=kinds, language=language, limit=_MOST)
        with self.store.reader() as reader:
            labels = Labels(reader, (hit.iri for hit in hits), language)
        words = texts_in(language)
        return [
            {
                "iri": hit.iri,
                "label": labels.name(hit.iri) or hit.label,
                "code": labels.code(hit.iri),
                "kind": hit.kind,
                "kindLabel": words(f"kind.{hit.kind}"),
            }
            for hit in hits
        ]
