"""What the pages say of the graph as a whole: its revision, its data sets, how much it holds, its regions."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from leerweg.model.answers import Reference
from leerweg.namespaces import LW
from leerweg.store import Reader, Store
from leerweg.web.asking import Labels, ask_rows, question

__all__ = ["About", "GraphFacts", "Publication"]


@dataclass(frozen=True)
class Publication:
    """A data set that stands now; `licence` is an IRI or empty."""

    title: str
    generated: datetime
    licence: str


@dataclass(frozen=True)
class About:
    """The graph at one revision; `counts` by class name (`RealWorkplace`, `Competence`, …)."""

    revision: int
    publications: tuple[Publication, ...]
    counts: Mapping[str, int]
    synthetic: bool
    region_codes: tuple[tuple[str, str], ...]

    @property
    def empty(self) -> bool:
        """Whether there is no workplace to ask about."""
        return not self.counts.get("RealWorkplace")


class GraphFacts:
    """Facts about one store, read anew only when there is another revision. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._about: About | None = None

    def about(self) -> About:
        """The graph as it stands now. Raises StoreError when the store fails."""
        with self._store.reader() as reader:
            known = self._about
            if known is not None and known.revision == reader.revision:
                return known
            with self._lock:
                self._about = _read(reader)
                return self._about

    def regions(self, language: str) -> list[Reference]:
        """Country, regions and provinces, by code, with their names."""
        codes = self.about().region_codes
        with self._store.reader() as reader:
            labels = Labels(reader, (iri for iri, _ in codes), language)
        return [Reference(iri, labels.name(iri), code) for iri, code in codes]


def _read(reader: Reader) -> About:
    rows = ask_rows(reader, "list_publications", "title", "generated", "licence")
    counts = ask_rows(reader, "count_things", "class", "number")
    regions = ask_rows(reader, "list_wide_regions", "region", "code")
    return About(
        reader.revision,
        tuple(
            Publication(row["title"], datetime.fromisoformat(row["generated"]), row.get("licence", "")) for row in rows
        ),
        {row["class"].removeprefix(LW): int(row["number"]) for row in counts},
        reader.ask(question("ask_synthetic").text),
        tuple(dict.fromkeys((row["region"], row["code"]) for row in regions)),
    )
