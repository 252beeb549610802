"""The prefixes that documents are written with: those of `ontology/prefixes.ttl`, their one owner."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from leerweg import assets

__all__ = ["load_prefixes", "prefixes_in_use"]


@cache
def load_prefixes() -> dict[str, str]:
    """Every prefix with its namespace. Raises ConfigurationError when the ontology is not installed."""
    parser = parse(path=str(assets.ontology() / "prefixes.ttl"), format=RdfFormat.TURTLE)
    for _ in parser:  # the prefixes are known once the file has been read
        pass
    return dict(parser.prefixes)


def prefixes_in_use(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes whose namespace occurs in these triples, so that a small document has a small head."""
    texts = {text for triple in triples for text in _iris(triple)}
    return {
        prefix: namespace
        for prefix, namespace in sorted(load_prefixes().items())
        if any(text.startswith(namespace) for text in texts)
    }


def _iris(triple: Triple) -> Iterable[str]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode):
            yield term.value
    datatype = getattr(triple.object, "datatype", None)
    if datatype is not None:
        yield datatype.value
