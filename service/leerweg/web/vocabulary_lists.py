"""The code lists as people look them up: each list with its concepts, from the ontology's own files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leerweg import assets
from leerweg.namespaces import DCT, NOTATION, PREF_LABEL, SCHEME, SKOS
from leerweg.validation.ontology.graph import Row, read_question
from leerweg.web.vocabulary_terms import ontology_graph

__all__ = ["CodeList", "Concept", "load_lists"]

_QUESTION = Path(__file__).parent / "questions" / "list_schemes.rq"
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Concept:
    """A concept of a list: its IRI, code, and names and definitions per language (a definition may lack French)."""

    iri: str
    code: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]


@dataclass(frozen=True)
class CodeList:
    """A code list with its concepts by code (`N2` before `N10`), its titles and descriptions, and its Turtle."""

    iri: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    concepts: tuple[Concept, ...]
    turtle: str

    @property
    def name(self) -> str:
        """The last part of the IRI."""
        return self.iri.removeprefix(SCHEME)


@cache
def load_lists() -> Mapping[str, CodeList]:
    """The code lists of this release by name, read once. Raises ConfigurationError when they are not installed."""
    stated: dict[str, dict[str, list[Row]]] = {}
    for row in ontology_graph().ask(read_question(_QUESTION)):
        stated.setdefault(row["scheme"], {}).setdefault(row["thing"], []).append(row)
    folder = assets.ontology() / "schemes"
    lists = {}
    for iri, things in sorted(stated.items()):
        name = iri.removeprefix(SCHEME)
        file = folder / f"{name}.ttl"
        if not iri.startswith(SCHEME) or not file.is_file():
            continue
        own = things.pop(iri)
        lists[name] = CodeList(
            iri,
            _texts(own, PREF_LABEL.value),
            _texts(own, DCT + "description"),
            tuple(sorted((_concept(thing, rows) for thing, rows in things.items()), key=_natural)),
            file.read_text(encoding="utf-8"),
        )
    return lists


def _concept(iri: str, rows: list[Row]) -> Concept:
    code = next((row["value"] for row in rows if row["about"] == NOTATION.value), iri.rpartition("/")[2])
    return Concept(iri, code, _texts(rows, PREF_LABEL.value), _texts(rows, SKOS + "definition"))


def _texts(rows: list[Row], about: str) -> dict[str, str]:
    return {row["language"]: row["value"] for row in rows if row["about"] == about and row["language"]}


def _natural(concept: Concept) -> tuple[str, int, str]:
    number = _NUMBERS.search(concept.code)
    return (concept.code[: number.start()] if number else concept.code, int(number[0]) if number else 0, concept.code)
