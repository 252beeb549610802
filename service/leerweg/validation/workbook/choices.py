"""What a cell can be chosen from: the codes of a code list, or classes, with their names in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, parse

from leerweg import assets
from leerweg.namespaces import NOTATION, PREF_LABEL, RDFS, SKOS
from leerweg.validation.shapes import LANGUAGES
from leerweg.validation.workbook.form import Column

__all__ = ["Choice", "choices_of", "chosen"]

_LABEL = NamedNode(RDFS + "label")
_IN_SCHEME = NamedNode(SKOS + "inScheme")


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its IRI, its code, and its name per language."""

    iri: NamedNode
    code: str
    names: Mapping[str, str]


def choices_of(column: Column) -> tuple[Choice, ...]:
    """What the cells of this column are chosen from, in a stable order; nothing when they are free."""
    if column.code_list:
        return _code_lists().get(column.code_list, ())
    return tuple(_class(iri) for iri in column.choices)


def chosen(column: Column, text: str) -> NamedNode | None:
    """The choice that a text means: a name in any language, a code or an IRI, capitals aside; None for no choice."""
    return _meanings(column.code_list, column.choices).get(text.casefold())


@cache
def _meanings(code_list: str, classes: tuple[NamedNode, ...]) -> Mapping[str, NamedNode]:
    """Codes go before names: where one choice is named as another is coded, the code means its own."""
    choices = _code_lists().get(code_list, ()) if code_list else tuple(_class(iri) for iri in classes)
    names = {name.casefold(): choice.iri for choice in choices for name in choice.names.values()}
    codes = {code.casefold(): choice.iri for choice in choices for code in (choice.code, choice.iri.value)}
    return names | codes


@cache
def _code_lists() -> Mapping[str, tuple[Choice, ...]]:
    """The choices of each concept scheme, by its IRI."""
    names, codes, schemes = _Texts(), dict[NamedNode, str](), dict[NamedNode, list[str]]()
    for file in assets.turtle_files(assets.ontology() / "schemes"):
        for quad in parse(path=str(file)):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode):
                continue
            if quad.predicate == PREF_LABEL and isinstance(value, Literal):
                names.add(subject, value)
            elif quad.predicate == NOTATION and isinstance(value, Literal):
                codes[subject] = value.value
            elif quad.predicate == _IN_SCHEME and isinstance(value, NamedNode):
                schemes.setdefault(subject, []).append(value.value)
    lists: dict[str, list[Choice]] = {}
    for concept, within in schemes.items():
        choice = Choice(concept, codes.get(concept, _last(concept)), names.of(concept))
        for scheme in within:
            lists.setdefault(scheme, []).append(choice)
    return {scheme: tuple(found) for scheme, found in lists.items()}


@cache
def _class(iri: NamedNode) -> Choice:
    return Choice(iri, _last(iri), _class_names().of(iri))


@cache
def _class_names() -> _Texts:
    names = _Texts()
    for file in assets.turtle_files(assets.ontology() / "modules"):
        for quad in parse(path=str(file)):
            if quad.predicate == _LABEL and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                names.add(quad.subject, quad.object)
    return names


class _Texts:
    """Names of things per language."""

    def __init__(self) -> None:
        self._found: dict[NamedNode, dict[str, str]] = {}

    def add(self, subject: NamedNode, name: Literal) -> None:
        self._found.setdefault(subject, {})[name.language or ""] = name.value

    def of(self, subject: NamedNode) -> Mapping[str, str]:
        """The names of a thing; where a language has none, the last part of its IRI."""
        found = self._found.get(subject, {})
        return {language: found.get(language, _last(subject)) for language in LANGUAGES}


def _last(iri: NamedNode) -> str:
    return unquote(iri.value.rstrip("/").replace("#", "/").rpartition("/")[2])
