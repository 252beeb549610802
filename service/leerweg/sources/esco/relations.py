"""Rows that relate ESCO concepts: broader, essential and optional skills, and the hierarchy of skill groups."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Progress, Record, Rejection
from leerweg.namespaces import ESCO, PREF_LABEL, RDF_TYPE, SKOS
from leerweg.sources.esco.concepts import BROADER, CLASSES, DESCRIPTION, SCOPE_NOTE, record_key
from leerweg.sources.esco.hierarchy import Hierarchy
from leerweg.sources.esco.statements import ESCO_IRIS, Said, Statements
from leerweg.sources.esco.survey import CONCEPT_TYPES, LEVELS, Survey
from leerweg.sources.esco.tables import Kind, Row, Table, read_rows
from leerweg.sources.text import plain

__all__ = ["read_broader", "read_hierarchy", "read_schemes", "read_skill_relations"]

_RELATIONS = {
    "essential": NamedNode(ESCO + "relatedEssentialSkill"),
    "optional": NamedNode(ESCO + "relatedOptionalSkill"),
}
_SCHEME = NamedNode(SKOS + "ConceptScheme")
_MEND = "Give the table that describes the concept, or take the row out."
_LACKS_ITEM = "The row names no concept."


def read_skill_relations(table: Table, found: Survey, progress: Progress) -> Iterator[Record | Rejection]:
    """Essential and optional skills of occupations, or of skills; a row that points at nothing is rejected."""
    of_occupations = table.kind == Kind.OCCUPATION_SKILLS
    first, second = ("occupationUri", "skillUri") if of_occupations else ("originalSkillUri", "relatedSkillUri")
    kind = "occupation" if of_occupations else "skill"
    numbers: dict[str, int] = {}
    pairs: set[int] = set()
    notes = _ignored(table)
    for row in read_rows(table, progress):
        source, target, relation = row[first], row[second], row["relationType"]
        pair = (numbers.setdefault(source, len(numbers)) << 32) | numbers.setdefault(target, len(numbers))
        reason = _pair_objection(row, source, target) or _relation_objection(relation)
        reason = reason or _missing(found, source, kind) or _missing(found, target, "skill")
        key = record_key(table, f"{source} {target}")
        if not reason and pair in pairs:
            reason, key = (
                "The pair stands earlier in this table; the first row stands.",
                f"{key} again in row {row.line}",
            )
        if reason:
            yield Rejection(key, table.part.at(row.line), reason, _MEND)
            continue
        pairs.add(pair)
        triple = Triple(NamedNode(source), _RELATIONS[relation], NamedNode(target))
        yield Record(key, table.part.at(row.line), (triple,), notes)
        notes = ()


def read_broader(table: Table, found: Survey, tree: Hierarchy, progress: Progress) -> Iterator[Record | Rejection]:
    """Broader relations; a row that points at nothing or closes a circle is rejected."""
    notes = _ignored(table)
    pairs: set[tuple[str, str]] = set()
    for row in read_rows(table, progress):
        narrow, broad = row["conceptUri"], row["broaderUri"]
        key = record_key(table, f"{narrow} {broad}")
        reason = _pair_objection(row, narrow, broad)
        for iri, column in ((narrow, "conceptType"), (broad, "broaderType")):
            reason = reason or _missing(found, iri, CONCEPT_TYPES.get(row[column], ""))
        known = tree.has(narrow, broad)
        if not reason and (narrow, broad) in pairs:
            reason, key = (
                "The pair stands earlier in this table; the first row stands.",
                f"{key} again in row {row.line}",
            )
        elif not reason and not tree.add(narrow, broad):
            reason = f"The row closes a circle: {broad} already lies below {narrow}."
        if reason:
            yield Rejection(key, table.part.at(row.line), reason, _MEND)
            continue
        pairs.add((narrow, broad))
        triples = () if known else (Triple(NamedNode(narrow), BROADER, NamedNode(broad)),)
        yield Record(key, table.part.at(row.line), triples, notes)
        notes = ()


def read_hierarchy(
    table: Table, found: Survey, said: Said, tree: Hierarchy, progress: Progress
) -> Iterator[Record | Rejection]:
    """The table skillsHierarchy: each row describes the group at its deepest level and the way down to it."""
    notes = _ignored(table)
    for row in read_rows(table, progress):
        levels = [level for level in LEVELS if row[f"Level {level} URI"]]
        path = [row[f"Level {level} URI"] for level in levels]
        key = record_key(table, " ".join(path) or f"row {row.line}")
        reason = _path_objection(row, levels, path)
        if reason:
            yield Rejection(key, table.part.at(row.line), reason, _MEND)
            continue
        statements = Statements(said, path[-1], table.language)
        statements.notes.extend(notes)
        notes = ()
        _describe_group(statements, row, levels[-1], found)
        for broad, narrow in pairwise(path):
            known = tree.has(narrow, broad)
            if not tree.add(narrow, broad):
                statements.notes.append(f"{broad} already lies below {narrow}; the relation is left out.")
            elif not known:
                statements.triples.append(Triple(NamedNode(narrow), BROADER, NamedNode(broad)))
        yield Record(key, table.part.at(row.line), tuple(statements.triples), tuple(statements.notes))


def read_schemes(table: Table, said: Said, progress: Progress) -> Iterator[Record | Rejection]:
    """ESCO's concept schemes with their names; which concepts they hold is stated by the concepts (inScheme)."""
    notes = _ignored(table)
    for row in read_rows(table, progress):
        iri = row["conceptSchemeUri"]
        key = record_key(table, iri or f"row {row.line}")
        reason = _iri_objection(iri)
        if reason:
            yield Rejection(key, table.part.at(row.line, "conceptSchemeUri"), reason, _MEND)
            continue
        subject = NamedNode(iri)
        label = Triple(subject, PREF_LABEL, Literal(plain(row["preferredLabel"]), language=table.language))
        triples = tuple(triple for triple in (Triple(subject, RDF_TYPE, _SCHEME), label) if said.is_new(triple))
        yield Record(key, table.part.at(row.line), triples, notes)
        notes = ()


def _describe_group(statements: Statements, row: Row, level: int, found: Survey) -> None:
    statements.types(*CLASSES["skill group"])
    statements.preferred(row.cells.get(f"Level {level} preferred term", ""))
    statements.text(DESCRIPTION, row["Description"], "description")
    statements.text(SCOPE_NOTE, row["Scope note"], "scope note")
    statements.code(row[f"Level {level} code"])
    if found.is_only_in_collections(statements.iri):
        statements.notes.append("The group is in no table of skill groups, only in the hierarchy.")


def _path_objection(row: Row, levels: list[int], path: list[str]) -> str:
    if row.surplus:
        return "The row has more cells than the header; a quote or a comma is out of place."
    if not path or levels != list(range(len(levels))):
        return "The levels of the row have a gap."
    return next((reason for iri in path if (reason := _iri_objection(iri))), "")


def _pair_objection(row: Row, first: str, second: str) -> str:
    if row.surplus:
        return "The row has more cells than the header; a quote or a comma is out of place."
    if first == second:
        return "The row relates a concept to itself." if first else _LACKS_ITEM
    return _iri_objection(first) or _iri_objection(second)


def _relation_objection(relation: str) -> str:
    known = " and ".join(_RELATIONS)
    return "" if relation in _RELATIONS else f"'{relation}' is no kind of relation; ESCO knows {known}."


def _iri_objection(iri: str) -> str:
    if not iri:
        return _LACKS_ITEM
    try:
        NamedNode(iri)
    except ValueError:
        return f"'{iri}' is no IRI."
    return "" if iri.startswith(ESCO_IRIS) else f"'{iri}' is not the IRI of an ESCO concept."


def _missing(found: Survey, iri: str, kind: str) -> str:
    return f"The {kind} {iri} is in none of the files." if kind and found.is_missing(iri, kind) else ""


def _ignored(table: Table) -> tuple[str, ...]:
    names = ", ".join(table.ignored)
    return (f"Columns that are not taken over from this table: {names}.",) if names else ()
