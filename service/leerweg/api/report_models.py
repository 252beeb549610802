"""The members of a report in JSON, for the description of the interface; the reports room writes them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from leerweg.api.problems import Problem

__all__ = ["FindingModel", "ReportModel", "ReportsModel", "UnreadableModel"]

Texts = dict[str, str]


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class SourceModel(_Model):
    """The law or note behind a rule; its title is per language."""

    iri: str
    title: Texts


class WaiverModel(_Model):
    """A derogation that covers a finding: who granted it, its last day, and why."""

    iri: str
    granted_by: Texts
    until: str
    reason: Texts


class DetailModel(_Model):
    """A failure underneath a finding, of a shape that its shape refers to."""

    component: str
    focus: str
    focus_label: Texts
    path: str
    path_label: Texts
    value: str
    expected: Texts


class CellModel(_Model):
    """A cell of a workbook; `row` is 0 when a whole sheet or column is meant, `column` empty when a whole row is."""

    sheet: str
    row: int
    column: str
    title: str


class CellChangeModel(_Model):
    """What a cell of a workbook holds, what it should hold, and as what: text, number, date or time."""

    place: CellModel
    before: str
    after: str
    kind: str


class RepairModel(_Model):
    """A change that was tried and mends a finding: in words, and as lines of N-Triples to add and to remove.

    In a workbook `cells` says the same in cells; it is empty where cells cannot say it.
    """

    remedy: str
    text: Texts
    adds: tuple[str, ...]
    removes: tuple[str, ...]
    cells: tuple[CellChangeModel, ...]


class FindingModel(_Model):
    """One thing that breaks one rule; texts are per language (nl, fr, en)."""

    rule: str
    severity: str
    shape: str
    shape_severity: str
    group: str
    group_name: Texts
    shape_name: Texts
    focus: str
    focus_label: Texts
    path: str
    path_label: Texts
    value: str
    value_label: Texts
    message: Texts
    found: Texts
    expected: Texts
    how_to_comply: Texts
    sources: tuple[SourceModel, ...]
    engine_text: str
    where: str
    line: int
    cell: CellModel | None
    trajectory: str
    trajectory_label: Texts
    fingerprint: str
    state: str
    waiver: WaiverModel | None
    details: tuple[DetailModel, ...]
    repairs: tuple[RepairModel, ...]


class ReportModel(_Model):
    """The verdict on a document: `conforms` when no finding is a Violation; `omitted` findings are left out.

    `others` are findings in what others published, which have no say; `solved` those of a former report that are gone.
    """

    version: str
    conforms: bool
    name: str
    profile: str
    on: str
    violations: int
    warnings: int
    infos: int
    omitted: int
    findings: tuple[FindingModel, ...]
    others: tuple[FindingModel, ...]
    compared: bool
    solved: tuple[FindingModel, ...]


class UnreadableModel(_Model):
    """A document that could not be judged, and why."""

    name: str
    problem: Problem


class ReportsModel(_Model):
    """The verdicts on several documents: `conforms` when each could be read and conforms."""

    version: str
    conforms: bool
    reports: tuple[ReportModel, ...]
    unreadable: tuple[UnreadableModel, ...] = ()
