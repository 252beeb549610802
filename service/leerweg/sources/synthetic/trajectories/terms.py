"""Terms as N-Triples writes them, made once: a trajectory is some three hundred lines, and there may be 100,000.

Terms of pyoxigraph for each statement would take three times as long; what is written here is parsed by pyoxigraph in
the tests, and again at every import.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from leerweg.namespaces import PREF_LABEL, RDF_TYPE, XSD, Identifiers, lw, scheme

__all__ = ["LABEL", "Names", "code", "day", "described", "number", "text", "truth", "word"]

LABEL = str(PREF_LABEL)
_TYPE, _SYNTHETIC = str(RDF_TYPE), str(lw("synthetic"))


@cache
def word(name: str) -> str:
    """A term of the ontology: `word("hasCompetence")`."""
    return str(lw(name))


@cache
def code(code_list: str, name: str) -> str:
    """A concept of one of our code lists: `code("role", "mentor")`."""
    return str(scheme(code_list, name))


@cache
def day(date: dt.date) -> str:
    """A date."""
    return _typed(date.isoformat(), "date")


@lru_cache(typed=True)
def number(value: float) -> str:
    """A whole number (int) as xsd:integer, any other as xsd:decimal."""
    return _typed(str(value), "integer" if isinstance(value, int) else "decimal")


@cache
def truth(value: bool) -> str:
    """True or false."""
    return _typed(str(value).lower(), "boolean")


def text(words: str, language: str) -> str:
    """Words in a language."""
    return str(Literal(words, language=language))


class Names:
    """The IRIs of one trajectory and its parts: `<base>id/<type>/<key of the trajectory>-<part>`."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._starts: dict[str, str] = {}

    def of(self, kind: str, key: str) -> str:
        """The IRI of a thing; `key` holds letters, digits and hyphens only, so that nothing needs escaping."""
        start = self._starts.get(kind)
        if start is None:
            start = self._starts[kind] = str(self._identifiers.of(kind, "x"))[:-2]
        return f"{start}{key}>"


def described(thing: str, kind: str, statements: list[tuple[str, str]]) -> list[str]:
    """The lines that say of a thing what it is, that it is synthetic, and these things (predicate, object)."""
    head = [f"{thing} {_TYPE} {kind} .\n", f"{thing} {_SYNTHETIC} {truth(True)} .\n"]
    return head + [f"{thing} {predicate} {value} .\n" for predicate, value in statements]


def _typed(value: str, datatype: str) -> str:
    return str(Literal(value, datatype=NamedNode(XSD + datatype)))
