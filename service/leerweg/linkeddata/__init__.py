"""The same graph for machines: documents about things, content negotiation, and SPARQL for strangers."""

from leerweg.linkeddata.catalogue import Catalogue
from leerweg.linkeddata.documents import Described, Documents, serialise
from leerweg.linkeddata.negotiation import choose_language, choose_media_type
from leerweg.linkeddata.sparql import (
    WORKER_MODULES,
    QueryLimits,
    SparqlAnswer,
    answer_query,
    offered_types,
    run_query,
)
from leerweg.linkeddata.sparql_guard import GuardedQuery, guard_query
from leerweg.linkeddata.sparql_service import SparqlService

__all__ = [
    "WORKER_MODULES",
    "Catalogue",
    "Described",
    "Documents",
    "GuardedQuery",
    "QueryLimits",
    "SparqlAnswer",
    "SparqlService",
    "answer_query",
    "choose_language",
    "choose_media_type",
    "guard_query",
    "offered_types",
    "run_query",
    "serialise",
]
