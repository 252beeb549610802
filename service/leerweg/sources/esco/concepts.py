"""Rows that describe ESCO concepts: skills, skill groups, occupations, ISCO groups, and the collections of them."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from leerweg.model.delivery import Progress, Record, Rejection
from leerweg.namespaces import DCT, ESCO, NOTATION, OWL, PREF_LABEL, RDF_TYPE, SKOS, XSD, lw, scheme
from leerweg.sources.esco.hierarchy import Hierarchy
from leerweg.sources.esco.statements import ESCO_IRIS, HIDDEN_LABEL, Said, Statements, split_iris
from leerweg.sources.esco.survey import CONCEPT_TYPES, Survey
from leerweg.sources.esco.tables import Kind, Row, Table, read_rows

__all__ = ["BROADER", "CLASSES", "DESCRIPTION", "SCOPE_NOTE", "read_concepts", "record_key"]

BROADER = NamedNode(SKOS + "broader")
DESCRIPTION = NamedNode(DCT + "description")
SCOPE_NOTE = NamedNode(SKOS + "scopeNote")
_CONCEPT = NamedNode(SKOS + "Concept")
_COLLECTION = NamedNode(SKOS + "Collection")
_MEMBER = NamedNode(SKOS + "member")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_DEFINITION = NamedNode(SKOS + "definition")
_DEPRECATED = NamedNode(OWL + "deprecated")
_TRUE = Literal("true", datatype=NamedNode(XSD + "boolean"))

CLASSES: dict[str, tuple[NamedNode, ...]] = {
    "skill": (NamedNode(ESCO + "Skill"), _CONCEPT, lw("Competence")),
    "skill group": (_CONCEPT, lw("Competence"), lw("CompetenceGroup")),
    "occupation": (NamedNode(ESCO + "Occupation"), _CONCEPT),
    "ISCO group": (_CONCEPT, lw("OccupationGroup")),
}
"""What a concept of each type is."""

_SKILL_TYPES = {"knowledge": "knowledge", "skill/competence": "skill"}
_GONE = ("deprecated", "obsolete", "replaced", "expired")
_MEND = "Mend the row or take it out; the other rows do not need it."

_COLLECTIONS = {
    "digitalSkills": ("digital", "Digitale vaardigheden", "Digital skills", "Compétences numériques"),
    "greenSkills": ("green", "Groene vaardigheden", "Green skills", "Compétences vertes"),
    "languageSkills": ("language", "Taalvaardigheden", "Language skills", "Compétences linguistiques"),
    "transversalSkills": (
        "transversal",
        "Transversale vaardigheden",
        "Transversal skills",
        "Compétences transversales",
    ),
    "researchSkills": ("research", "Onderzoeksvaardigheden", "Research skills", "Compétences de recherche"),
    "researchOccupations": (
        "research-occupations",
        "Onderzoeksberoepen",
        "Research occupations",
        "Métiers de recherche",
    ),
    "digCompSkills": ("digcomp", "DigComp", "DigComp", "DigComp"),
}
"""ESCO's table name → our code and names (nl, en, fr); ESCO names a collection in no table of every download."""


def read_concepts(
    table: Table, found: Survey, said: Said, tree: Hierarchy, progress: Progress
) -> Iterator[Record | Rejection]:
    """The records of a table of concepts or of a collection; a row that repeats an earlier one is rejected."""
    lines: dict[str, int] = {}
    ignored = table.ignored
    for row in read_rows(table, progress):
        key = record_key(table, row["conceptUri"] or f"row {row.line}")
        if reason := _objection(row, lines):
            again = f" again in row {row.line}" * (row["conceptUri"] in lines)
            yield Rejection(key + again, table.part.at(row.line, "conceptUri"), reason, _MEND)
            continue
        lines[row["conceptUri"]] = row.line
        statements = Statements(said, row["conceptUri"], table.language)
        if ignored:
            statements.notes.append(f"Columns that are not taken over from this table: {', '.join(ignored)}.")
            ignored = ()
        _describe(statements, row)
        _note_versions(statements, table, found)
        if table.kind == Kind.COLLECTION:
            _join_collection(statements, table, said)
            _broader_of_collection(statements, row, found, tree)
        yield Record(key, table.part.at(row.line), tuple(statements.triples), tuple(statements.notes))


def record_key(table: Table, name: str) -> str:
    """The key of a row: stable while table, language and version stay what they are."""
    version = "" if table.version == "unknown" else f" {table.version}"
    return f"{table.name}{'_' * bool(table.language)}{table.language}{version} {name}"


def _objection(row: Row, lines: dict[str, int]) -> str:
    """Why a row cannot be taken over; empty if it can."""
    iri = row["conceptUri"]
    if row.surplus:
        return "The row has more cells than the header; a quote or a comma is out of place."
    if row["conceptType"] not in CONCEPT_TYPES:
        return f"'{row['conceptType']}' is not one of ESCO's concept types ({', '.join(CONCEPT_TYPES)})."
    if not iri.startswith(ESCO_IRIS) or not _is_iri(iri):
        return f"'{iri}' is not the IRI of an ESCO concept; those begin with {ESCO_IRIS}."
    if iri in lines:
        return f"The row repeats the concept of row {lines[iri]}; the first one stands."
    return ""


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _describe(statements: Statements, row: Row) -> None:
    statements.types(*CLASSES[CONCEPT_TYPES[row["conceptType"]]])
    statements.preferred(row.cells.get("preferredLabel", ""))
    statements.alternatives(row["altLabels"])
    statements.alternatives(row["hiddenLabels"], HIDDEN_LABEL)
    statements.text(DESCRIPTION, row["description"], "description")
    statements.text(_DEFINITION, row["definition"], "definition")
    statements.text(SCOPE_NOTE, row["scopeNote"], "scope note")
    statements.code(row["code"])
    statements.modified(row["modifiedDate"])
    statements.iris(_IN_SCHEME, row["inScheme"], "inScheme")
    _status(statements, row["status"])
    _skill(statements, row)
    _occupation(statements, row)


def _status(statements: Statements, status: str) -> None:
    if status.lower() in _GONE:
        statements.say(_DEPRECATED, _TRUE)
        statements.notes.append(f"ESCO marks the concept as {status}; it is kept as such.")
    elif status and status != "released":
        statements.notes.append(f"ESCO gives the concept the status '{status}'.")


def _skill(statements: Statements, row: Row) -> None:
    if row["conceptType"] != "KnowledgeSkillCompetence":
        return
    kind, level = row["skillType"], row["reuseLevel"]
    if kind in _SKILL_TYPES:
        statements.iris(NamedNode(ESCO + "skillType"), f"{ESCO_IRIS}skill-type/{_SKILL_TYPES[kind]}", "skillType")
        statements.say(lw("competenceType"), scheme("competence-type", _SKILL_TYPES[kind]))
    else:
        statements.notes.append(f"The skill type is '{kind}'." if kind else "The skill has no type.")
    if level:
        statements.iris(NamedNode(ESCO + "skillReuseLevel"), f"{ESCO_IRIS}skill-reuse-level/{level}", "reuseLevel")


def _occupation(statements: Statements, row: Row) -> None:
    if row["conceptType"] != "Occupation":
        return
    statements.iris(
        NamedNode(ESCO + "regulatedProfessionNote"), row["regulatedProfessionNote"], "regulatedProfessionNote"
    )
    codes = statements.iris(NamedNode(ESCO + "hasNACECode"), row["naceCode"], "naceCode")
    if codes > 1:
        statements.notes.append(f"The cell naceCode holds {codes} codes; each is stated.")
    if group := row["iscoGroup"]:
        iri = f"{ESCO_IRIS}isco/C{group.removeprefix('C')}"
        statements.iris(NamedNode(ESCO + "memberOfISCOGroup"), iri, "iscoGroup")


def _note_versions(statements: Statements, table: Table, found: Survey) -> None:
    if absent := found.absent_from(statements.iri):
        if table.kind == Kind.CONCEPTS:
            statements.notes.append(f"Only in ESCO {table.version}, not in {', '.join(absent)}.")
        elif found.is_only_in_collections(statements.iri):
            statements.notes.append(f"Not in the whole table of ESCO {', '.join(absent)}, only in this collection.")


def _join_collection(statements: Statements, table: Table, said: Said) -> None:
    name = table.name.removesuffix("Collection")
    code, *labels = _COLLECTIONS.get(name, (name, name, name, name))
    collection = scheme("esco-collection", code)
    about = [
        Triple(collection, RDF_TYPE, _COLLECTION),
        Triple(collection, NOTATION, Literal(code)),
        *(
            Triple(collection, PREF_LABEL, Literal(label, language=language))
            for label, language in zip(labels, ("nl", "en", "fr"), strict=True)
        ),
        Triple(collection, _MEMBER, statements.subject),
    ]
    statements.triples.extend(triple for triple in about if said.is_new(triple))


def _broader_of_collection(statements: Statements, row: Row, found: Survey, tree: Hierarchy) -> None:
    for broader in split_iris(row["broaderConceptUri"]):
        if found.is_missing(broader, "skill", "skill group"):
            statements.notes.append(f"The broader concept {broader} is in none of the files; the relation is left out.")
        elif tree.add(statements.iri, broader):
            statements.iris(BROADER, broader, "broaderConceptUri")
        else:
            statements.notes.append(f"The broader concept {broader} lies below this one; the relation is left out.")
