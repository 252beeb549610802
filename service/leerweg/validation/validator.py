"""The validator that command line and web interface share: a foreign document in, a report out.

Reading and judging a document each happen in a process of their own with a ceiling on time and memory; only the
question what the graph knows around it is asked from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from leerweg.errors import WorkLimitError
from leerweg.isolation import run_isolated
from leerweg.namespaces import Identifiers
from leerweg.validation.comparison import Previous, read_previous
from leerweg.validation.location import Locator
from leerweg.validation.parsing import Document, Limits, parse_document
from leerweg.validation.report import CellChange, Finding, Repair, Report
from leerweg.validation.shapes import DRAFT, load_shapes
from leerweg.validation.workbook import Expressing, mend_workbook

__all__ = ["WORKER_MODULES", "ContextSource", "Validator", "judge"]

ContextSource = Callable[[Sequence[NamedNode]], Iterable[Triple]]
"""Answers with what the graph says around these IRIs (see `leerweg.validation.neighbourhood`)."""

WORKER_MODULES = ("leerweg.validation.validator", "leerweg.validation.shacl", "leerweg.validation.workbook")
"""What `leerweg.isolation.prepare` should import, so that a worker starts in milliseconds."""


@dataclass(frozen=True)
class Validator:
    """Judges foreign documents against the shapes of one profile.

    `fetch_context` asks the graph; without it a document is judged by what it says itself. `fetch_alternatives` asks it
    what could be chosen instead, and lets a report propose repairs. A worker may take
    `seconds` of wall time and `megabytes` MiB; relative IRIs are read against `base`; `limits` bounds the documents.
    """

    fetch_context: ContextSource | None = None
    fetch_alternatives: ContextSource | None = None
    profile: str = DRAFT
    seconds: float = 20.0
    megabytes: int = 1024
    base: str = ""
    limits: Limits = field(default_factory=Limits)

    def validate(
        self,
        document: bytes,
        *,
        format: str = "",  # noqa: A002  # the field's word for it
        name: str = "",
        context: Iterable[Triple] = (),
        on: date | None = None,
    ) -> Report:
        """The report on this document; `format` is a name or media type, else the ending of `name` decides.

        `context` is what to take for known besides what the graph answers, `on` the day it is judged on (today).
        Raises InputError (unsupported format, too large, malformed, unacceptable content), WorkLimitError,
        ConfigurationError for a profile that does not exist, and StoreError of `fetch_context`.
        """
        return self.report_on(self.read(document, format=format, name=name), context=context, on=on)

    def read(self, document: bytes, *, format: str = "", name: str = "") -> Document:  # noqa: A002  # the field's word for it
        """The document, read in a worker; raises what `validate` raises before judging."""
        how = (format, name, self.base, self.limits)
        return run_isolated(_read, document, *how, seconds=self.seconds, megabytes=self.megabytes)

    def report_on(self, document: Document, *, context: Iterable[Triple] = (), on: date | None = None) -> Report:
        """The report on a document that was read before, judged in a worker; with repairs where there are findings."""
        known = list(context)
        if self.fetch_context is None:
            report = self._judge(document, known, on, "")
            return self._mended(report, document, known, on, "") if report.findings else report
        known += self.fetch_context(document.mentioned())
        base = f"{self.base}id/" if self.base else ""
        report = self._judge(document, known, on, base)
        if report.others:
            report = self._confirmed(report, document, known, on)
        return self._mended(report, document, known, on, base) if report.findings else report

    def read_previous(self, report: bytes) -> Previous:
        """A former report (its JSON form), read in a worker, for `compare`; raises InputError."""
        return run_isolated(read_previous, report, self.limits.size, seconds=self.seconds, megabytes=self.megabytes)

    def mend(self, workbook: bytes, changes: Sequence[CellChange], *, name: str = "") -> bytes:
        """The workbook with the cells of a repair changed and marked, in a worker; raises what `mend_workbook` does."""
        return run_isolated(_mend, workbook, tuple(changes), name, seconds=self.seconds, megabytes=self.megabytes)

    def _confirmed(self, report: Report, document: Document, known: Sequence[Triple], on: date | None) -> Report:
        """The report with those findings in others' data that stand when these things' own surroundings are known.

        At the rim of a neighbourhood a thing can seem to lack what merely was not fetched: what it refers to, and what
        refers to it, is asked for as well.
        """
        assert self.fetch_context is not None
        things = [NamedNode(focus) for focus in _named(report.others)]
        near = list(self.fetch_context(things))
        wider = dict.fromkeys((*known, *near, *self.fetch_context(_linked(things, near))))
        stands = {finding.fingerprint for finding in self._judge(document, list(wider), on, "").others}
        return replace(report, others=tuple(one for one in report.others if one.fingerprint in stands))

    def _mended(
        self, report: Report, document: Document, known: Sequence[Triple], on: date | None, base: str
    ) -> Report:
        """The report with repairs, looked for among what else the graph knows; without them where time runs out."""
        if self.fetch_alternatives is None:
            return report
        wider = list(dict.fromkeys((*known, *self.fetch_alternatives(document.mentioned()))))
        try:
            mended = self._judge(document, wider, on, base, repairs=True)
        except WorkLimitError:
            return report
        repairs = {finding.fingerprint: finding.repairs for finding in mended.findings}
        findings = (replace(one, repairs=repairs.get(one.fingerprint, ())) for one in report.findings)
        return replace(report, findings=tuple(findings))

    def _judge(
        self, document: Document, known: Sequence[Triple], on: date | None, base: str, *, repairs: bool = False
    ) -> Report:
        what = (document, tuple(known), self.profile, on, base, repairs)
        return run_isolated(judge, *what, seconds=self.seconds, megabytes=self.megabytes)


def judge(
    document: Document,
    context: Sequence[Triple],
    profile: str = DRAFT,
    on: date | None = None,
    base: str = "",
    repairs: bool = False,
) -> Report:
    """The report on a document, in this process and without limits: for documents of our own, and for workers."""
    from leerweg.validation.shacl import validate_graph  # noqa: PLC0415  # only who judges pays for loading the engine

    shapes = load_shapes(profile)
    report = validate_graph(
        document.triples,
        context,
        shapes,
        name=document.name,
        on=on,
        base=base,
        remarks=document.remarks,
        repairs=repairs,
    )
    locator = Locator(document)
    told = tuple(locator.place(finding) for finding in report.findings)
    if repairs and document.places.sheets:
        expressing = Expressing(document.places, document.triples, document.remarks, Identifiers(document.base))
        told = tuple(replace(one, repairs=tuple(_in_cells(each, expressing) for each in one.repairs)) for one in told)
    return replace(report, findings=told)


def _in_cells(repair: Repair, expressing: Expressing) -> Repair:
    adds, removes = (
        [quad.triple for quad in parse("".join(f"{line} .\n" for line in lines), RdfFormat.N_TRIPLES)]
        for lines in (repair.adds, repair.removes)
    )
    return replace(repair, cells=expressing.changes(adds, removes))


def _named(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(finding.focus for finding in findings if not finding.focus.startswith("_:")))


def _mend(content: bytes, changes: Sequence[CellChange], name: str) -> bytes:
    return mend_workbook(content, changes, name=name)


def _linked(things: Sequence[NamedNode], triples: Sequence[Triple]) -> list[NamedNode]:
    """What these things refer to, and what those refer to that refer to them."""
    own = set(things)
    about = own | {triple.subject for triple in triples if triple.object in own}
    linked = (triple.object for triple in triples if triple.subject in about)
    return list(dict.fromkeys(term for term in linked if isinstance(term, NamedNode)))


def _read(content: bytes, wanted: str, name: str, base: str, limits: Limits) -> Document:
    return parse_document(content, wanted=wanted, name=name, base=base, limits=limits)
