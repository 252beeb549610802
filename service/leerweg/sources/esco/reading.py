"""ESCO: the official CSV download becomes one delivery.

Zips as they come or loose CSV files, any language and version, several at once: their labels meet in one graph.
Source: the download page of the ESCO portal, format CSV.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from leerweg.model.delivery import Delivery, Progress, Record, Rejection
from leerweg.namespaces import PREF_LABEL, Identifiers
from leerweg.sources.archives import find_parts
from leerweg.sources.digests import digest_of_files
from leerweg.sources.esco.concepts import read_concepts
from leerweg.sources.esco.hierarchy import Hierarchy
from leerweg.sources.esco.relations import read_broader, read_hierarchy, read_schemes, read_skill_relations
from leerweg.sources.esco.statements import Said
from leerweg.sources.esco.survey import survey
from leerweg.sources.esco.tables import Kind, Table, find_tables
from leerweg.sources.limits import ESCO_ZIP

__all__ = ["read_esco"]

_LICENCE = (
    "Free reuse with the statement: This service uses the ESCO classification of the European Commission. "
    "Changed versions must say so."
)


def read_esco(paths: Sequence[Path], identifiers: Identifiers, progress: Progress) -> Delivery:  # noqa: ARG001
    """What these ESCO tables state, one record per row (`identifiers` is not needed: ESCO things keep their IRIs).

    Where versions disagree the newest stands: an older preferred label becomes an alternative label. Rows that point
    at nothing, repeat an earlier row, close a circle or hold broken IRIs come as rejections, other oddities as notes.
    Raises InputError's kinds for files that are broken, too large or not ESCO's, now or while the records are read.
    """
    parts = find_parts(paths, ".csv", ESCO_ZIP)
    progress.start("reading ESCO", sum(part.size for part in parts))
    tables, strangers = find_tables(parts, _Silent())
    summary: Counter[str] = Counter()
    return Delivery(
        source="esco",
        key="+".join(_editions(tables)),
        title=f"ESCO {', '.join(_editions(tables))}",
        digest=digest_of_files(paths),
        records=_records(tables, strangers, progress, summary),
        licence=_LICENCE,
        origin=tuple(sorted({path.name for path in paths})),
        summary=summary,
    )


class _Silent:
    """The first pass is an eighth of the work and is not counted."""

    def start(self, task: str, total: float) -> None:
        """Nothing happens."""

    def advance(self, amount: float) -> None:
        """Nothing happens."""


def _records(
    tables: list[Table], strangers: list[Rejection], progress: Progress, summary: Counter[str]
) -> Iterator[Record | Rejection]:
    yield from strangers
    found = survey(tables, _Silent())
    said, tree = Said(), Hierarchy()
    for name, number in sorted(Counter(found.types.values()).items()):
        summary[name] = number
    for table in tables:
        if table.kind == Kind.SCHEMES:
            records = read_schemes(table, said, progress)
        elif table.kind == Kind.HIERARCHY:
            records = read_hierarchy(table, found, said, tree, progress)
        elif table.kind == Kind.BROADER:
            records = read_broader(table, found, tree, progress)
        elif table.kind in (Kind.OCCUPATION_SKILLS, Kind.SKILL_SKILLS):
            records = read_skill_relations(table, found, progress)
        else:
            records = read_concepts(table, found, said, tree, progress)
        for record in records:
            _count(summary, table, record)
            yield record


def _count(summary: Counter[str], table: Table, record: Record | Rejection) -> None:
    if isinstance(record, Rejection):
        return
    if table.kind in (Kind.OCCUPATION_SKILLS, Kind.SKILL_SKILLS):
        summary[str(table.kind)] += 1
    for triple in record.triples:
        if triple.predicate == PREF_LABEL:
            summary[f"labels in {triple.object.language}"] += 1  # type: ignore[union-attr]  # labels are literals


def _editions(tables: list[Table]) -> list[str]:
    """`1.1.1-en`, `1.2.1-nl`: each version with the languages it brings, or `relations` when it brings none."""
    languages: dict[str, set[str]] = {}
    for table in tables:
        languages.setdefault(table.version, set()).update([table.language] if table.language else [])
    return [f"{version}-{'.'.join(sorted(found)) or 'relations'}" for version, found in sorted(languages.items())]
