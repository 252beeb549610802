"""`/ns`: the ontology for people and machines: every term with its meaning, module by module, each with its diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from leerweg.errors import UnknownTermError
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.namespaces import LW, RDFS, SKOS, XSD
from leerweg.validation.background import load_background
from leerweg.validation.citations import cite
from leerweg.validation.labels import Labels
from leerweg.validation.report import Source
from leerweg.web.rendering import Pages
from leerweg.web.texts import texts_in
from leerweg.web.vocabulary_diagram import ClassBox, Diagram, Field, draw_classes
from leerweg.web.vocabulary_forms import DOWNLOADS, Desk, say, shorten
from leerweg.web.vocabulary_terms import Term, Vocabulary, load_vocabulary

__all__ = ["VocabularyPages"]

_CONCEPT = SKOS + "Concept"
_VALUES = (XSD, RDFS + "Literal")


@dataclass(frozen=True)
class VocabularyPages:
    """Documents the ontology of this release, in the reader's language."""

    pages: Pages

    def router(self) -> APIRouter:
        """`/ns`, `/ns/<module>`, and `/ns/<term>`, which leads to the term on its module's page."""
        router, desk = APIRouter(), Desk(self.pages)

        @router.get("/ns", include_in_schema=False)
        @router.get("/ns/", include_in_schema=False)
        async def whole(request: Request) -> Response:
            return await desk.answer(request, self._whole, lambda: load_vocabulary().turtle)

        @router.get("/ns/{name}", include_in_schema=False)
        async def part(request: Request, name: str) -> Response:
            vocabulary = load_vocabulary()
            if name == vocabulary.version:
                return await desk.answer(request, self._whole, lambda: vocabulary.turtle)
            term = vocabulary.terms.get(name)
            if term is not None and name not in vocabulary.modules:
                query = f"?{request.url.query}" if request.url.query else ""
                return RedirectResponse(f"{term.module}{query}#{quote(name)}", status_code=303)
            return await desk.answer(
                request, lambda language: self._module(name, language), lambda: _known(name, vocabulary)
            )

        return router

    def _whole(self, language: str) -> HTMLResponse:
        return self.pages.respond(
            "vocabulary.html",
            language,
            switches={other: f"/ns?lang={other}" for other in LANGUAGES},
            vocabulary=load_vocabulary(),
            said=lambda texts: say(texts, language),
            downloads=[(label, f"/ns?format={form}") for form, label in DOWNLOADS],
        )

    def _module(self, name: str, language: str) -> HTMLResponse:
        vocabulary = load_vocabulary()
        _known(name, vocabulary)
        return self.pages.respond(
            "vocabulary_module.html",
            language,
            switches={other: f"/ns/{name}?lang={other}" for other in LANGUAGES},
            vocabulary=vocabulary,
            module=vocabulary.modules[name],
            diagram=_diagram(name, vocabulary, language),
            said=lambda texts: say(texts, language),
            short=shorten,
            find=lambda iri: vocabulary.terms.get(iri.removeprefix(LW)),
            sources=_sources,
            downloads=[(label, f"/ns/{name}?format={form}") for form, label in DOWNLOADS],
        )


def _known(name: str, vocabulary: Vocabulary) -> str:
    """The Turtle of a module; raises UnknownTermError when there is none of this name."""
    if name not in vocabulary.modules:
        raise UnknownTermError(
            "The ontology has no module or term of this name.", remedy="Look it up in the list of all terms, at /ns."
        )
    return vocabulary.modules[name].turtle


def _sources(term: Term) -> list[Source]:
    labels = Labels(load_background().labels)
    return [cite(iri, labels) for iri in term.sources]


def _diagram(name: str, vocabulary: Vocabulary, language: str) -> Diagram | None:
    """The classes of a module with the properties it declares, and the classes elsewhere that these tie to them."""
    properties = vocabulary.of_module(name, "link", "value")
    shown = _shown(vocabulary.of_module(name, "class"), properties, vocabulary)

    def box(term: Term) -> ClassBox:
        return ClassBox(
            key=term.iri,
            name=say(term.labels, language).text,
            address=f"#{term.name}" if term.module == name else f"/ns/{term.module}?lang={language}#{term.name}",
            fields=tuple(_field(one, shown, language) for one in properties if term.iri in one.domain),
            above=tuple(iri for iri in term.above if iri in shown),
            own=term.module == name,
        )

    return draw_classes([box(term) for _, term in sorted(shown.items())])


def _shown(own: Sequence[Term], properties: Sequence[Term], vocabulary: Vocabulary) -> dict[str, Term]:
    """A module's own classes, and those of others with a line from or to one of them; all, where it has none itself."""
    ours = {term.iri for term in own}
    tied = ours | {iri for term in own for iri in term.above}
    for term in properties:
        ends, owners = set(_ends(term)), set(term.domain)
        if owners & ours or not ours:
            tied |= ends
        if ends & ours or not ours:
            tied |= owners
    return {iri: vocabulary.terms[iri.removeprefix(LW)] for iri in tied if iri.removeprefix(LW) in vocabulary.terms}


def _field(one: Term, shown: Mapping[str, Term], language: str) -> Field:
    called = say(one.labels, language).text
    ends = [iri for iri in _ends(one) if iri in shown]
    if not ends:
        return Field(f"{called}: {_value(one, language)}")
    return Field(f"{called} → {' / '.join(say(shown[iri].labels, language).text for iri in ends)}", ends[0])


def _ends(term: Term) -> tuple[str, ...]:
    """The classes that a property leads to."""
    if term.kind != "link":
        return ()
    return tuple(iri for iri in term.range if iri != _CONCEPT)


def _value(term: Term, language: str) -> str:
    """What a property that leads to no class of ours has as its value, in a word."""
    words = texts_in(language).words
    for iri in term.range:
        if iri == _CONCEPT:
            return words["vocabulary.value.code"]
        if iri.startswith(_VALUES):
            part = shorten(iri).partition(":")[2]
            return words.get(f"vocabulary.value.{part}", part)
        return shorten(iri)
    return words["vocabulary.value.thing"]
