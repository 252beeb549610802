"""The CSV tables of an ESCO download: what each one is, in which language and version, and its rows.

Tables are told apart by file name as ESCO gives them (`occupations_nl.csv`), else by their header; columns are read by
name, since their order differs from table to table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leerweg.errors import MalformedInputError, UnacceptableContentError, UnsupportedFormatError
from leerweg.model.delivery import Location, Progress, Rejection
from leerweg.sources.archives import Part, open_text_lines
from leerweg.sources.limits import CELL_CHARACTERS

__all__ = ["Kind", "Row", "Table", "find_tables", "read_rows"]


class Kind(StrEnum):
    """What a table holds, in the order in which the tables of one delivery are read."""

    SCHEMES = "concept schemes"
    CONCEPTS = "concepts"
    COLLECTION = "collection"
    HIERARCHY = "hierarchy of skill groups"
    BROADER = "broader relations"
    OCCUPATION_SKILLS = "occupation-skill relations"
    SKILL_SKILLS = "skill-skill relations"


_LEVELS = tuple(f"Level {level} {what}" for level in range(4) for what in ("URI", "preferred term"))

_REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.OCCUPATION_SKILLS: ("occupationUri", "relationType", "skillUri"),
    Kind.SKILL_SKILLS: ("originalSkillUri", "relationType", "relatedSkillUri"),
    Kind.SCHEMES: ("conceptSchemeUri", "preferredLabel"),
    Kind.HIERARCHY: _LEVELS,
    Kind.COLLECTION: ("conceptType", "conceptUri", "preferredLabel", "broaderConceptUri"),
    Kind.CONCEPTS: ("conceptType", "conceptUri", "preferredLabel"),
    Kind.BROADER: ("conceptType", "conceptUri", "broaderType", "broaderUri"),
}

_OTHER: dict[Kind, tuple[str, ...]] = {
    Kind.OCCUPATION_SKILLS: ("occupationLabel", "skillType", "skillLabel"),
    Kind.SKILL_SKILLS: ("originalSkillType", "originalSkillLabel", "relatedSkillType", "relatedSkillLabel"),
    Kind.SCHEMES: ("conceptType", "title", "status", "description", "hasTopConcept"),
    Kind.HIERARCHY: ("Description", "Scope note", *(f"Level {level} code" for level in range(4))),
    Kind.COLLECTION: ("broaderConceptPT",),
    Kind.CONCEPTS: (),
    Kind.BROADER: ("conceptLabel", "broaderLabel"),
}

_CONCEPT_COLUMNS = (
    *("skillType", "reuseLevel", "altLabels", "hiddenLabels", "status", "modifiedDate", "scopeNote", "definition"),
    *("inScheme", "description", "code", "iscoGroup", "regulatedProfessionNote", "naceCode"),
)

_NAMES: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"skills|occupations|skillGroups|ISCOGroups", Kind.CONCEPTS),
        (r"\w+Collection", Kind.COLLECTION),
        (r"conceptSchemes", Kind.SCHEMES),
        (r"skillsHierarchy", Kind.HIERARCHY),
        (r"broaderRelations\w*", Kind.BROADER),
        (r"occupationSkillRelations", Kind.OCCUPATION_SKILLS),
        (r"skillSkillRelations", Kind.SKILL_SKILLS),
    )
)

_LANGUAGE = re.compile(r"(?P<name>.+?)_(?P<language>[a-z]{2,3})", re.IGNORECASE)
_VERSION = re.compile(r"esco.*?\bv?(\d+(?:\.\d+)+)", re.IGNORECASE)
_STRANGER = "Nothing needs to be done, unless it was meant to be one: then give it ESCO's file name and header."
_LINES_PER_REPORT = 1000
_NEED_LANGUAGE = (Kind.SCHEMES, Kind.CONCEPTS, Kind.COLLECTION, Kind.HIERARCHY)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file, kind, name without language (`occupations`), language ('' for relations) and version.

    `version` is taken from the file or folder name (`esco-v1.2.1-…`), 'unknown' where that names none; `ignored`
    lists the columns nothing is done with.
    """

    part: Part
    kind: Kind
    name: str
    language: str
    version: str
    header: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, tuple[int, ...], str, str, str]:
        """Sort key: kinds in their order, within a kind the newest version first, then by name."""
        newest_first = tuple(-int(number) for number in self.version.split(".")) if self.version != "unknown" else (1,)
        return list(Kind).index(self.kind), newest_first, self.name, self.language, str(self.part)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on, its cells by column name, and whether it has more cells than the header."""

    line: int
    cells: dict[str, str]
    surplus: bool

    def __getitem__(self, column: str) -> str:
        """The cell without blanks around it; empty where the table or the row has no such cell."""
        return self.cells.get(column, "").strip()


def find_tables(parts: Sequence[Part], progress: Progress) -> tuple[list[Table], list[Rejection]]:
    """The tables among these files in reading order, and a rejection for each file that is none of ESCO's.

    Raises UnsupportedFormatError when no file is an ESCO table; MalformedInputError for a table without a column it
    must have, without header, or without a language in its name; UnacceptableContentError for the same table twice.
    """
    tables: list[Table] = []
    strangers: list[Rejection] = []
    for part in parts:
        header = next(_cells(part, progress), (0, []))[1]
        table = _table(part, tuple(cell.strip() for cell in header))
        if table is None:
            strangers.append(
                Rejection(part.name, part.at(1), "This is not one of the tables that are read from ESCO.", _STRANGER)
            )
        else:
            tables.append(table)
    if not tables:
        raise UnsupportedFormatError(
            "None of these files is an ESCO table.",
            where=", ".join(str(part) for part in parts[:3]),
            remedy="Give the CSV download of the ESCO portal: its zip, or files such as occupations_nl.csv.",
        )
    _refuse_twins(tables)
    return sorted(tables, key=lambda table: table.rank), strangers


def read_rows(table: Table, progress: Progress) -> Iterator[Row]:
    """The rows of a table after its header. Raises MalformedInputError where the CSV or its encoding is broken."""
    lines = _cells(table.part, progress)
    next(lines, None)
    width = len(table.header)
    for line, cells in lines:
        if cells:
            yield Row(line, dict(zip(table.header, cells, strict=False)), len(cells) > width)


def _table(part: Part, header: tuple[str, ...]) -> Table | None:
    stem = part.name.rsplit(".", 1)[0]
    match = _LANGUAGE.fullmatch(stem)
    name, language = (match["name"], match["language"].lower()) if match else (stem, "")
    kind = _kind(name, header)
    if kind is None:
        return None
    if missing := [column for column in _REQUIRED[kind] if column not in header]:
        raise MalformedInputError(
            f"The table of {kind} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}.",
            where=str(part),
            remedy="Give the table as ESCO publishes it, header included.",
        )
    if kind in _NEED_LANGUAGE and not language:
        raise MalformedInputError(
            "The file name does not say in which language the labels are.",
            where=str(part),
            remedy=f"Name the file {stem}_nl.csv (with the code of its language), as ESCO does.",
        )
    known = {*_REQUIRED[kind], *_OTHER[kind], *(_CONCEPT_COLUMNS if kind in (Kind.CONCEPTS, Kind.COLLECTION) else ())}
    ignored = tuple(column for column in header if column not in known)
    return Table(part, kind, name, language if kind in _NEED_LANGUAGE else "", _version(part), header, ignored)


def _refuse_twins(tables: list[Table]) -> None:
    seen: dict[tuple[str, str, str], Part] = {}
    for table in tables:
        other = seen.setdefault((table.name, table.language, table.version), table.part)
        if other is not table.part:
            raise UnacceptableContentError(
                f"This is the same table, of version {table.version}, as {other}.",
                where=str(table.part),
                remedy="Give it once; if the versions differ, let the file or folder name say so (esco-v1.2.1-…).",
            )


def _kind(name: str, header: tuple[str, ...]) -> Kind | None:
    for pattern, kind in _NAMES:
        if pattern.fullmatch(name):
            return kind
    return next((kind for kind, columns in _REQUIRED.items() if set(columns) <= set(header)), None)


def _version(part: Part) -> str:
    for name in (part.member, part.path.name, part.path.absolute().parent.name):
        if match := _VERSION.search(name):
            return match[1]
    return "unknown"


def _cells(part: Part, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    # The limit of the csv module is one for the whole process. It is set, not restored, because readers are
    # generators that interleave; what bounds memory everywhere is this one constant.
    csv.field_size_limit(CELL_CHARACTERS)
    reader = csv.reader(_watched(part, progress), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise MalformedInputError(
            f"This is not CSV: {error}.",
            where=str(Location(part.path.name, part.member, start)),
            remedy="Download the table again; cells that hold quotes or line ends must be quoted.",
        ) from error


def _watched(part: Part, progress: Progress) -> Iterator[str]:
    left, done = part.size, 0
    for number, line in enumerate(open_text_lines(part), 1):
        done += len(line)
        if not number % _LINES_PER_REPORT:
            progress.advance(done)
            left, done = left - done, 0
        yield line
    progress.advance(left)  # characters were counted, of which some take two bytes: now the sum is right
