"""A page for every thing: a workplace, a competence, a qualification or programme, and a plain page for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fastapi import Response
from fastapi.responses import HTMLResponse

from leerweg.coverage import CoverageAtlas, Finder
from leerweg.errors import InputError, LeerwegError
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.namespaces import Identifiers
from leerweg.store import Store
from leerweg.web.content_facts import read_competence, read_content
from leerweg.web.graph_facts import GraphFacts
from leerweg.web.links import Links
from leerweg.web.rendering import HEADERS, Pages
from leerweg.web.site_facts import read_site
from leerweg.web.static_files import StaticFiles
from leerweg.web.thing_facts import read_thing

__all__ = ["ThingPages"]

_KINDS = ("site", "competence", "qualification", "programme")
# What a page offers to machines: the short name of a form, and what people call it.
_FORMS = (("turtle", "Turtle"), ("jsonld", "JSON-LD"), ("ntriples", "N-Triples"), ("rdfxml", "RDF/XML"))


@dataclass(frozen=True)
class ThingPages:
    """Renders the pages of things in one store; the state of a workplace is that of `today`."""

    identifiers: Identifiers
    finder: Finder
    atlas: CoverageAtlas
    store: Store
    pages: Pages
    today: Callable[[], date] = date.today

    @classmethod
    def of(cls, *, identifiers: Identifiers, finder: Finder, atlas: CoverageAtlas, store: Store) -> ThingPages:
        """The pages over this store, wired."""
        return cls(identifiers, finder, atlas, store, Pages(identifiers, GraphFacts(store), StaticFiles()))

    def respond(self, iri: str, language: str) -> Response:
        """The page about a thing as it is sent, with its headers; what goes wrong is explained on a page too."""
        try:
            return HTMLResponse(self.render_page(iri, language), headers={**HEADERS, "Content-Language": language})
        except LeerwegError as error:
            return self.pages.fail(error, language)

    def render_page(self, iri: str, language: str) -> str:
        """The HTML page about a thing, in `nl`, `en` or `fr`.

        Raises UnknownTermError when the graph does not know the IRI, MalformedInputError for what is no IRI, and
        StoreError when the store fails.
        """
        kind = self._kind(iri, language)
        with self.store.reader() as reader:
            thing = read_thing(reader, iri, language)
            site = content = None
            if kind == "site":
                site = read_site(reader, self.atlas, iri, self.today(), language)
            elif kind == "competence":
                content = read_competence(reader, iri, language)
            elif kind:
                content = read_content(reader, iri, kind, language)
        address = self._address(iri)
        return self.pages.text(
            "thing.html",
            language,
            switches={other: address(other, "") for other in LANGUAGES},
            thing=thing,
            kind=kind,
            site=site,
            content=content,
            downloads=[(name, address(language, form)) for form, name in _FORMS],
        )

    def _kind(self, iri: str, language: str) -> str:
        """What people call this kind of thing, empty for any other."""
        try:
            return self.finder.find(iri, kinds=_KINDS, language=language)[1]
        except InputError:
            return ""

    def _address(self, iri: str) -> Callable[[str, str], str]:
        """The document about a thing, ours or foreign, by language and form."""

        def address(language: str, form: str) -> str:
            links = Links(self.identifiers, language)
            if self.identifiers.owns(iri):
                path = "/" + self.identifiers.document_of(iri).removeprefix(self.identifiers.base)
                return links.page(path, format=form)
            return links.page("/doc", iri=iri, format=form)

        return address
