"""The codes of the ontology's code lists, for drop-downs and for reading cells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import NamedNode, parse

from leerweg import assets
from leerweg.errors import OntologyError
from leerweg.namespaces import SCHEME, SKOS

__all__ = ["codes_of"]

_IN_SCHEME = NamedNode(SKOS + "inScheme")


def codes_of(code_list: str) -> tuple[str, ...]:
    """The codes of one list (`recognition-scope`), sorted. Raises OntologyError when the ontology has no such list."""
    found = _code_lists().get(code_list)
    if not found:
        raise OntologyError(f"The ontology has no code list '{code_list}'.", where="ontology/schemes")
    return found


@lru_cache(maxsize=1)
def _code_lists() -> Mapping[str, tuple[str, ...]]:
    lists: dict[str, set[str]] = {}
    for file in assets.turtle_files(assets.ontology() / "schemes"):
        for quad in parse(path=file):
            if quad.predicate != _IN_SCHEME or not isinstance(quad.subject, NamedNode):
                continue
            code_list, _, code = quad.subject.value.removeprefix(SCHEME).partition("/")
            if quad.subject.value.startswith(SCHEME) and code and quad.object == NamedNode(SCHEME + code_list):
                lists.setdefault(code_list, set()).add(code)
    return {name: tuple(sorted(codes)) for name, codes in lists.items()}
