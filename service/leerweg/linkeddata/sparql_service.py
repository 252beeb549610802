"""One way to answer foreign queries on either kind of store: isolated on a checkpoint, or by an endpoint's reader."""

from __future__ import annotations

from dataclasses import dataclass

from leerweg.linkeddata.sparql import QueryLimits, SparqlAnswer, answer_query, run_query
from leerweg.linkeddata.sparql_guard import GuardedQuery
from leerweg.settings import Settings
from leerweg.store import Store

__all__ = ["SparqlService"]


@dataclass(frozen=True)
class SparqlService:
    """Answers guarded queries: on a checkpoint in a process of its own, or `remote` through the endpoint's reader."""

    store: Store
    limits: QueryLimits
    remote: bool

    @classmethod
    def of(cls, settings: Settings, store: Store) -> SparqlService:
        """The service over this store, within the limits of the settings."""
        limits = QueryLimits(settings.query_seconds, settings.query_rows, settings.worker_megabytes)
        return cls(store, limits, settings.store.startswith(("http://", "https://")))

    def answer(self, query: GuardedQuery, media_type: str) -> SparqlAnswer:
        """The answer; raises QueryRefusedError, WorkLimitError and StoreError."""
        if self.remote:
            with self.store.reader() as reader:
                return answer_query(reader, query, media_type, self.limits.rows)
        return run_query(self.store.checkpoint(), query, media_type, self.limits)
