"""Whether an ontology folder is sound: it parses, keeps its own quality rules, and does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from leerweg.errors import OntologyError
from leerweg.validation.ontology.graph import OntologyGraph, Question, read_ontology, read_question
from leerweg.validation.ontology.reasoner import reason

__all__ = ["FindingKind", "OntologyFinding", "OntologyReport", "check_ontology", "ontology_findings", "quality_rules"]

_NAMESPACE = "https://w3id.org/leerweg/ns#"
_LIMIT_SECONDS = 120.0


class FindingKind(StrEnum):
    """What sort of fault was found."""

    UNREADABLE = "unreadable"
    MISSING_LABEL = "missing-label"
    QUALITY_VIOLATION = "quality-violation"
    INCONSISTENCY = "inconsistency"
    UNSATISFIABLE_CLASS = "unsatisfiable-class"


@dataclass(frozen=True, slots=True)
class OntologyFinding:
    """One fault: its kind, the IRI (or, of what cannot be read, the file) it is about, and a sentence for a person."""

    kind: FindingKind
    subject: str
    sentence: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class OntologyReport:
    """The outcome of a check: every fault, how many triples were read and how many quality rules were held."""

    findings: tuple[OntologyFinding, ...]
    triples: int
    rules: int

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_ontology(folder: Path, *, seconds: float = _LIMIT_SECONDS) -> OntologyReport:
    """The report on the ontology in `folder`: Turtle files, `quality/*_violation.rq`, and the reasoner's verdict.

    Where a file cannot be read nothing else is judged: what it holds would be missed everywhere. Raises
    ConfigurationError without a Java runtime, WorkLimitError when reasoning takes longer than `seconds`, OntologyError
    for a folder that holds no ontology or no quality rules.
    """
    graph = read_ontology(folder)
    rules = quality_rules(folder)
    findings = tuple(ontology_findings(graph, rules, seconds=seconds))
    return OntologyReport(findings, len(graph.store), len(rules))


def quality_rules(folder: Path) -> tuple[Question, ...]:
    """Every `quality/<rule>_violation.rq` of the folder, by name. Raises OntologyError where there is none."""
    rules = tuple(read_question(file) for file in sorted((folder / "quality").glob("*_violation.rq")))
    if not rules:
        raise OntologyError("The ontology has no quality rules.", where=str(folder / "quality"))
    return rules


def ontology_findings(
    graph: OntologyGraph, rules: tuple[Question, ...], *, seconds: float = _LIMIT_SECONDS
) -> Iterator[OntologyFinding]:
    """Every fault of a graph that was read: files first, then rule by rule, the reasoner's last."""
    if graph.unreadable:
        for file, reason_given in graph.unreadable:
            yield OntologyFinding(FindingKind.UNREADABLE, file, f"The file is not valid Turtle: {reason_given}.")
        return
    for rule in rules:
        yield from _violations(graph, rule)
    yield from _contradictions(graph, seconds)


def _violations(graph: OntologyGraph, rule: Question) -> Iterator[OntologyFinding]:
    kind = FindingKind(rule.header.get("kind", FindingKind.QUALITY_VIOLATION))
    name = rule.file.stem.removesuffix("_violation")
    try:
        for row in graph.ask(rule):
            detail = f" Here: {row['detail']}." if row.get("detail") else ""
            yield OntologyFinding(kind, row["subject"], rule.summary + detail, name)
    except OntologyError as error:
        yield OntologyFinding(FindingKind.UNREADABLE, rule.file.name, f"{error.message} {error.remedy}", name)


def _contradictions(graph: OntologyGraph, seconds: float) -> Iterator[OntologyFinding]:
    verdict = reason(graph.ntriples(), seconds=seconds)
    if not verdict.consistent:
        yield OntologyFinding(
            FindingKind.INCONSISTENCY,
            _NAMESPACE.removesuffix("#"),
            "The ontology contradicts itself: nothing at all can satisfy it. Look for a thing that is stated to be of "
            "two disjoint classes.",
        )
    for iri in verdict.unsatisfiable:
        yield OntologyFinding(
            FindingKind.UNSATISFIABLE_CLASS,
            iri,
            "Nothing can ever be a member of this class. Look for two of its superclasses that are disjoint.",
        )
