"""From a template and values to a page in one language, with the headers that keep strangers' content harmless."""

from __future__ import annotations

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from leerweg.errors import LeerwegError
from leerweg.linkeddata.negotiation import LANGUAGES
from leerweg.model.answers import Reference
from leerweg.namespaces import Identifiers
from leerweg.web.failures import explain
from leerweg.web.graph_facts import About, GraphFacts
from leerweg.web.links import Links
from leerweg.web.proof_views import last_part
from leerweg.web.static_files import StaticFiles
from leerweg.web.texts import texts_in

__all__ = ["HEADERS", "Pages"]

# Stated in the page too, as the pages of things are sent by another room; framing can only be refused by a header.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": f"{_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Accept-Language",
    "Cache-Control": "no-cache",
}

_TEMPLATES = Path(__file__).parent / "templates"
_NO_GRAPH = About(0, (), {}, synthetic=False, region_codes=())


class Pages:
    """Renders the templates of one service. Safe to use from several threads."""

    def __init__(self, identifiers: Identifiers, facts: GraphFacts, files: StaticFiles) -> None:
        self.identifiers = identifiers
        self._facts = facts
        self._files = files
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["called"] = _called

    def text(self, template: str, language: str, *, switches: dict[str, str] | None = None, **values: object) -> str:
        """The HTML of a page. `switches` has the address of the same page in each language.

        Raises StoreError when the graph cannot be described.
        """
        return self._render(template, language, switches, self._facts.about(), values)

    def respond(
        self,
        template: str,
        language: str,
        *,
        status: int = 200,
        switches: dict[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """The page as a response with its headers."""
        content = self.text(template, language, switches=switches, **values)
        return self._response(content, language, status)

    def fail(self, error: LeerwegError, language: str) -> HTMLResponse:
        """The page that says what went wrong and how to mend it; it needs no store."""
        failure = explain(error)
        content = self._render("failure.html", language, None, _NO_GRAPH, {"failure": failure})
        return self._response(content, language, failure.status)

    def _response(self, content: str, language: str, status: int) -> HTMLResponse:
        return HTMLResponse(content, status, {**HEADERS, "Content-Language": language})

    def _render(
        self,
        template: str,
        language: str,
        switches: dict[str, str] | None,
        about: About,
        values: dict[str, object],
    ) -> str:
        return self._environment.get_template(template).render(
            t=texts_in(language),
            language=language,
            languages=LANGUAGES,
            switches=switches or {other: f"?lang={other}" for other in LANGUAGES},
            links=Links(self.identifiers, language),
            files=self._files,
            content_policy=_POLICY,
            about=about,
            **values,
        )


def _called(reference: Reference) -> str:
    """What a thing is called: its name, else its code, else the last part of its IRI."""
    return reference.label or reference.code or last_part(reference.iri)
