"""Choosing the form of an answer: media type by `Accept` or an explicit wish, language by `Accept-Language`.

None of the libraries that this service stands on negotiates; the rules are those of RFC 9110, section 12.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leerweg.errors import NotAcceptableError

__all__ = [
    "GRAPH_TYPES",
    "HTML",
    "JSON_LD",
    "LANGUAGES",
    "N_TRIPLES",
    "RDF_XML",
    "RESULT_TYPES",
    "TURTLE",
    "choose_language",
    "choose_media_type",
]

TURTLE = "text/turtle"
JSON_LD = "application/ld+json"
N_TRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
HTML = "text/html"
GRAPH_TYPES = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
"""The forms of a graph, in the order in which they are preferred."""
RESULT_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
"""The forms of a table of results; the last two are the first two under their plain names."""
LANGUAGES = ("nl", "en", "fr")

_SHORT_NAMES = {
    "turtle": (TURTLE,),
    "ttl": (TURTLE,),
    "json-ld": (JSON_LD,),
    "jsonld": (JSON_LD,),
    "n-triples": (N_TRIPLES,),
    "ntriples": (N_TRIPLES,),
    "nt": (N_TRIPLES,),
    "rdf": (RDF_XML,),
    "rdfxml": (RDF_XML,),
    "html": (HTML,),
    "json": ("application/sparql-results+json", "application/json", JSON_LD),
    "xml": ("application/sparql-results+xml", RDF_XML),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "text": ("text/plain",),
    "txt": ("text/plain",),
}
_MOST_WISHES = 100


def choose_media_type(offered: Sequence[str], accept: str = "", wish: str = "") -> str:
    """The one of `offered` that suits best; on a tie the first of them.

    `wish` (the value of `?format=` or `?_mediatype=`: a media type or a short name such as `ttl`) goes before the
    header `accept`; when neither says anything, the first one offered. Raises NotAcceptableError, which lists what is
    offered, when nothing suits: a type that nobody asked for is never chosen.
    """
    if wish:
        # A plus sign that was not percent-encoded reaches us as a space.
        wanted = wish.strip().lower().replace(" ", "+")
        chosen = next((name for name in _SHORT_NAMES.get(wanted, (wanted,)) if name in offered), None)
    elif accept.strip():
        ranges = dict(_weighted(accept))
        best = max(offered, key=lambda name: _quality(name, ranges))
        chosen = best if _quality(best, ranges) > 0 else None
    else:
        chosen = offered[0]
    if chosen is None:
        raise NotAcceptableError(
            "This cannot be given in a form that was asked for.",
            where="parameter format" if wish else "header Accept",
            remedy=f"Ask for one of: {', '.join(offered)}.",
        )
    return chosen


def choose_language(accept_language: str = "", wish: str = "") -> str:
    """`nl`, `en` or `fr`: the wish when it is one of these, else the best of the header, else Dutch."""
    if wish in LANGUAGES:
        return wish
    qualities: dict[str, float] = {}
    for tag, quality in _weighted(accept_language):
        primary = tag.partition("-")[0]
        qualities[primary] = max(qualities.get(primary, 0.0), quality)
    best = max(LANGUAGES, key=lambda language: qualities.get(language, 0.0))
    return best if qualities.get(best, 0.0) > 0 else LANGUAGES[0]


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """The wishes of a header with their weight (0 to 1); one whose weight cannot be read counts for nothing."""
    for wish in header.split(",", _MOST_WISHES)[:_MOST_WISHES]:
        name, *parameters = (part.strip().lower() for part in wish.split(";"))
        weights = [parameter.partition("=")[2].strip() for parameter in parameters if parameter.startswith("q=")]
        try:
            quality = float(weights[0]) if weights else 1.0
        except ValueError:
            continue
        if name and 0 <= quality <= 1:
            yield name, quality


def _quality(name: str, ranges: dict[str, float]) -> float:
    """What the most specific range that covers a media type says of it; 0 when none does."""
    for covering in (name, name.partition("/")[0] + "/*", "*/*"):
        if covering in ranges:
            return ranges[covering]
    return 0.0
