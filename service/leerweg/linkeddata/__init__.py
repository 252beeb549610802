"""The same graph for machines: documents about things, content negotiation, and SPARQL for strangers."""

from leerweg.linkeddata.documents import Described, Documents, serialise
from leerweg.linkeddata.negotiation import choose_language, choose_media_type
from leerweg.linkeddata.sparql import WORKER_MODULES, QueryLimits, SparqlAnswer, run_query
from leerweg.linkeddata.sparql_guard import GuardedQuery, guard_query

__all__ = [
    "WORKER_MODULES",
    "Described",
    "Documents",
    "GuardedQuery",
    "QueryLimits",
    "SparqlAnswer",
    "choose_language",
    "choose_media_type",
    "guard_query",
    "run_query",
    "serialise",
]
