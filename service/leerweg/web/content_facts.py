"""What the pages of competences, qualifications and programmes tell: what contains what, and what leads where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leerweg.model.answers import Reference
from leerweg.store import Reader
from leerweg.web.asking import Labels, Row, ask_rows

__all__ = ["Content", "Version", "read_competence", "read_content"]


@dataclass(frozen=True)
class Version:
    """A version of a programme: its period, and the hours a week (yearly average) that it asks at the workplace."""

    reference: Reference
    start: date
    end: date | None
    agreement: Reference
    minimum: str
    maximum: str


@dataclass(frozen=True)
class Content:
    """Qualifications with their competences, the programmes that lead to them, and a programme's versions."""

    qualifications: tuple[tuple[Reference, tuple[Reference, ...]], ...]
    programmes: tuple[Reference, ...]
    versions: tuple[Version, ...] = ()


def read_competence(reader: Reader, iri: str, language: str) -> Content:
    """Where a competence is used: the qualifications with it (their competences left out) and their programmes."""
    rows = ask_rows(reader, "list_qualifications_with", "qualification", "programme", competence=iri)
    return _content(reader, rows, (), language)


def read_content(reader: Reader, iri: str, kind: str, language: str) -> Content:
    """What a qualification, or a programme by the qualifications that it leads to, consists of."""
    rows = ask_rows(reader, "list_content", "qualification", "programme", "competence", thing=iri)
    versions: list[Row] = []
    if kind == "programme":
        columns = ("version", "from", "until", "agreement", "minimum", "maximum")
        versions = ask_rows(reader, "list_versions", *columns, programme=iri)
    return _content(reader, rows, versions, language)


def _content(reader: Reader, rows: list[Row], versions: list[Row] | tuple[()], language: str) -> Content:
    columns = ("qualification", "programme", "competence", "version", "agreement")
    named = {row[column] for row in (*rows, *versions) for column in columns if column in row}
    labels = Labels(reader, named, language)

    def reference(iri: str) -> Reference:
        return Reference(iri, labels.name(iri), labels.code(iri))

    qualifications: dict[str, dict[str, None]] = {}
    for row in rows:
        competences = qualifications.setdefault(row["qualification"], {})
        if "competence" in row:
            competences[row["competence"]] = None
    return Content(
        tuple(
            (reference(qualification), tuple(sorted(map(reference, competences), key=lambda item: item.label)))
            for qualification, competences in qualifications.items()
        ),
        tuple(map(reference, dict.fromkeys(row["programme"] for row in rows if "programme" in row))),
        tuple(
            Version(
                reference(row["version"]),
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["until"]) if "until" in row else None,
                reference(row.get("agreement", "")),
                row.get("minimum", ""),
                row.get("maximum", ""),
            )
            for row in versions
        ),
    )
