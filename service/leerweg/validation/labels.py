"""What things are called in each language, so that no report shows an IRI where a name is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from leerweg.namespaces import DCT, PREF_LABEL, RDF_TYPE, RDFS, ROV
from leerweg.validation.shapes import LANGUAGES
from leerweg.validation.wording import words_in

__all__ = ["Labels", "clean"]

_NAMES = {NamedNode(DCT + "title"): 3, NamedNode(RDFS + "label"): 2, NamedNode(ROV + "legalName"): 1, PREF_LABEL: 0}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 200
_IDENTIFIER = re.compile(r"/id/(?P<kind>[a-z]+(?:-[a-z]+)*)/(?P<key>[^/#]+)$")


def clean(text: str) -> str:
    """Foreign text made fit for a line of a report: no control characters, at most 200 characters."""
    line = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


class Labels:
    """Names gathered from triples; what has no name is called by its class and the last part of its IRI.

    What the triples do not name is looked up in `behind`, where given.
    """

    def __init__(self, triples: Iterable[Triple], behind: Labels | None = None) -> None:
        self._behind = behind
        self._names: dict[str, dict[str, tuple[int, str]]] = {}
        self._classes: dict[str, str] = {}
        for triple in triples:
            key = _key(triple.subject)
            if triple.predicate in _NAMES and isinstance(triple.object, Literal):
                self._add(key, triple.object, _NAMES[triple.predicate])
            elif triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
                # The smallest IRI, so that a thing with two classes is always called the same.
                self._classes[key] = min(triple.object.value, self._classes.get(key, triple.object.value))

    def of(self, key: str) -> Mapping[str, str]:
        """The name of an IRI (or `_:label` of a nameless node) in each of the report's languages."""
        return {language: self._in(key, language) for language in LANGUAGES}

    def known(self, key: str) -> Mapping[str, str]:
        """The name of an IRI in each language; empty when it has none."""
        return {language: self._named(key, language) for language in LANGUAGES} if self.names_of(key) else {}

    def _in(self, key: str, language: str) -> str:
        named = self._named(key, language)
        if named:
            return named
        kind = self._named(self._classes.get(key, ""), language)
        if key.startswith("_:"):
            own = words_in(language)("nameless")
        else:
            own = _last_part(key) if kind else _type_and_key(key) or _last_part(key)
        return f"{kind} {own}" if kind else own

    def _named(self, key: str, language: str) -> str:
        names = self.names_of(key)
        for wanted in (language, "nl", "en", "fr", ""):
            if wanted in names:
                return clean(names[wanted][1])
        return clean(min(names.values())[1]) if names else ""

    def names_of(self, key: str) -> Mapping[str, tuple[int, str]]:
        """The names of an IRI by language, with how good each is (0 best)."""
        own = self._names.get(key, {})
        return {**self._behind.names_of(key), **own} if self._behind else own

    def _add(self, key: str, label: Literal, rank: int) -> None:
        names = self._names.setdefault(key, {})
        language = (label.language or "").partition("-")[0].lower()
        candidate = (rank, label.value)
        names[language] = min(candidate, names.get(language, candidate))


def _key(term: NamedNode | BlankNode | Triple) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _type_and_key(iri: str) -> str:
    """`site 8998010399` of an identifier `…/id/site/8998010399` of which nothing else is known; empty for others."""
    match = _IDENTIFIER.search(iri)
    return clean(f"{match['kind']} {unquote(match['key'])}") if match else ""


def _last_part(iri: str) -> str:
    return clean(unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1]) or iri)
