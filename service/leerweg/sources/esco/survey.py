"""The first pass over the ESCO tables: which concepts they describe, as what, and in which versions.

Relations are held against it, so that one that points at nothing is found whatever the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from leerweg.model.delivery import Progress
from leerweg.sources.esco.tables import Kind, Row, Table, read_rows

__all__ = ["CONCEPT_TYPES", "LEVELS", "Survey", "survey"]

CONCEPT_TYPES = {
    "KnowledgeSkillCompetence": "skill",
    "SkillGroup": "skill group",
    "Occupation": "occupation",
    "ISCOGroup": "ISCO group",
}
"""ESCO's conceptType → the word for it in messages and counts."""

LEVELS = range(4)
"""The levels of the table skillsHierarchy."""


@dataclass
class Survey:
    """What the tables of one delivery describe."""

    types: dict[str, str] = field(default_factory=dict)
    versions: dict[str, set[str]] = field(default_factory=dict)
    complete: dict[str, set[str]] = field(default_factory=dict)
    """Type → the versions of which the whole table of that type is here (collections are excerpts)."""

    def is_missing(self, iri: str, *types: str) -> bool:
        """Whether a concept of one of these types should be among the files and is not."""
        return iri not in self.types and all(kind in self.complete for kind in types)

    def absent_from(self, iri: str) -> list[str]:
        """The versions whose table for this concept's type is here but does not hold it."""
        return sorted(self.complete.get(self.types.get(iri, ""), set()) - self.versions.get(iri, set()))

    def is_only_in_collections(self, iri: str) -> bool:
        """Whether no complete table holds the concept although there is one for its type."""
        return iri not in self.versions and self.types.get(iri, "") in self.complete


def survey(tables: Iterable[Table], progress: Progress) -> Survey:
    """Read the tables that describe concepts once, for their IRIs only."""
    found = Survey()
    for table in tables:
        if table.kind in (Kind.CONCEPTS, Kind.COLLECTION):
            for row in read_rows(table, progress):
                _note_concept(found, table, row)
        elif table.kind == Kind.HIERARCHY:
            for row in read_rows(table, progress):
                for level in LEVELS:
                    if iri := row[f"Level {level} URI"]:
                        found.types.setdefault(iri, "skill group")
    return found


def _note_concept(found: Survey, table: Table, row: Row) -> None:
    kind = CONCEPT_TYPES.get(row["conceptType"])
    if kind is None:
        return
    iri = row["conceptUri"]
    found.types.setdefault(iri, kind)
    if table.kind == Kind.CONCEPTS:
        found.versions.setdefault(iri, set()).add(table.version)
        found.complete.setdefault(kind, set()).add(table.version)
