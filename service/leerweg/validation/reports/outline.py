"""The order in which a report is told: the verdict, then each cause, and under it each trajectory and thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from leerweg.namespaces import LWSH
from leerweg.validation.report import CellChange, Finding, Repair, Report, Texts
from leerweg.validation.wording import words_in

__all__ = [
    "SEVERITIES",
    "Cause",
    "Place",
    "causes_of",
    "cells_of",
    "place_of",
    "repairs_of",
    "trajectories_of",
    "unread_of",
    "verdict_of",
]

SEVERITIES = ("Violation", "Warning", "Info")
_CELLS = f"{LWSH}CellGroup"


@dataclass(frozen=True)
class Place:
    """What is found in one trajectory (empty for things that belong to none), thing by thing."""

    trajectory: str
    label: Texts
    things: tuple[tuple[Finding, ...], ...]


@dataclass(frozen=True)
class Cause:
    """One rule that is broken: its first finding speaks for the rule; `severity` is the gravest among its findings."""

    first: Finding
    severity: str
    findings: tuple[Finding, ...]
    places: tuple[Place, ...]

    @property
    def anchor(self) -> str:
        """What the address of a page calls it."""
        return f"{self.first.rule}-{self.severity}".lower()


def causes_of(findings: Iterable[Finding]) -> tuple[Cause, ...]:
    """The causes among findings that come rule by rule: what blocks first, what a waiver covers apart."""
    causes = [
        _cause(list(group)) for _, group in groupby(findings, key=lambda finding: (finding.shape, finding.severity))
    ]
    merged: dict[tuple[str, str], list[Finding]] = {}
    for cause in causes:
        merged.setdefault((cause.first.shape, cause.severity), []).extend(cause.findings)
    return tuple(sorted((_cause(group) for group in merged.values()), key=lambda one: SEVERITIES.index(one.severity)))


def trajectories_of(report: Report) -> tuple[tuple[str, Texts, tuple[Finding, ...]], ...]:
    """The trajectories of a report (IRI, name, findings), in order; what belongs to none comes last."""
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.trajectory, []).append(finding)
    order = sorted(found, key=lambda iri: (not iri, iri))
    return tuple((iri, found[iri][0].trajectory_label, tuple(found[iri])) for iri in order)


def unread_of(report: Report) -> tuple[str, ...]:
    """The rules on cells that cannot be read, where other rules are broken too: these may be so for that reason."""
    unread = dict.fromkeys(finding.rule for finding in report.findings if finding.group == _CELLS)
    others = any(finding.group != _CELLS for finding in report.findings)
    return tuple(unread) if others else ()


def verdict_of(report: Report, language: str) -> str:
    """The verdict in one sentence, without its full stop."""
    words = words_in(language)
    return (
        f"{report.name or words('report.document')} {words('report.conforms' if report.conforms else 'report.fails')}"
    )


def place_of(finding: Finding, language: str) -> str:
    """Where it stands, in words: `plan.ttl, regel 17`, or `plan.xlsx, blad Trajecten, rij 7, kolom Startdatum (B7)`."""
    if finding.cell:
        words = words_in(language)
        told = finding.cell.told(words("report.sheet"), words("report.row"), words("report.column"))
        return f"{finding.where.removesuffix(str(finding.cell))}{told}"
    name = finding.where.removesuffix(f", line {finding.line}") if finding.line else finding.where
    line = f"{words_in(language)('report.line')} {finding.line}" if finding.line else ""
    return ", ".join(part for part in (name.removeprefix(f"line {finding.line}"), line) if part)


def repairs_of(finding: Finding) -> tuple[tuple[str, Repair], ...]:
    """The repairs of a finding, each with the name that people ask for it by: the same in every run that finds it."""
    start = finding.fingerprint[:8]
    return tuple((f"{start}.{number}", repair) for number, repair in enumerate(finding.repairs, 1))


def cells_of(repair: Repair, language: str) -> tuple[str, ...]:
    """What to type where, row by row: `blad Overeenkomsten, rij 5: Uren op de werkplek (P5) 12 → 20`."""
    words = words_in(language)
    rows = groupby(repair.cells, key=lambda change: (change.place.sheet, change.place.row))
    return tuple(
        f"{words('report.sheet')} {sheet}, {words('report.row')} {row}{words('colon')} "
        f"{'; '.join(_typed(change, words('key')) for change in changes)}"
        for (sheet, row), changes in rows
    )


def _typed(change: CellChange, key: str) -> str:
    called = f"{change.place.title or key} ({change.place.reference})"
    before, after = (" / ".join(text.split("\n")) for text in (change.before, change.after))
    return f"{called} “{before}” → “{after}”" if before else f"{called} → “{after}”"


def _cause(findings: Sequence[Finding]) -> Cause:
    places = []
    for iri, group in groupby(findings, key=lambda finding: finding.trajectory):
        within = list(group)
        things = tuple(tuple(thing) for _, thing in groupby(within, key=lambda finding: (finding.focus, finding.where)))
        places.append(Place(iri, within[0].trajectory_label, things))
    return Cause(findings[0], findings[0].severity, tuple(findings), tuple(places))
