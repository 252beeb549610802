"""The outcome of a validation: a verdict and its findings, as plain strings that can become any format."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CellPlace", "Detail", "Finding", "Repair", "Report", "Source", "Texts", "Waiver", "fingerprint"]

Texts = Mapping[str, str]
"""A text per language (`nl`, `fr`, `en`)."""


@dataclass(frozen=True)
class Source:
    """The law or note behind a rule: its IRI and what people call it."""

    iri: str
    title: Texts


@dataclass(frozen=True)
class Waiver:
    """A derogation that counts: its IRI, who granted it, its last day (ISO date) and the reason given."""

    iri: str
    granted_by: Texts
    until: str
    reason: Texts


@dataclass(frozen=True)
class Detail:
    """A failure underneath a finding, of a shape that its shape refers to: where, and what an engine says of it."""

    component: str
    focus: str
    focus_label: Texts
    path: str
    path_label: Texts
    value: str
    expected: Texts


@dataclass(frozen=True)
class CellChange:
    """What one cell of a workbook should hold: `after` as text, of the `kind` `text`, `number`, `date` or `time`.

    `before` is what it holds now, empty when nothing; an empty `after` clears it.
    """

    place: CellPlace
    before: str
    after: str
    kind: str = "text"


@dataclass(frozen=True)
class Repair:
    """A change that mends a finding and breaks nothing else: in words, and as the triples to add and to remove.

    Triples are lines of N-Triples without the dot; `remedy` is the IRI of the remedy that it comes from.
    For a workbook `cells` says the same in cells; it is empty where cells cannot say it.
    """

    remedy: str
    text: Texts
    adds: tuple[str, ...]
    removes: tuple[str, ...]
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class CellPlace:
    """One cell: its sheet, its row (1 is the first), the letters of its column (`B`) and what the column is called.

    `row` is 0 when the whole sheet or column is meant, `column` empty when the whole row is.
    """

    sheet: str
    row: int
    column: str = ""
    title: str = ""

    @property
    def reference(self) -> str:
        """As spreadsheets call it: `B7`; empty when it is no single cell."""
        return f"{self.column}{self.row}" if self.column and self.row else ""

    def __str__(self) -> str:
        """As an error says it: `sheet Trajecten, row 7, column Startdatum (B7)`."""
        return self.told("sheet", "row", "column")

    def told(self, sheet: str, row: str, column: str) -> str:
        """The same with the words of a language."""
        pieces = [f"{sheet} {self.sheet}", f"{row} {self.row}" if self.row else ""]
        if self.column or self.title:
            called = self.title or self.column
            pieces.append(f"{column} {called} ({self.reference})" if self.reference else f"{column} {called}")
        return ", ".join(filter(None, pieces))


@dataclass(frozen=True)
class Finding:
    """One thing that breaks one rule.

    Texts are per language (`nl`, `fr`, `en`). `rule` is the short name of the rule (`R7`, `N3`), `severity` is
    `Violation` (blocks), `Warning` (asks) or `Info` (advises); a finding that a waiver covers is an Info, whatever
    `shape_severity` says. `focus` is the IRI of the thing that breaks the rule (`_:…` when it has none), `path` the
    property and `value` the value concerned, empty when there is none; `found` and `expected` say the same in words, as
    far as the shape tells. `trajectory` is the trajectory that the focus belongs to, if any. `engine_text` is what a
    SHACL engine reports; `where` is the place in the document (`file, line n`), `line` its number, 0 when it is not
    known, and `cell` the place in a workbook. `group` is the IRI of the group of rules. `fingerprint` is the same in
    every run that finds the same thing; `state` is `new` or `open` in a report that was compared with a former one,
    `solved` in its list of what is gone.
    """

    shape: str
    rule: str
    severity: str
    group_name: Texts
    shape_name: Texts
    focus: str
    focus_label: Texts
    path: str
    path_label: Texts
    value: str
    value_label: Texts
    message: Texts
    how_to_comply: Texts
    sources: tuple[Source, ...]
    engine_text: str
    where: str = ""
    line: int = 0
    cell: CellPlace | None = None
    found: Texts = field(default_factory=dict)
    expected: Texts = field(default_factory=dict)
    trajectory: str = ""
    trajectory_label: Texts = field(default_factory=dict)
    shape_severity: str = ""
    fingerprint: str = ""
    group: str = ""
    state: str = ""
    waiver: Waiver | None = None
    details: tuple[Detail, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Report:
    """A verdict on one document, as things stand on the day `on` (ISO date).

    `conforms` says that no finding is a Violation. `findings` come in the order of the shapes, then of the trajectory
    and the focus; `omitted` counts the ones that were left out of a very long report. `others` are findings in what
    others published around the document: they have no say in the verdict. `solved` are findings of a former report
    that are gone; `compared` says that there was one. `graph` is the SHACL report as N-Triples: there sh:conforms
    follows the letter of SHACL, which is false as soon as there is any result, a warning included.
    """

    name: str
    profile: str
    conforms: bool
    findings: tuple[Finding, ...]
    omitted: int = 0
    graph: str = field(default="", repr=False)
    on: str = ""
    profile_name: Texts = field(default_factory=dict)
    others: tuple[Finding, ...] = ()
    solved: tuple[Finding, ...] = ()
    compared: bool = False

    def count(self, severity: str) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def fingerprint(shape: str, focus: str, path: str, value: str) -> str:
    """What a finding is known by from one run to the next: 24 hexadecimal digits of rule, thing, property and value."""
    return hashlib.sha256(f"{shape}\n{focus}\n{path}\n{value}".encode()).hexdigest()[:24]
