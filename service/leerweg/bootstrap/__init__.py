"""The composition root: the one place that names a concrete store and hands each room what it needs."""

from leerweg.bootstrap.rooms import (
    MOST_GATED_TRIPLES,
    Service,
    answer_query,
    assemble,
    evidence_of,
    load_example,
    load_ontology,
    open_store,
    publishing_gate,
    read_settings,
)

__all__ = [
    "MOST_GATED_TRIPLES",
    "Service",
    "answer_query",
    "assemble",
    "evidence_of",
    "load_example",
    "load_ontology",
    "open_store",
    "publishing_gate",
    "read_settings",
]
