"""Where links lead: pages of our own things, and questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from leerweg.namespaces import LW, LWSH, SCHEME, Identifiers

__all__ = ["Links"]

# Ontology, code lists and shapes: ours, described by any service that holds them.
_VOCABULARY = "https://w3id.org/leerweg/"
# What has a page of its own: terms, rules, and whole code lists.
_DOCUMENTED = ((LW, "/ns/"), (LWSH, "/shapes/"), (SCHEME, "/scheme/"))


@dataclass(frozen=True)
class Links:
    """Links in the pages of one language.

    Terms, rules and code lists lead to their documentation, other things of ours to `/doc…`, foreign ones to their own
    http(s) address.
    """

    identifiers: Identifiers
    language: str

    def page(self, path: str, **query: object) -> str:
        """A page of this service with these parameters (empty ones are left out), in the reader's language."""
        given = {name: str(value) for name, value in query.items() if value not in ("", None)}
        return f"{path}?{urlencode({**given, 'lang': self.language})}"

    def thing(self, iri: str) -> str:
        """The address of a thing's page; empty when there is nothing that may be linked to."""
        if self.identifiers.owns(iri):
            return self.page("/" + self.identifiers.document_of(iri).removeprefix(self.identifiers.base))
        for namespace, path in _DOCUMENTED:
            name = iri.removeprefix(namespace)
            if name != iri and re.fullmatch(r"[\w-]+", name, re.ASCII):
                return self.page(path + name)
        if iri == LW.rstrip("#"):
            return self.page("/ns")
        if iri.startswith(_VOCABULARY):
            return self.page("/doc", iri=iri)
        return iri if self.is_foreign(iri) else ""

    def is_foreign(self, iri: str) -> bool:
        """Whether this is an http(s) address of somebody else; no other scheme is ever linked to."""
        ours = self.identifiers.owns(iri) or iri.startswith(_VOCABULARY)
        return iri.startswith(("http://", "https://")) and not ours

    def question(self, **wish: object) -> str:
        """The page that answers a question (see `leerweg.web.wishes.Wish` for its parameters)."""
        return self.page("/", **wish)
